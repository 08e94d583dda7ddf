"""The journey score: one number a stage from 0 to 100, and one over all, by weights that anyone may read and change.

A stage's score is the mean of its touchpoints' scores, each weighted by its respondents, with every score brought
to 0..100 by its own scale (NPS -100..100 → 0..100, CSAT share as it is, CES 1..7 → 0..100). A stage that nobody
scored uses what its comments say: the share that is not negative. The whole is the weighted mean of the stages
that have at least 30 respondents; a stage below that is shown but does not count.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.insights.scores import RANKABLE_FROM, ScoreEstimate, wilson

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


@dataclass(frozen=True, slots=True)
class TouchpointState:
    """What is known of one touchpoint: its score estimates, and how many of its respondents were negative."""

    stage: str
    touchpoint: str
    scores: tuple[ScoreEstimate, ...]
    negative: int
    respondents: int


@dataclass(frozen=True, slots=True)
class StageScore:
    """0..100 with its 95 % interval; `counts` is False below 30 respondents."""

    stage: str
    value: float
    low: float
    high: float
    n: int
    weight: float

    @property
    def counts(self) -> bool:
        return self.n >= RANKABLE_FROM


def stage_scores(
    touchpoints: Sequence[TouchpointState], weights: Mapping[str, float] = STAGE_WEIGHTS
) -> list[StageScore]:
    """One score a stage that has respondents, in the order of the weights."""
    order = [*weights, *sorted({point.stage for point in touchpoints} - set(weights))]
    found = []
    for stage in order:
        points = [point for point in touchpoints if point.stage == stage and point.respondents]
        if points:
            parts = [part for point in points for part in _on_hundred(point)]
            found.append(_weighted(stage, parts, weights.get(stage, 1.0)))
    return found


def journey_score(stages: Sequence[StageScore]) -> StageScore | None:
    """The weighted mean of the stages that count; None when none does."""
    counting = [stage for stage in stages if stage.counts and stage.weight > 0]
    total = sum(stage.weight for stage in counting)
    if not total:
        return None
    value = sum(stage.weight * stage.value for stage in counting) / total
    error = math.sqrt(sum((stage.weight / total * _half(stage)) ** 2 for stage in counting))
    n = sum(stage.n for stage in counting)
    return StageScore("journey", value, max(0.0, value - error), min(100.0, value + error), n, total)


def _on_hundred(point: TouchpointState) -> list[StageScore]:
    if not point.scores:
        low, high = wilson(point.respondents - point.negative, point.respondents)
        share = 100 * (1 - point.negative / point.respondents)
        return [StageScore(point.stage, share, 100 * low, 100 * high, point.respondents, 1.0)]
    parts = []
    for score in point.scores:
        if score.kind not in _RANGES:
            raise ValueError(f"score kind is {score.kind!r}; wanted one of {', '.join(_RANGES)}")
        bottom, top = _RANGES[score.kind]
        value, low, high = (100 * (x - bottom) / (top - bottom) for x in (score.value, score.low, score.high))
        parts.append(StageScore(point.stage, value, low, high, score.n, 1.0))
    return parts


def _weighted(stage: str, parts: Sequence[StageScore], weight: float) -> StageScore:
    n = sum(part.n for part in parts)
    value = sum(part.n * part.value for part in parts) / n
    error = math.sqrt(sum((part.n / n * _half(part)) ** 2 for part in parts))
    return StageScore(stage, value, max(0.0, value - error), min(100.0, value + error), n, weight)


def _half(part: StageScore) -> float:
    return (part.high - part.low) / 2
