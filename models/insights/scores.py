"""NPS, CSAT and CES with 95 % intervals that stay honest for small groups.

A function returns `None` when nobody answered. Groups of fewer than `RANKABLE_FROM` respondents are shown, not ranked.
`repeats` tell what the answers are worth where one respondent gave several (see repeats.py); without them, everyone
answered once. The figure itself counts every answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from models.insights.means import Counted, difference_interval, interval
from models.insights.repeats import Repeats

RANKABLE_FROM = 30
SATISFIED_FROM = 4
Both = tuple[Repeats | None, Repeats | None]
SCALES: dict[str, tuple[float, float]] = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


@dataclass(frozen=True, slots=True)
class ScoreEstimate:
    """`value` and its 95 % interval: nps -100..100, csat share satisfied 0..100, ces and *_mean in scale points.

    `n` answers of `respondents` people.
    """

    kind: str
    value: float
    low: float
    high: float
    n: int
    respondents: int

    @property
    def rankable(self) -> bool:
        return self.respondents >= RANKABLE_FROM


@dataclass(frozen=True, slots=True)
class Difference:
    """`value` = first minus second, with its 95 % interval; `evident` when the interval leaves out zero.

    `n` answers and `respondents` of each.
    """

    value: float
    low: float
    high: float
    n: tuple[int, int]
    respondents: tuple[int, int]

    @property
    def evident(self) -> bool:
        return min(self.respondents) >= RANKABLE_FROM and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Promoters:
    """Answers of 9 or 10 (`up`), of 0 to 6 (`down`), and how many there are."""

    up: int
    down: int
    n: int
    repeats: Repeats | None = None


@dataclass(frozen=True, slots=True)
class Satisfied:
    """Of `n` answers those that say yes."""

    hits: int
    n: int
    repeats: Repeats | None = None


_Answers = Promoters | Satisfied | Counted


def wilson(hits: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson interval of a share, 0..1; (0, 1) when there is nothing to share."""
    if n == 0:
        return 0.0, 1.0
    z = _z(confidence)
    centre = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(hits * (n - hits) / n + z * z / 4)
    return max(0.0, min(centre - half, hits / n)), min(1.0, max(centre + half, hits / n))


def nps(values: ArrayLike, confidence: float = 0.95, repeats: Repeats | None = None) -> ScoreEstimate | None:
    """Net promoter score of answers 0..10: share 9-10 minus share 0-6, in points."""
    return nps_from_counts(_promoters(values, repeats), confidence)


def nps_from_counts(answers: Promoters, confidence: float = 0.95) -> ScoreEstimate | None:
    """Adjusted Wald: three imagined answers spread over the classes; plain Wald covers 40 % at n = 5, not 95 %."""
    if answers.n == 0:
        return None
    value = 100 * (answers.up - answers.down) / answers.n
    centre, error = _adjusted_nps(answers)
    half = _z(confidence) * error
    low, high = max(-100.0, centre - half), min(100.0, centre + half)
    people = _respondents(answers.n, answers.repeats)
    return ScoreEstimate("nps", value, min(low, value), max(high, value), answers.n, people)


def csat(
    values: ArrayLike,
    satisfied_from: float = SATISFIED_FROM,
    confidence: float = 0.95,
    repeats: Repeats | None = None,
) -> ScoreEstimate | None:
    """Share of answers 1..5 at or above `satisfied_from`, in percent, with the Wilson interval."""
    answers = _answers("csat", values)
    return share("csat", int((answers >= satisfied_from).sum()), answers.size, confidence, repeats)


def ces(values: ArrayLike, confidence: float = 0.95, repeats: Repeats | None = None) -> ScoreEstimate | None:
    """Mean customer effort, 1..7 (7 = easy)."""
    return mean("ces", values, confidence=confidence, repeats=repeats)


def share(
    kind: str, hits: int, n: int, confidence: float = 0.95, repeats: Repeats | None = None
) -> ScoreEstimate | None:
    """A share in percent with the Wilson interval."""
    if n == 0:
        return None
    low, high = _wilson(Satisfied(hits, n, repeats), confidence)
    return ScoreEstimate(kind, 100 * hits / n, 100 * low, 100 * high, n, _respondents(n, repeats))


def mean(
    kind: str,
    values: ArrayLike,
    scale: tuple[float, float] | None = None,
    confidence: float = 0.95,
    repeats: Repeats | None = None,
) -> ScoreEstimate | None:
    """Mean of answers on a bounded scale with its bootstrap interval (see means.py)."""
    return mean_from_counts(kind, _counted(kind, values, scale, repeats), confidence)


def mean_from_counts(kind: str, answers: Counted, confidence: float = 0.95) -> ScoreEstimate | None:
    if answers.n == 0:
        return None
    low, high = interval(answers, confidence)
    return ScoreEstimate(kind, answers.mean, low, high, answers.n, _respondents(answers.n, answers.repeats))


def estimate(
    kind: str, values: ArrayLike, confidence: float = 0.95, repeats: Repeats | None = None
) -> ScoreEstimate | None:
    """The headline figure of a score kind: nps, csat or ces."""
    if kind == "nps":
        return nps(values, confidence, repeats)
    if kind == "csat":
        return csat(values, confidence=confidence, repeats=repeats)
    if kind == "ces":
        return ces(values, confidence, repeats)
    raise ValueError(f"score kind is {kind!r}; wanted one of {', '.join(SCALES)}")


def nps_difference(
    first: ArrayLike, second: ArrayLike, confidence: float = 0.95, repeats: Both = (None, None)
) -> Difference | None:
    """NPS of `first` minus NPS of `second`, in points, from the two adjusted-Wald errors."""
    a, b = (_promoters(values, own) for values, own in zip((first, second), repeats, strict=True))
    return nps_difference_from_counts(a, b, confidence)


def nps_difference_from_counts(first: Promoters, second: Promoters, confidence: float = 0.95) -> Difference | None:
    pair = (first, second)
    if any(one.n == 0 for one in pair):
        return None
    value = 100 * (first.up - first.down) / first.n - 100 * (second.up - second.down) / second.n
    half = _z(confidence) * math.hypot(*(_adjusted_nps(one)[1] for one in pair))
    return Difference(value, value - half, value + half, (first.n, second.n), _people(first, second))


def csat_difference(
    first: ArrayLike, second: ArrayLike, confidence: float = 0.95, repeats: Both = (None, None)
) -> Difference | None:
    """Share satisfied of `first` minus that of `second`, in percentage points."""
    given = [_answers("csat", values) for values in (first, second)]
    a, b = (
        Satisfied(int((values >= SATISFIED_FROM).sum()), values.size, own)
        for values, own in zip(given, repeats, strict=True)
    )
    return share_difference(a, b, confidence)


def share_difference(first: Satisfied, second: Satisfied, confidence: float = 0.95) -> Difference | None:
    """Of two shares, in percentage points: the first minus the second.

    Newcombe (1998), method 10: the two Wilson intervals, each where it hurts, joined. It stays within ±100 and is
    wider on the side where a share has more room.
    """
    if not first.n or not second.n:
        return None
    p, q = first.hits / first.n, second.hits / second.n
    (p_low, p_high), (q_low, q_high) = _wilson(first, confidence), _wilson(second, confidence)
    low = p - q - math.hypot(p - p_low, q_high - q)
    high = p - q + math.hypot(p_high - p, q - q_low)
    return Difference(100 * (p - q), 100 * low, 100 * high, (first.n, second.n), _people(first, second))


def mean_difference(
    kind: str,
    first: ArrayLike,
    second: ArrayLike,
    scale: tuple[float, float] | None = None,
    confidence: float = 0.95,
    repeats: Both = (None, None),
) -> Difference | None:
    """Mean of `first` minus mean of `second` in scale points, with the bootstrap interval of means.py."""
    a, b = (_counted(kind, values, scale, own) for values, own in zip((first, second), repeats, strict=True))
    return mean_difference_from_counts(a, b, confidence)


def mean_difference_from_counts(first: Counted, second: Counted, confidence: float = 0.95) -> Difference | None:
    if not first.n or not second.n:
        return None
    low, high = difference_interval(first, second, confidence)
    return Difference(first.mean - second.mean, low, high, (first.n, second.n), _people(first, second))


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


def _promoters(values: ArrayLike, repeats: Repeats | None) -> Promoters:
    answers = _answers("nps", values)
    return Promoters(int((answers >= 9).sum()), int((answers <= 6).sum()), answers.size, repeats)


def _adjusted_nps(answers: Promoters) -> tuple[float, float]:
    worth = _worth(answers.n, answers.repeats)
    n = worth * answers.n
    up, down = (worth * answers.up + 0.75) / (n + 3), (worth * answers.down + 0.75) / (n + 3)
    return 100 * (up - down), 100 * math.sqrt((up + down - (up - down) ** 2) / (n + 3))


def _wilson(answers: Satisfied, confidence: float) -> tuple[float, float]:
    worth, share = _worth(answers.n, answers.repeats), answers.hits / answers.n
    low, high = wilson(worth * answers.hits, worth * answers.n, confidence)
    return min(low, share), max(high, share)


def _worth(n: int, repeats: Repeats | None) -> float:
    """What one of `n` answers tells, 0..1 of an answer."""
    return 1.0 if repeats is None or repeats.respondents == n else repeats.worth / n


def _respondents(n: int, repeats: Repeats | None) -> int:
    return n if repeats is None else repeats.respondents


def _people(first: _Answers, second: _Answers) -> tuple[int, int]:
    return _respondents(first.n, first.repeats), _respondents(second.n, second.repeats)


def _counted(
    kind: str, values: ArrayLike, scale: tuple[float, float] | None, repeats: Repeats | None = None
) -> Counted:
    ends = scale or SCALES[kind]
    distinct, counts = np.unique(_answers(kind, values, ends), return_counts=True)
    return Counted.of(distinct, counts.astype(np.int64), ends, repeats)


@cache
def _z(confidence: float) -> float:
    """Remembered: a page asks for the same quantile hundreds of times, at up to a millisecond each."""
    return float(stats.norm.ppf(0.5 + confidence / 2))
