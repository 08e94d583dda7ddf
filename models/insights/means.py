"""The 95 % interval of a mean: bias-corrected accelerated bootstrap (BCa; Efron 1987), from counted answers.

A million answers to a scale take a handful of values, and n draws with replacement are one multinomial draw of their
counts: the cost does not grow with n. The same counts give the same interval, in every process and every order.

Ten answers of 5 do not prove that everyone says 5: what is drawn from has one imagined answer at each end of the
scale, which keeps the interval open when all answers agree and hardly matters from n = 30.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from models.insights.repeats import Repeats

RESAMPLES = 1000
SEED = 0
MOST_VALUES = 50  # distinct; finer answers are drawn in steps of a fiftieth of the scale
_NORMAL = NormalDist()
_LEAST = 1 / (2 * RESAMPLES)  # of the draws on one side: what none of them shows is still not impossible
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often (`counts`) each of the `values` was answered on a `scale` (lowest, highest).

    `repeats`: what the answers are worth where one respondent gave several; None where everyone answered once.
    """

    values: tuple[float, ...]
    counts: tuple[int, ...]
    scale: tuple[float, float]
    repeats: Repeats | None = None

    @classmethod
    def of(
        cls,
        values: Numbers,
        counts: NDArray[np.int64],
        scale: tuple[float, float],
        repeats: Repeats | None = None,
    ) -> Counted:
        """Only values that were answered; of more than `MOST_VALUES`, the means of what falls into each step."""
        values, counts = values[counts > 0], counts[counts > 0]
        if len(values) > MOST_VALUES:
            width = (scale[1] - scale[0]) / MOST_VALUES
            _, place = np.unique(np.floor((values - scale[0]) / width), return_inverse=True)
            sums, counts = np.bincount(place, weights=values * counts), np.bincount(place, weights=counts)
            values = sums / counts
        return cls(tuple(values.tolist()), tuple(int(count) for count in counts), scale, repeats)

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def worth(self) -> int:
        """As how many answers of different people they are drawn."""
        return self.n if self.repeats is None else max(1, round(self.repeats.worth))

    @property
    def mean(self) -> float:
        return math.fsum(value * count for value, count in zip(self.values, self.counts, strict=True)) / self.n


def interval(answers: Counted, confidence: float = 0.95) -> tuple[float, float]:
    """Lowest and highest mean that go with these answers; ValueError without any."""
    drawn = _drawn(answers)
    low, high = _bca(drawn.means, drawn.centre, drawn.skew, confidence)
    return max(answers.scale[0], min(low, answers.mean)), min(answers.scale[1], max(high, answers.mean))


def difference_interval(first: Counted, second: Counted, confidence: float = 0.95) -> tuple[float, float]:
    """The same of `first`'s mean minus `second`'s; their respondents are drawn apart."""
    a, b = _drawn(first), _drawn(second)
    # The acceleration of a difference of two means: the third moments of both, over the spread of both (Efron &
    # Tibshirani 1993, 14.3, for several samples).
    spread = (a.error**2 + b.error**2) ** 1.5
    skew = (a.skew * a.error**3 - b.skew * b.error**3) / spread if spread else 0.0
    # Both were drawn from one seed: turned round, no draw meets its own twin.
    means = a.means - np.roll(b.means[::-1], RESAMPLES // 3)
    low, high = _bca(means, a.centre - b.centre, skew, confidence)
    value = first.mean - second.mean
    return min(low, value), max(high, value)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Means of the draws, the mean drawn around, its error, and the acceleration (a sixth of its skewness)."""

    means: Numbers
    centre: float
    error: float
    skew: float


@lru_cache(maxsize=1024)
def _drawn(answers: Counted) -> _Drawn:
    n = answers.worth
    if answers.n == 0:
        raise ValueError("nobody answered; wanted at least one answer to draw from")
    values = np.array([*answers.values, *answers.scale])
    weights = np.array([*answers.counts, 1, 1], dtype=np.float64)
    weights[:-2] *= n / answers.n
    shares = weights / weights.sum()
    centre = float(shares @ values)
    off = values - centre
    variance = float(shares @ off**2)
    skew = float(shares @ off**3) / (6 * variance**1.5 * math.sqrt(n)) if variance > 0 else 0.0
    means = np.random.default_rng(SEED).multinomial(n, shares, size=RESAMPLES) @ values / n
    return _Drawn(means, centre, math.sqrt(variance / n), skew)


def _bca(means: Numbers, centre: float, skew: float, confidence: float) -> tuple[float, float]:
    ordered = np.sort(means)
    # Draws of few answers often hit the centre itself: half of those count as below it.
    below = (np.searchsorted(ordered, centre - 1e-12) + np.searchsorted(ordered, centre + 1e-12)) / (2 * len(ordered))
    bias = _NORMAL.inv_cdf(min(max(below, _LEAST), 1 - _LEAST))
    return _at(ordered, bias, skew, (1 - confidence) / 2), _at(ordered, bias, skew, (1 + confidence) / 2)


def _at(ordered: Numbers, bias: float, skew: float, level: float) -> float:
    """The draw at the corrected level, between its neighbours."""
    shifted = bias + _NORMAL.inv_cdf(level)
    corrected = _NORMAL.cdf(bias + shifted / (1 - skew * shifted))
    place = min(max(corrected * (len(ordered) - 1), 0.0), len(ordered) - 1.0)
    left = min(int(place), len(ordered) - 2)
    return float(ordered[left] + (place - left) * (ordered[left + 1] - ordered[left]))
