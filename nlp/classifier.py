"""The classifier: what a comment says, as calibrated probabilities for every label of every task."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.adaptation import Adaptation
from nlp.blend import Blend
from nlp.cues import CueScorer
from nlp.encoder import WEIGHTS, StaticEncoder
from nlp.gathering import Gathering
from nlp.lexicon import Lexicon
from nlp.meaning import MeaningScorer, passage_vectors
from nlp.network import Network
from nlp.spelling import SpellingScorer
from nlp.tasks import TASKS, columns
from nlp.tempering import Tempering

Floats = NDArray[np.float32]
FORMAT = 5
_DECIMALS = 5
_PASSAGE, _UNIT = columns("passage"), columns("unit")


@dataclass(frozen=True, slots=True)
class Passage:
    """A comment made ready: its whole text and its units (at least one), normalised; the survey's question."""

    text: str
    units: tuple[str, ...]
    language: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class UnitPrediction:
    """Probabilities of one unit; label orders in `nlp.tasks`, the last touchpoint and pain point are "none"."""

    sentiment: Floats
    polarity: Floats
    opinion: float
    touchpoint: Floats
    pain_point: Floats


@dataclass(frozen=True, slots=True)
class PassagePrediction:
    """Probabilities of one comment: sentiment (6,), urgency (4,) sum to 1; intents (6,), signals (8,) do not."""

    sentiment: Floats
    intents: Floats
    urgency: Floats
    signals: Floats
    units: tuple[UnitPrediction, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability a label is given, each set on comments that the weights have not seen.

    `urgent` is for urgency 2 or 3 (their sum). `abstain` is the least confidence in the sentiment, by language;
    `*` stands for every other.
    """

    intents: tuple[float, ...]
    signals: tuple[float, ...]
    urgent: float
    opinion: float
    abstain: dict[str, float]

    def abstain_below(self, language: str) -> float:
        return self.abstain.get(language, self.abstain["*"])


class Classifier(Protocol):
    """Anything that gives the probabilities; `vectors[i]` are those of passage i's units, one row a unit."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def thresholds(self) -> Thresholds: ...

    def classify(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> list[PassagePrediction]: ...


class UnfitWeightsError(ValueError):
    """A weights folder that this code cannot read, and why."""


@dataclass(frozen=True, slots=True)
class BlendedClassifier:
    """Spelling, meaning and word order, each scored alone, then blended."""

    name: str
    version: str
    thresholds: Thresholds
    spelling: SpellingScorer
    meaning: MeaningScorer
    network: Network
    cues: CueScorer
    blend: Blend
    gathering: Gathering
    tempering: Tempering
    adaptation: Adaptation | None = None

    @property
    def encoder(self) -> str:
        """The name of the encoder whose vectors it reads."""
        return self.meaning.encoder

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return len(self.meaning.passage.table)

    def classify(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> list[PassagePrediction]:
        if not passages:
            return []
        whole, parts = self.chances(passages, vectors)
        rows, units = np.round(whole, _DECIMALS), iter(np.round(parts, _DECIMALS))
        return [
            _passage(row, tuple(_unit(next(units)) for _ in passage.units))
            for row, passage in zip(rows, passages, strict=True)
        ]

    def chances(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> tuple[Floats, Floats]:
        """Probabilities before rounding: (passages, labels) and, of all their units in a row, (units, labels)."""
        languages = [passage.language for passage in passages]
        owners = [passage.language for passage in passages for _ in passage.units]
        scores = self._scores(passages, vectors)
        whole = self.blend.chances(scores["passage"], "passage", languages)
        parts = self.blend.chances(scores["unit"], "unit", owners)
        sentiment = _PASSAGE["sentiment"]
        sizes = [len(passage.units) for passage in passages]
        gathered = self.gathering.sentiment(whole[:, sentiment], parts, sizes)
        whole[:, sentiment] = self.tempering.sentiment(gathered, languages)
        if self.adaptation is not None:
            whole = self.adaptation.chances(whole, passage_vectors(vectors), "passage")
            parts = self.adaptation.chances(parts, np.concatenate(list(vectors)), "unit")
        return whole, parts

    def _scores(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> dict[str, list[Floats]]:
        whole, parts = self.network.scores(
            [passage.units for passage in passages],
            [passage.language for passage in passages],
            [passage.question for passage in passages],
        )
        texts = [passage.text for passage in passages]
        spelt, units_spelt = self.spelling.scores(texts, [unit for passage in passages for unit in passage.units])
        return {
            "passage": [
                spelt,
                self.meaning.scores(passage_vectors(vectors), "passage"),
                whole,
                self.cues.scores(texts),
            ],
            "unit": [
                units_spelt,
                self.meaning.scores(np.concatenate(list(vectors)), "unit"),
                np.concatenate(parts),
            ],
        }


def _passage(row: Floats, units: tuple[UnitPrediction, ...]) -> PassagePrediction:
    return PassagePrediction(
        row[_PASSAGE["sentiment"]], row[_PASSAGE["intents"]], row[_PASSAGE["urgency"]], row[_PASSAGE["signals"]], units
    )


def _unit(row: Floats) -> UnitPrediction:
    return UnitPrediction(
        row[_UNIT["unit_sentiment"]], row[_UNIT["polarity"]], float(row[_UNIT["opinion"]][0]),
        row[_UNIT["touchpoint"]], row[_UNIT["pain_point"]],
    )  # fmt: skip


def fingerprint(folder: Path) -> str:
    """Twelve hexadecimal digits over every file that changes a reading; the card does not."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".safetensors", ".json"} and path.name not in {"card.json", "README.md"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / "classifier.json"
    if not path.is_file():
        raise UnfitWeightsError(f"{folder} holds no classifier.json; wanted a folder written by nlp.training")
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if stored.get("format") != FORMAT:
        raise UnfitWeightsError(f"{path}: format is {stored.get('format')}; wanted {FORMAT}")
    labels = {task.name: list(task.labels) for task in TASKS}
    if stored["tasks"] != labels:
        raise UnfitWeightsError(f"{path}: labels differ from those of nlp.tasks; train the weights again")
    return stored


def load_classifier(folder: Path = WEIGHTS) -> BlendedClassifier:
    """The classifier of a weights folder."""
    stored = _settings(folder)
    limits = stored["thresholds"]
    thresholds = Thresholds(
        tuple(limits["intents"]), tuple(limits["signals"]), limits["urgent"], limits["opinion"], limits["abstain"]
    )
    lexicon = Lexicon.load(folder / "words.safetensors")
    pieces = StaticEncoder.load(folder / "encoder")
    return BlendedClassifier(
        stored["name"], f"{stored['name']}-{fingerprint(folder)}", thresholds,
        SpellingScorer.load(folder / "spelling.safetensors"),
        MeaningScorer.load(folder / "meaning.safetensors", stored["encoder"]),
        Network.load(folder / "network.safetensors", stored["heads"], lexicon, pieces),
        CueScorer.load(folder / "cues.safetensors"),
        Blend.from_json(stored["blend"]),
        Gathering.from_json(stored["gathering"]),
        Tempering.from_json(stored.get("tempering", {})),
        Adaptation.load(folder),
    )  # fmt: skip
