"""A score among those who speak of a theme against all others, from counted answers.

A million answers take few values. Counting them once, and taking a theme's own answers off, spares a pass over all
answers for each theme.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.insights.scores import SCALES, Difference, ScoreEstimate, nps_from_counts, share
from models.reports.figures import SATISFIED_FROM
from models.reports.theme_values import ThemeScore
from models.sheets.facts import Facts, Floats, Ints

Z95 = float(stats.norm.ppf(0.975))


@dataclass(frozen=True, slots=True)
class Answers:
    """Distinct answers and how often each was given."""

    values: NDArray[np.float64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, given: Floats) -> Answers:
        values, counts = np.unique(given.astype(np.float64), return_counts=True)
        return cls(values, counts.astype(np.int64))

    def part(self, given: Floats) -> Answers:
        """Some of these answers, counted at the same values."""
        places = np.searchsorted(self.values, given.astype(np.float64))
        return Answers(self.values, np.bincount(places, minlength=len(self.values)).astype(np.int64))

    def without(self, part: Answers) -> Answers:
        """These answers less those of `part`."""
        return Answers(self.values, self.counts - part.counts)

    @property
    def n(self) -> int:
        return int(self.counts.sum())

    def many(self, chosen: NDArray[np.bool_]) -> int:
        return int(self.counts[chosen].sum())


def totals(facts: Facts) -> dict[tuple[str, str], Answers]:
    """All answers of each kind and scope that anybody gave."""
    return {(kind, scope): Answers.of(facts.score(kind, scope)) for kind, scope in facts.asked}


def theme_scores(facts: Facts, rows: Ints, all_answers: dict[tuple[str, str], Answers]) -> tuple[ThemeScore, ...]:
    """`rows`: the comments that speak of the theme, each once."""
    found = []
    for (kind, scope), everyone in all_answers.items():
        ours = everyone.part(facts.score(kind, scope, rows))
        if ours.n:
            others = everyone.without(ours)
            found.append(ThemeScore(kind, scope, estimate(kind, ours), estimate(kind, others), gap(kind, ours, others)))
    return tuple(found)


def estimate(kind: str, answers: Answers) -> ScoreEstimate | None:
    """As models.insights.scores.estimate, from counted answers."""
    if answers.n == 0:
        return None
    if kind == "nps":
        return nps_from_counts(answers.many(answers.values >= 9), answers.many(answers.values <= 6), answers.n)
    if kind == "csat":
        return share("csat", answers.many(answers.values >= SATISFIED_FROM), answers.n)
    low, high = SCALES[kind]
    mean, error = _mean(answers, low, high)
    half = error * float(stats.t.ppf(0.975, answers.n))
    return ScoreEstimate(kind, mean, max(low, mean - half), min(high, mean + half), answers.n)


def gap(kind: str, first: Answers, second: Answers) -> Difference | None:
    """First minus second in the unit of the headline figure, with its 95 % interval."""
    if first.n == 0 or second.n == 0:
        return None
    if kind == "nps":
        (a, a_error), (b, b_error) = _nps(first), _nps(second)
    elif kind == "csat":
        (a, a_error), (b, b_error) = _satisfied(first), _satisfied(second)
    else:
        (a, a_error), (b, b_error) = _mean(first, *SCALES[kind]), _mean(second, *SCALES[kind])
    half = Z95 * math.hypot(a_error, b_error)
    return Difference(a - b, a - b - half, a - b + half, (first.n, second.n))


def _nps(answers: Answers) -> tuple[float, float]:
    """The NPS and its adjusted-Wald error: three imagined answers spread over the classes."""
    n, up, down = answers.n, answers.many(answers.values >= 9), answers.many(answers.values <= 6)
    p, q = (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
    return 100 * (up - down) / n, 100 * math.sqrt((p + q - (p - q) ** 2) / (n + 3))


def _satisfied(answers: Answers) -> tuple[float, float]:
    """The satisfied share in percent and its error, with one imagined answer on each side."""
    n, hits = answers.n, answers.many(answers.values >= SATISFIED_FROM)
    p = (hits + 1) / (n + 2)
    return 100 * hits / n, 100 * math.sqrt(p * (1 - p) / (n + 2))


def _mean(answers: Answers, low: float, high: float) -> tuple[float, float]:
    """The mean and its error; the spread is taken with one imagined answer at each end of the scale."""
    values, counts = np.append(answers.values, [low, high]), np.append(answers.counts, [1, 1])
    n = answers.n
    centre = float((values * counts).sum()) / (n + 2)
    variance = float((counts * (values - centre) ** 2).sum()) / (n + 1)
    return float((answers.values * answers.counts).sum()) / n, math.sqrt(variance / n)
