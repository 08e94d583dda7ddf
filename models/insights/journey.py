"""The journey score: one number a stage from 0 to 100, and one over all, by weights that anyone may read and change.

A stage's score is the mean of its touchpoints' scores, weighted by respondents, with every score brought to 0..100
by its own scale (NPS -100..100 → 0..100, CSAT share as it is, CES 1..7 → 0..100). Everyone counts once: who gave
several scores counts with their mean. A stage that fewer than 30 people scored, and not all who spoke of it, uses what
its respondents say: the share who are not negative. The whole is the weighted mean of the stages that have at least 30
respondents; a stage below that is shown but does not count.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.insights.scores import RANKABLE_FROM, mean, share

# Where a failure costs most counts most: using the thing and getting help come before how they heard of us.
STAGE_WEIGHTS: Mapping[str, float] = {
    "awareness": 0.5,
    "interest": 0.75,
    "consideration": 1.0,
    "purchase": 1.5,
    "use": 2.0,
    "support": 1.5,
    "loyalty": 1.0,
}
_RANGES = {"nps": (-100.0, 100.0), "csat": (0.0, 100.0), "ces": (1.0, 7.0)}
_ENDS = (0.0, 100.0)
Values = NDArray[np.float64]


class Basis(StrEnum):
    """What a stage's score is made of: the scores people gave, or what they say (the share who are not negative)."""

    SCORES = "scores"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class StageVoices:
    """A stage's respondents: `persons`, each once, in rising order, and the `values` they count with, 0..100."""

    stage: str
    persons: NDArray[np.int32]
    values: Values
    basis: Basis


@dataclass(frozen=True, slots=True)
class StageScore:
    """0..100 with its 95 % interval; `n` distinct respondents; `counts` is False below 30 of them.

    `basis`: scores, or words where too few gave one; null for the whole, whose stages may differ.
    """

    stage: str
    value: float
    low: float
    high: float
    n: int
    weight: float
    basis: Basis | None = None

    @property
    def counts(self) -> bool:
        return self.n >= RANKABLE_FROM


def on_hundred(kind: str, parts: Values) -> Values:
    """Parts in a headline figure (NPS ±100 or 0, CSAT 0 or 100, CES 1..7) on the common scale 0..100."""
    if kind not in _RANGES:
        raise ValueError(f"score kind is {kind!r}; wanted one of {', '.join(_RANGES)}")
    bottom, top = _RANGES[kind]
    return 100 * (parts - bottom) / (top - bottom)


def stage_scores(voices: Sequence[StageVoices], weights: Mapping[str, float] = STAGE_WEIGHTS) -> list[StageScore]:
    """One score a stage that has respondents, in the order of the weights."""
    heard = {one.stage: one for one in voices if len(one.values)}
    order = [*weights, *sorted(set(heard) - set(weights))]
    return [_score(heard[stage], weights.get(stage, 1.0)) for stage in order if stage in heard]


def journey_score(stages: Sequence[StageScore], voices: Sequence[StageVoices]) -> StageScore | None:
    """The weighted mean of the stages that count; None when none does. `voices`: what the stages were made of."""
    counting = [stage for stage in stages if stage.counts and stage.weight > 0]
    total = sum(stage.weight for stage in counting)
    if not total:
        return None
    heard = {one.stage: one for one in voices}
    behind = [heard[stage.stage] for stage in counting]
    value = sum(stage.weight * stage.value for stage in counting) / total
    halves = np.array([stage.weight / total * _half(stage) for stage in counting])
    error = math.sqrt(float(halves @ _shared(behind) @ halves))
    n = len(np.unique(np.concatenate([one.persons for one in behind])))
    return StageScore("journey", value, max(0.0, value - error), min(100.0, value + error), n, total)


def _score(voices: StageVoices, weight: float) -> StageScore:
    """A value that can only be 0 or 100 makes a share, whose interval is known better."""
    values = voices.values
    hits = int(np.count_nonzero(values == _ENDS[1]))
    two = hits + np.count_nonzero(values == _ENDS[0]) == len(values)
    found = share("journey", hits, len(values)) if two else mean("journey", values, _ENDS)
    assert found is not None
    return StageScore(voices.stage, found.value, found.low, found.high, found.n, weight, voices.basis)


def _shared(voices: Sequence[StageVoices]) -> Values:
    """How far the errors of the stages go together, stages by stages: those who speak of two stages are in both."""
    people = np.unique(np.concatenate([one.persons for one in voices]))
    pulls = np.zeros((len(people), len(voices)))
    for place, one in enumerate(voices):
        pulls[np.searchsorted(people, one.persons), place] = one.values - one.values.mean()
    lengths = np.sqrt((pulls**2).sum(axis=0))
    pulls /= np.where(lengths > 0, lengths, 1.0)
    together = np.asarray(pulls.T @ pulls)
    np.fill_diagonal(together, 1.0)
    return together


def _half(stage: StageScore) -> float:
    return (stage.high - stage.low) / 2
