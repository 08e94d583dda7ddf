"""A score among those who speak of a theme against all others, from counted answers.

A million answers take few values. Counting them once, and taking a theme's own answers off, spares a pass over all
answers for each theme.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.insights.means import Counted
from models.insights.scores import (
    SATISFIED_FROM,
    SCALES,
    Difference,
    Promoters,
    ScoreEstimate,
    mean_difference_from_counts,
    mean_from_counts,
    nps_difference_from_counts,
    nps_from_counts,
    share,
    share_difference,
)
from models.reports.theme_values import ThemeScore
from models.sheets.facts import Facts, Floats, Ints


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
    if kind == "nps":
        found = _promoters(answers)
        return nps_from_counts(found.up, found.down, found.n)
    if kind == "csat":
        return share("csat", *_satisfied(answers))
    return mean_from_counts(kind, _counted(kind, answers))


def gap(kind: str, first: Answers, second: Answers) -> Difference | None:
    """First minus second in the unit of the headline figure, with its 95 % interval; None when one has no answer."""
    if kind == "nps":
        return nps_difference_from_counts(_promoters(first), _promoters(second))
    if kind == "csat":
        return share_difference(_satisfied(first), _satisfied(second))
    return mean_difference_from_counts(_counted(kind, first), _counted(kind, second))


def _promoters(answers: Answers) -> Promoters:
    return Promoters(answers.many(answers.values >= 9), answers.many(answers.values <= 6), answers.n)


def _satisfied(answers: Answers) -> tuple[int, int]:
    return answers.many(answers.values >= SATISFIED_FROM), answers.n


def _counted(kind: str, answers: Answers) -> Counted:
    return Counted.of(answers.values, answers.counts, SCALES[kind])
