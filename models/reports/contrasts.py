"""A score among those who speak of a theme against all others, from counted answers.

A million answers take few values. Counting them once, and taking a theme's own answers off, spares a pass over all
answers for each theme. So it is with respondents where some answered more than once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.insights.means import Counted
from models.insights.repeats import Repeats, Tally, repeats
from models.insights.scores import (
    SATISFIED_FROM,
    SCALES,
    Difference,
    Promoters,
    Satisfied,
    ScoreEstimate,
    mean_difference_from_counts,
    mean_from_counts,
    nps_difference_from_counts,
    nps_from_counts,
    share,
    share_difference,
)
from models.reports.given import Given, given
from models.reports.respondents import outcome_of
from models.reports.theme_values import ThemeScore
from models.sheets.facts import Facts, Ints


@dataclass(frozen=True, slots=True)
class Part:
    """Distinct answers and how often each was given; `tally` counts who gave them, None where nobody answered twice."""

    values: NDArray[np.float64]
    counts: NDArray[np.int64]
    tally: Tally | None = None

    @classmethod
    def counted(cls, values: NDArray[np.float64], given: Given, tally: Tally | None) -> Part:
        """At these `values`, which have all that was given."""
        places = np.searchsorted(values, given.values.astype(np.float64))
        return cls(values, np.bincount(places, minlength=len(values)).astype(np.int64), tally)

    def repeats(self, kind: str) -> Repeats | None:
        if self.tally is None or not self.n:
            return None
        return repeats(self.tally, float(outcome_of(kind, self.values) ** 2 @ self.counts))

    @property
    def n(self) -> int:
        return int(self.counts.sum())

    def many(self, chosen: NDArray[np.bool_]) -> int:
        return int(self.counts[chosen].sum())


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers to one score; `many` and `sums`: how many each respondent gave, and what their parts add up to."""

    answers: Part
    many: NDArray[np.int64]
    sums: NDArray[np.float64]

    @classmethod
    def of(cls, answers: Given) -> Answers:
        values = np.unique(answers.values.astype(np.float64))
        if answers.once:
            return cls(Part.counted(values, answers, None), np.zeros(0, np.int64), np.zeros(0))
        many, sums = answers.by_person
        return cls(Part.counted(values, answers, Tally.of(many, sums)), many, sums)

    def split(self, part: Given) -> tuple[Part, Part]:
        """Some of these answers, and all others."""
        tallies = self._tallies(part)
        ours = Part.counted(self.answers.values, part, tallies[0])
        return ours, Part(self.answers.values, self.answers.counts - ours.counts, tallies[1])

    def _tallies(self, part: Given) -> tuple[Tally | None, Tally | None]:
        """Only who has a part in `part` is counted anew: the others are as they were."""
        tally = self.answers.tally
        if tally is None:
            return None, None
        who, place = np.unique(part.who, return_inverse=True)
        many, sums = replace(part, who=place.astype(np.int32)).by_person
        length = len(tally.people)
        before = Tally.of(self.many[who], self.sums[who], length)
        left = Tally.of(self.many[who] - many, self.sums[who] - sums, length)
        return Tally.of(many, sums, length), tally.changed(before, left)


def totals(facts: Facts) -> dict[tuple[str, str], Answers]:
    """All answers of each kind and scope that anybody gave."""
    return {(kind, scope): Answers.of(given(facts, kind, scope)) for kind, scope in facts.asked}


def theme_scores(facts: Facts, rows: Ints, all_answers: dict[tuple[str, str], Answers]) -> tuple[ThemeScore, ...]:
    """`rows`: the comments that speak of the theme, each once."""
    found = []
    for (kind, scope), everyone in all_answers.items():
        ours, others = everyone.split(given(facts, kind, scope, rows))
        if ours.n:
            found.append(ThemeScore(kind, scope, estimate(kind, ours), estimate(kind, others), gap(kind, ours, others)))
    return tuple(found)


def estimate(kind: str, answers: Part) -> ScoreEstimate | None:
    """As models.insights.scores.estimate, from counted answers."""
    if kind == "nps":
        return nps_from_counts(_promoters(answers))
    if kind == "csat":
        told = _satisfied(answers)
        return share("csat", told.hits, told.n, repeats=told.repeats)
    return mean_from_counts(kind, _counted(kind, answers))


def gap(kind: str, first: Part, second: Part) -> Difference | None:
    """First minus second in the unit of the headline figure, with its 95 % interval; None when one has no answer."""
    if kind == "nps":
        return nps_difference_from_counts(_promoters(first), _promoters(second))
    if kind == "csat":
        return share_difference(_satisfied(first), _satisfied(second))
    return mean_difference_from_counts(_counted(kind, first), _counted(kind, second))


def _promoters(answers: Part) -> Promoters:
    up, down = answers.many(answers.values >= 9), answers.many(answers.values <= 6)
    return Promoters(up, down, answers.n, answers.repeats("nps"))


def _satisfied(answers: Part) -> Satisfied:
    return Satisfied(answers.many(answers.values >= SATISFIED_FROM), answers.n, answers.repeats("csat"))


def _counted(kind: str, answers: Part) -> Counted:
    return Counted.of(answers.values, answers.counts, SCALES[kind], answers.repeats(kind))
