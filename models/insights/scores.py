"""NPS, CSAT and CES with 95 % intervals that stay honest for small groups.

A function returns `None` when nobody answered. Groups below `RANKABLE_FROM` are shown, never ranked.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from models.insights.means import Counted, difference_interval, interval

RANKABLE_FROM = 30
SATISFIED_FROM = 4
SCALES: dict[str, tuple[float, float]] = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


@dataclass(frozen=True, slots=True)
class ScoreEstimate:
    """`value` and its 95 % interval: nps -100..100, csat share satisfied 0..100, ces and *_mean in scale points."""

    kind: str
    value: float
    low: float
    high: float
    n: int

    @property
    def rankable(self) -> bool:
        return self.n >= RANKABLE_FROM


@dataclass(frozen=True, slots=True)
class Difference:
    """`value` = first minus second, with its 95 % interval; `evident` when the interval leaves out zero."""

    value: float
    low: float
    high: float
    n: tuple[int, int]

    @property
    def evident(self) -> bool:
        return min(self.n) >= RANKABLE_FROM and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Promoters:
    """Answers of 9 or 10 (`up`), of 0 to 6 (`down`), and how many there are."""

    up: int
    down: int
    n: int


def wilson(hits: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson interval of a share, 0..1; (0, 1) when there is nothing to share."""
    if n == 0:
        return 0.0, 1.0
    z = _z(confidence)
    centre = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(hits * (n - hits) / n + z * z / 4)
    return max(0.0, min(centre - half, hits / n)), min(1.0, max(centre + half, hits / n))


def nps(values: ArrayLike, confidence: float = 0.95) -> ScoreEstimate | None:
    """Net promoter score of answers 0..10: share 9-10 minus share 0-6, in points."""
    answers = _answers("nps", values)
    return nps_from_counts(int((answers >= 9).sum()), int((answers <= 6).sum()), answers.size, confidence)


def nps_from_counts(promoters: int, detractors: int, n: int, confidence: float = 0.95) -> ScoreEstimate | None:
    """Adjusted Wald: three imagined answers spread over the classes; plain Wald covers 40 % at n = 5, not 95 %."""
    if n == 0:
        return None
    value = 100 * (promoters - detractors) / n
    centre, error = _adjusted_nps(promoters, detractors, n)
    half = _z(confidence) * error
    low, high = max(-100.0, centre - half), min(100.0, centre + half)
    return ScoreEstimate("nps", value, min(low, value), max(high, value), n)


def csat(values: ArrayLike, satisfied_from: float = SATISFIED_FROM, confidence: float = 0.95) -> ScoreEstimate | None:
    """Share of answers 1..5 at or above `satisfied_from`, in percent, with the Wilson interval."""
    answers = _answers("csat", values)
    return share("csat", int((answers >= satisfied_from).sum()), answers.size, confidence)


def ces(values: ArrayLike, confidence: float = 0.95) -> ScoreEstimate | None:
    """Mean customer effort, 1..7 (7 = easy)."""
    return mean("ces", values, confidence=confidence)


def share(kind: str, hits: int, n: int, confidence: float = 0.95) -> ScoreEstimate | None:
    """A share in percent with the Wilson interval."""
    if n == 0:
        return None
    low, high = wilson(hits, n, confidence)
    return ScoreEstimate(kind, 100 * hits / n, 100 * low, 100 * high, n)


def mean(
    kind: str, values: ArrayLike, scale: tuple[float, float] | None = None, confidence: float = 0.95
) -> ScoreEstimate | None:
    """Mean of answers on a bounded scale with its bootstrap interval (see means.py)."""
    return mean_from_counts(kind, _counted(kind, values, scale), confidence)


def mean_from_counts(kind: str, answers: Counted, confidence: float = 0.95) -> ScoreEstimate | None:
    if answers.n == 0:
        return None
    low, high = interval(answers, confidence)
    return ScoreEstimate(kind, answers.mean, low, high, answers.n)


def estimate(kind: str, values: ArrayLike, confidence: float = 0.95) -> ScoreEstimate | None:
    """The headline figure of a score kind: nps, csat or ces."""
    if kind == "nps":
        return nps(values, confidence)
    if kind == "csat":
        return csat(values, confidence=confidence)
    if kind == "ces":
        return ces(values, confidence)
    raise ValueError(f"score kind is {kind!r}; wanted one of {', '.join(SCALES)}")


def nps_difference(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> Difference | None:
    """NPS of `first` minus NPS of `second`, in points, from the two adjusted-Wald errors."""
    given = [_answers("nps", values) for values in (first, second)]
    a, b = (Promoters(int((g >= 9).sum()), int((g <= 6).sum()), g.size) for g in given)
    return nps_difference_from_counts(a, b, confidence)


def nps_difference_from_counts(first: Promoters, second: Promoters, confidence: float = 0.95) -> Difference | None:
    pair = (first, second)
    if any(one.n == 0 for one in pair):
        return None
    value = 100 * (first.up - first.down) / first.n - 100 * (second.up - second.down) / second.n
    half = _z(confidence) * math.hypot(*(_adjusted_nps(one.up, one.down, one.n)[1] for one in pair))
    return Difference(value, value - half, value + half, (first.n, second.n))


def csat_difference(first: ArrayLike, second: ArrayLike, confidence: float = 0.95) -> Difference | None:
    """Share satisfied of `first` minus that of `second`, in percentage points."""
    a, b = (_answers("csat", values) for values in (first, second))
    hits = [int((given >= SATISFIED_FROM).sum()) for given in (a, b)]
    return share_difference((hits[0], a.size), (hits[1], b.size), confidence)


def share_difference(first: tuple[int, int], second: tuple[int, int], confidence: float = 0.95) -> Difference | None:
    """Of two shares, each (hits, n), in percentage points: the first minus the second.

    Newcombe (1998), method 10: the two Wilson intervals, each where it hurts, joined. It stays within ±100 and is
    wider on the side where a share has more room.
    """
    if not first[1] or not second[1]:
        return None
    p, q = first[0] / first[1], second[0] / second[1]
    (p_low, p_high), (q_low, q_high) = wilson(*first, confidence), wilson(*second, confidence)
    low = p - q - math.hypot(p - p_low, q_high - q)
    high = p - q + math.hypot(p_high - p, q - q_low)
    return Difference(100 * (p - q), 100 * low, 100 * high, (first[1], second[1]))


def mean_difference(
    kind: str, first: ArrayLike, second: ArrayLike, scale: tuple[float, float] | None = None, confidence: float = 0.95
) -> Difference | None:
    """Mean of `first` minus mean of `second` in scale points, with the bootstrap interval of means.py."""
    return mean_difference_from_counts(_counted(kind, first, scale), _counted(kind, second, scale), confidence)


def mean_difference_from_counts(first: Counted, second: Counted, confidence: float = 0.95) -> Difference | None:
    if not first.n or not second.n:
        return None
    low, high = difference_interval(first, second, confidence)
    return Difference(first.mean - second.mean, low, high, (first.n, second.n))


def net_scores(values: ArrayLike) -> NDArray[np.float64]:
    """Each 0..10 answer's own part in the NPS: +100, 0 or -100; their mean is the NPS."""
    answers = _answers("nps", values)
    return np.where(answers >= 9, 100.0, np.where(answers <= 6, -100.0, 0.0))


def _answers(kind: str, values: ArrayLike, scale: tuple[float, float] | None = None) -> NDArray[np.float64]:
    low, high = scale or SCALES[kind]
    answers = np.asarray(values, dtype=np.float64).ravel()
    outside = answers[~((answers >= low) & (answers <= high))]
    if outside.size:
        raise ValueError(f"{kind} answer is {outside[0]:g}; wanted {low:g} to {high:g}")
    return answers


def _adjusted_nps(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    up, down = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    return 100 * (up - down), 100 * math.sqrt((up + down - (up - down) ** 2) / (n + 3))


def _counted(kind: str, values: ArrayLike, scale: tuple[float, float] | None) -> Counted:
    ends = scale or SCALES[kind]
    distinct, counts = np.unique(_answers(kind, values, ends), return_counts=True)
    return Counted.of(distinct, counts.astype(np.int64), ends)


@cache
def _z(confidence: float) -> float:
    """Remembered: a page asks for the same quantile hundreds of times, at up to a millisecond each."""
    return float(stats.norm.ppf(0.5 + confidence / 2))
