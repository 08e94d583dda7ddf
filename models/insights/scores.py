"""NPS, CSAT and CES with 95 % intervals that stay honest for small groups.

A function returns `None` when nobody answered. Groups below `RANKABLE_FROM` are shown, never ranked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

RANKABLE_FROM = 30
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


def csat(values: ArrayLike, satisfied_from: float = 4, confidence: float = 0.95) -> ScoreEstimate | None:
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
    """Mean of answers on a bounded scale with a t interval cut to the scale.

    Ten answers of 5 do not prove that everyone says 5: the spread is taken with one imagined answer at each end of
    the scale, which keeps the interval open when all answers agree and hardly matters from n = 30.
    """
    low_end, high_end = scale or SCALES[kind]
    answers = _answers(kind, values, (low_end, high_end))
    if answers.size == 0:
        return None
    value = float(answers.mean())
    half = _mean_error(answers, (low_end, high_end)) * _t(confidence, answers.size)
    return ScoreEstimate(kind, value, max(low_end, value - half), min(high_end, value + half), answers.size)


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
    pair = (_answers("nps", first), _answers("nps", second))
    if any(answers.size == 0 for answers in pair):
        return None
    counts = [(int((a >= 9).sum()), int((a <= 6).sum()), a.size) for a in pair]
    values = [100 * (up - down) / n for up, down, n in counts]
    error = math.hypot(*(_adjusted_nps(*count)[1] for count in counts))
    return _difference(values[0] - values[1], _z(confidence) * error, (counts[0][2], counts[1][2]))


def mean_difference(
    kind: str, first: ArrayLike, second: ArrayLike, scale: tuple[float, float] | None = None, confidence: float = 0.95
) -> Difference | None:
    """Mean of `first` minus mean of `second` in scale points; Welch's degrees of freedom."""
    ends = scale or SCALES[kind]
    a, b = _answers(kind, first, ends), _answers(kind, second, ends)
    if a.size == 0 or b.size == 0:
        return None
    variances = [_mean_error(a, ends) ** 2, _mean_error(b, ends) ** 2]
    freedom = sum(variances) ** 2 / (variances[0] ** 2 / a.size + variances[1] ** 2 / b.size)
    half = _t(confidence, round(freedom, 1)) * math.sqrt(sum(variances))
    return _difference(float(a.mean() - b.mean()), half, (a.size, b.size))


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


def _mean_error(answers: NDArray[np.float64], scale: Sequence[float]) -> float:
    widened = np.concatenate([answers, np.asarray(scale, dtype=np.float64)])
    return float(widened.std(ddof=1)) / math.sqrt(answers.size)


def _difference(value: float, half: float, n: tuple[int, int]) -> Difference:
    return Difference(value, value - half, value + half, n)


@cache
def _z(confidence: float) -> float:
    """Remembered: a page asks for the same quantile hundreds of times, at up to a millisecond each."""
    return float(stats.norm.ppf(0.5 + confidence / 2))


@lru_cache(maxsize=4096)
def _t(confidence: float, freedom: float) -> float:
    return float(stats.t.ppf(0.5 + confidence / 2, freedom))
