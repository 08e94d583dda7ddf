"""Open data sets that may be trained into the weights: what each label means to us, and how far we trust it.

Licences and sources are listed in the bundle's card. A set whose file is missing is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from nlp.tasks import INTENTS, SENTIMENTS
from nlp.training.corpus import LABELS, Example, rows, sides

# What people wrote for themselves, in their own words: neither ours, nor translated, nor told in a film.
REAL = frozenset({"ja_reviews", "nsmc", "wisesight", "indonlu_smsa", "nusax", "nhs_phase1", "nhs_phase2"})
_NEGATIVE_EMOTIONS = {"anger", "disgust", "fear", "sadness"}
_POSITIVE_EMOTIONS = {"joy", "trust"}
# Three reviewers in four are content; unweighted, a complaint in a review would go unheard.
_REVIEW_WEIGHT = {"neg": 2.0, "mixed": 2.0, "neu": 1.2, "pos": 0.7}
_READ_OFTEN = {"ar", "de", "es", "fr", "id", "it", "pt", "th", "vi", "zh"}
_REVIEW_INTENT = {name: (INTENTS.index(name),) for name in INTENTS}


def _review(row: dict[str, Any]) -> Example:
    star = row["sentiment"]
    weight = _REVIEW_WEIGHT["mixed" if star == "mixed" else "neg" if star < 0 else "pos" if star > 0 else "neu"]
    exact = {"mixed": ("mixed",), 0: ("neutral",), 1: ("positive", "very_positive"), 2: ("positive", "very_positive")}
    allowed = exact.get(star, ("very_negative", "negative"))
    return Example(
        identifier=row["id"], text=row["text"], language="ja", source="ja_reviews",
        sentiment=tuple(SENTIMENTS.index(label) for label in allowed), intents=_REVIEW_INTENT[row["intent"]],
        weight=weight,
    )  # fmt: skip


def _three_class(row: dict[str, Any], source: str, language: str, weight: float) -> Example | None:
    if row["sentiment"] not in {"neg", "neu", "pos"}:
        return None
    return Example("", row["text"], language, source, sentiment=sides(row["sentiment"]), weight=weight)


def _nsmc(row: dict[str, Any]) -> Example | None:
    return _three_class(row, "nsmc", "ko", 0.15)


def _wisesight(row: dict[str, Any]) -> Example | None:
    if row["sentiment"] == "q":
        return Example("", row["text"], "th", "wisesight", intents=(INTENTS.index("question"),), weight=0.2)
    return _three_class(row, "wisesight", "th", 0.2)


def _smsa(row: dict[str, Any]) -> Example | None:
    return _three_class(row, "indonlu_smsa", "id", 0.25)


def _nusax(row: dict[str, Any]) -> Example | None:
    language = {"english": "en", "indonesian": "id"}.get(row["lang"], "id")
    return _three_class(row, "nusax", language, 0.25)


def _xed(row: dict[str, Any]) -> Example | None:
    """Subtitle emotions: sides only, little weight; lines with both sides or none say nothing sure."""
    emotions = set(row["emotions"])
    against, for_ = bool(emotions & _NEGATIVE_EMOTIONS), bool(emotions & _POSITIVE_EMOTIONS)
    text = row["text"].rsplit("\t", 1)[-1]
    if against == for_ or len(text) < 4:
        return None
    language = {"cn": "zh", "tw": "zh", "br": "pt"}.get(row["lang"], row["lang"])
    weight = 0.2 if row["split"] == "human" else 0.1 if language in _READ_OFTEN else 0.05
    return Example("", text, language, "xed", sentiment=sides("neg" if against else "pos"), weight=weight)


def _chabsa(row: dict[str, Any]) -> Example | None:
    found = {opinion["polarity"] for opinion in row["opinions"]} & {"positive", "negative"}
    if len(found) != 1:
        return None
    return Example("", row["text"], "ja", "chabsa", sentiment=sides(found.pop()[:3]), weight=0.1)


def _nhs_criticality(row: dict[str, Any]) -> Example | None:
    if row["criticality"] is None:
        return None
    value = int(row["criticality"])
    side = "neg" if value < 0 else "pos" if value > 0 else "neu"
    return Example(row["row_index"], row["text"], "en", "nhs_phase1", sentiment=sides(side), weight=0.7)


def _nhs_five(row: dict[str, Any]) -> Example | None:
    """Five classes, 1 the best; what fits a question of ours is the side."""
    if row["sentiment5"] is None:
        return None
    value = int(row["sentiment5"])
    side = "pos" if value < 3 else "neg" if value > 3 else "neu"
    return Example(
        row["id"], row["text"], "en", "nhs_phase2", question=row["question"], sentiment=sides(side), weight=0.7
    )


def _news(row: dict[str, Any]) -> Example | None:
    """Sentences of news and encyclopaedias in many languages: told without taking sides, but for the few we marked."""
    tone = _news_tones().get(row["pid"], 0)
    side = "neg" if tone < 0 else "pos" if tone > 0 else "neu"
    language = NEWS_LANGUAGES[row["lang"][:3]]
    return Example("", row["text"], language, "sib200", sentiment=sides(side), weight=0.2 if tone == 0 else 0.3)


@cache
def _news_tones() -> dict[str, int]:
    lines = (LABELS / "sib200_tone.tsv").read_text(encoding="utf-8").splitlines()
    return {pid: int(tone) for pid, tone in (line.split("\t") for line in lines)}


NEWS_LANGUAGES = {"arb": "ar", "deu": "de", "eng": "en", "fra": "fr", "hin": "hi", "ind": "id",
                  "ita": "it", "jpn": "ja", "kor": "ko", "por": "pt", "spa": "es", "tha": "th", "vie": "vi",
                  "zho": "zh"}  # fmt: skip
READERS: dict[str, Callable[[dict[str, Any]], Example | None]] = {
    "ja_reviews_labelled.jsonl": _review,
    "nsmc.jsonl.gz": _nsmc,
    "wisesight.jsonl.gz": _wisesight,
    "indonlu_smsa.jsonl.gz": _smsa,
    "nusax.jsonl.gz": _nusax,
    "xed.jsonl.gz": _xed,
    "chabsa.jsonl.gz": _chabsa,
    "nhs_phase1.jsonl.gz": _nhs_criticality,
    "nhs_phase2.jsonl.gz": _nhs_five,
    "sib200.jsonl.gz": _news,
}


def open_sets(folder: Path) -> Iterator[Example]:
    """Every example of every open set present in `folder`."""
    for name, read in READERS.items():
        if (folder / name).exists():
            yield from (example for row in rows(folder / name) if (example := read(row)) and example.text.strip())
