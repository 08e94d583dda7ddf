"""The card of a weights folder: what it was made of, under which licences, and how well it reads, by language."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from nlp.classifier import Classifier, Passage
from nlp.encoder import Encoder
from nlp.tasks import SENTIMENTS, columns
from nlp.training.passages import Labelled
from nlp.training.scorers import unit_vectors
from nlp.training.selection import Selection, counts
from nlp.training.settings import Settings

LICENCES = {
    "feedback": "written for this project",
    "comments": "written for this project",
    "expressions": "words and phrases with their tone, written for this project",
    "quote": "parts of comments written for this project",
    "ja_reviews": "text: quasi_japanese_reviews (Megagon Labs), CC BY 4.0; labels: this project",
    "nsmc": "Naver sentiment movie corpus, CC0",
    "wisesight": "Wisesight sentiment corpus, CC0",
    "indonlu_smsa": "IndoNLU SmSA, Apache-2.0 code, data CC BY-SA",
    "nusax": "NusaX, CC BY-SA 4.0",
    "xed": "XED, CC BY 4.0",
    "chabsa": "chABSA-dataset, CC BY 4.0",
    "nhs_phase1": "NHS patient experience comments (pxtextmining), MIT",
    "nhs_phase2": "NHS patient experience comments (pxtextmining), MIT",
    "word vectors": "chiVe by Works Applications, as shipped by ja_ginza 5.3.0, Apache-2.0",
    "sub-word vectors": "trained here on graded-enja-corpus (CC BY-SA 4.0), TICO-19 (CC0), SIB-200 (CC BY-SA 4.0), "
    "asdc (CC BY 4.0), JSTS and JSICK (CC BY-SA 4.0)",
    "sib200": "SIB-200, CC BY-SA 4.0; tone of its sentences: this project",
    "joined": "longer texts made of the comments and reviews above, one after the other",
    "plain text": "dialogue, documentation and encyclopaedia sentences, CC BY 4.0 and CC BY-SA 3.0; lines of books in "
    "the public domain (Aozora Bunko)",
}
_FEW = 20
_LIBRARIES = ("numpy", "torch", "tokenizers", "SudachiPy", "SudachiDict-core", "ja-ginza")


def _predicted(classifier: Classifier, encoder: Encoder, items: Sequence[Labelled]) -> list[Any]:
    passages = [Passage(item.text, item.units, item.language, item.question) for item in items]
    return classifier.classify(passages, unit_vectors(items, encoder)) if items else []


def _macro_f1(truth: np.ndarray, given: np.ndarray) -> float:
    """Over the labels that occur."""
    found = []
    for label in np.unique(truth):
        hits = float(((truth == label) & (given == label)).sum())
        found.append(2 * hits / max(1.0, float((truth == label).sum() + (given == label).sum())))
    return float(np.mean(found)) if found else 0.0


_FOUR = np.array([0, 0, 1, 2, 2, 3])  # six labels to negative, neutral, positive, mixed


def scores_by_language(classifier: Classifier, encoder: Encoder, held: Sequence[Labelled]) -> dict[str, Any]:
    """On held-back comments and quotes: sentiment in four classes, touchpoint and pain point of a quote."""
    found: dict[str, Any] = {}
    at = columns("unit")
    for code in sorted({item.language for item in held}):
        comments = [item for item in held if item.language == code and item.source == "feedback"]
        quotes = [item for item in held if item.language == code and item.source == "quote"]
        if len(comments) < _FEW:
            continue
        truth = np.array([_FOUR[item.targets[: len(SENTIMENTS)].argmax()] for item in comments])
        given = np.array([_FOUR[p.sentiment.argmax()] for p in _predicted(classifier, encoder, comments)])
        one: dict[str, Any] = {"comments": len(comments), "sentiment macro-F1 (4 classes)": _macro_f1(truth, given)}
        predicted = _predicted(classifier, encoder, quotes)
        for task in ("touchpoint", "pain_point"):
            right = [
                getattr(p.units[0], task).argmax() == item.unit_targets[0, at[task]].argmax()
                for p, item in zip(predicted, quotes, strict=True)
            ]
            one[f"{task} accuracy of a quote"] = float(np.mean(right)) if right else None
        found[code] = {key: round(value, 3) if isinstance(value, float) else value for key, value in one.items()}
    return found


def write_card(
    folder: Path, settings: Settings, chosen: Selection, classifier: Classifier, encoder: Encoder, seconds: float
) -> None:
    """`card.json` for machines and `README.md` for people."""
    card = {
        "name": settings.name,
        "version": classifier.version,
        "training texts": counts(chosen.train),
        "calibration texts": counts(chosen.calibration),
        "held back": counts(chosen.held),
        "licences": LICENCES,
        "scores on held-back comments": scores_by_language(classifier, encoder, chosen.held),
        "settings": asdict(settings),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "python": platform.python_version(),
        "seconds of training": round(seconds),
    }
    (folder / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(_readme(card), encoding="utf-8")


def _readme(card: dict[str, Any]) -> str:
    scores = card["scores on held-back comments"]
    names = list(next(iter(scores.values()), {}))
    table = [f"| language | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    table += [f"| {code} | {' | '.join(str(one[name]) for name in names)} |" for code, one in scores.items()]
    used = [f"- {name}: {licence}" for name, licence in card["licences"].items()]
    return "\n".join(
        [
            f"# {card['name']}", "", f"Version `{card['version']}`. Written by `python -m nlp.training`; do not edit.",
            "", "Measured on comments that no weight has seen:", "", *table, "", "Made of:", "", *used, "",
        ]
    )  # fmt: skip
