"""What passes between the analyser and a classifier: prepared passages one way, probabilities the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is the whole comment without its boilerplate, `units` its units (at least one), both normalised."""

    text: str
    units: tuple[str, ...]
    language: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class UnitPrediction:
    """Probabilities for one unit; orders as in nlp/tasks.py, the last touchpoint and pain point is "none"."""

    sentiment: Floats
    polarity: Floats
    opinion: float
    touchpoint: Floats
    pain_point: Floats


@dataclass(frozen=True, slots=True)
class PassagePrediction:
    """Calibrated probabilities for one passage; `intents` and `signals` are independent of one another."""

    sentiment: Floats
    intents: Floats
    urgency: Floats
    signals: Floats
    units: tuple[UnitPrediction, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Learnt decision thresholds, 0..1. `intents` and `signals` by code; `urgent` is for P(urgency ≥ 2).

    `abstain` is the confidence below which a reading asks for a person, by language, "" for the rest.
    """

    intents: Mapping[str, float] = field(default_factory=dict)
    signals: Mapping[str, float] = field(default_factory=dict)
    urgent: float = 0.5
    opinion: float = 0.5
    abstain: Mapping[str, float] = field(default_factory=dict)

    def floor(self, language: str) -> float:
        return self.abstain.get(language, self.abstain.get("", 0.0))


class Classifier(Protocol):
    """Reads passages whose units are already vectors: vectors[i] is (units of passage i, dimension)."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def thresholds(self) -> Thresholds: ...

    def classify(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> list[PassagePrediction]: ...
