"""The classifier: what a comment says, as calibrated probabilities for every label of every task."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.adaptation import Adaptation
from nlp.blend import Blend
from nlp.cues import CueScorer
from nlp.encoder import WEIGHTS, StaticEncoder
from nlp.gathering import Gathering
from nlp.irony import IronyScorer, signs
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
_LABELS = max(where.stop for where in _PASSAGE.values())
_SCORERS = 3  # spelling, meaning, word order; alarm words tell nothing of irony


@dataclass(frozen=True, slots=True)
class Passage:
    """A comment made ready: its whole text and its units (at least one), normalised; the survey's question."""

    text: str
    units: tuple[str, ...]
    language: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class UnitPrediction:
    """Probabilities of one unit; label orders in `nlp.tasks`, the last touchpoint and pain point are "none".

    `own`: by task the label of its own that the company's rows taught, which stands before ours.
    """

    sentiment: Floats
    polarity: Floats
    opinion: float
    touchpoint: Floats
    pain_point: Floats
    own: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PassagePrediction:
    """Probabilities of one comment: sentiment (6,), urgency (4,) sum to 1; intents (6,), signals (8,) do not.

    `irony`: that it says the opposite of what it means.
    """

    sentiment: Floats
    intents: Floats
    urgency: Floats
    signals: Floats
    units: tuple[UnitPrediction, ...]
    irony: float = 0.0


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
    irony: float = 1.0

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


class _Scores(NamedTuple):
    """Of each scorer the scores of passages and of units (texts, labels); what the network knows of the passages.

    `ironical` (passages, 1) is how much their spelling sounds like irony, without columns where nobody taught that.
    """

    passage: list[Floats]
    unit: list[Floats]
    impressions: Floats
    ironical: Floats


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
    irony: IronyScorer | None = None
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
        scores = self._scores(passages, vectors)
        whole, parts = self._blended(passages, vectors, scores)
        units = map(_unit, np.round(parts, _DECIMALS), self._own(parts, vectors))
        return [
            _passage(row, tuple(next(units) for _ in passage.units), irony)
            for row, irony, passage in zip(
                np.round(whole, _DECIMALS), self._irony(scores).tolist(), passages, strict=True
            )
        ]

    def _own(self, parts: Floats, vectors: Sequence[Floats]) -> list[dict[str, str]]:
        if self.adaptation is None:
            return [{} for _ in parts]
        return self.adaptation.own_labels(parts, np.concatenate(list(vectors)))

    def chances(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> tuple[Floats, Floats]:
        """Probabilities before rounding: (passages, labels) and, of all their units in a row, (units, labels)."""
        return self._blended(passages, vectors, self._scores(passages, vectors))

    def irony_signs(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> Floats:
        """What irony is told by, (passages, features)."""
        return _signs(self._scores(passages, vectors))

    def _irony(self, scores: _Scores) -> Floats:
        if self.irony is None:
            return np.zeros(len(scores.impressions), dtype=np.float32)
        return np.round(self.irony.chances(_signs(scores), scores.ironical[:, 0]), _DECIMALS)

    def _blended(
        self, passages: Sequence[Passage], vectors: Sequence[Floats], scores: _Scores
    ) -> tuple[Floats, Floats]:
        languages = [passage.language for passage in passages]
        owners = [passage.language for passage in passages for _ in passage.units]
        whole = self.blend.chances(scores.passage, "passage", languages)
        parts = self.blend.chances(scores.unit, "unit", owners)
        sentiment = _PASSAGE["sentiment"]
        sizes = [len(passage.units) for passage in passages]
        gathered = self.gathering.sentiment(whole[:, sentiment], parts, sizes)
        whole[:, sentiment] = self.tempering.sentiment(gathered, languages)
        if self.adaptation is not None:
            whole = self.adaptation.chances(whole, passage_vectors(vectors), "passage")
            parts = self.adaptation.chances(parts, np.concatenate(list(vectors)), "unit")
        return whole, parts

    def _scores(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> _Scores:
        heard = self.network.scores(
            [passage.units for passage in passages],
            [passage.language for passage in passages],
            [passage.question for passage in passages],
        )
        texts = [passage.text for passage in passages]
        spelt, units_spelt = self.spelling.scores(texts, [unit for passage in passages for unit in passage.units])
        meant = self.meaning.scores(passage_vectors(vectors), "passage")
        units_meant = self.meaning.scores(np.concatenate(list(vectors)), "unit")
        return _Scores(
            [spelt[:, :_LABELS], meant, heard.whole, self.cues.scores(texts)],
            [units_spelt, units_meant, np.concatenate(heard.parts)],
            heard.impressions,
            spelt[:, _LABELS:],
        )


def _signs(scores: _Scores) -> Floats:
    return signs(scores.impressions, scores.passage[:_SCORERS])


def _passage(row: Floats, units: tuple[UnitPrediction, ...], irony: float) -> PassagePrediction:
    return PassagePrediction(
        row[_PASSAGE["sentiment"]], row[_PASSAGE["intents"]], row[_PASSAGE["urgency"]], row[_PASSAGE["signals"]],
        units, irony,
    )  # fmt: skip


def _unit(row: Floats, own: dict[str, str]) -> UnitPrediction:
    return UnitPrediction(
        row[_UNIT["unit_sentiment"]], row[_UNIT["polarity"]], float(row[_UNIT["opinion"]][0]),
        row[_UNIT["touchpoint"]], row[_UNIT["pain_point"]], own,
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
        tuple(limits["intents"]), tuple(limits["signals"]), limits["urgent"], limits["opinion"], limits["abstain"],
        limits.get("irony", 1.0),
    )  # fmt: skip
    lexicon = Lexicon.load(folder / "words.safetensors")
    pieces = StaticEncoder.load(folder / "encoder")
    spelling, ironical = SpellingScorer.load(folder / "spelling.safetensors"), folder / "irony.safetensors"
    irony = IronyScorer.load(ironical) if ironical.exists() else None
    return BlendedClassifier(
        stored["name"], f"{stored['name']}-{fingerprint(folder)}", thresholds,
        spelling if irony is None else spelling.with_label(irony.spelling),
        MeaningScorer.load(folder / "meaning.safetensors", stored["encoder"]),
        Network.load(folder / "network.safetensors", stored["heads"], lexicon, pieces),
        CueScorer.load(folder / "cues.safetensors"),
        Blend.from_json(stored["blend"]),
        Gathering.from_json(stored["gathering"]),
        Tempering.from_json(stored.get("tempering", {})),
        irony,
        Adaptation.load(folder),
    )  # fmt: skip
