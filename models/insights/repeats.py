"""What the answers to a score are worth where one respondent gave several: less than those of as many people.

The variance of their mean is that of leaving out each respondent in turn, with all that they answered (the
cluster jackknife, CV3 in MacKinnon, Nielsen & Webb 2023, "Cluster-robust inference", Journal of Econometrics 232). Over
the variance that as many answers of different people would have, it is the design effect (Kish 1965). Intervals are
then reckoned as those of n / effect answers (Korn & Graubard 1998, Survey Methodology 24, do so with shares): where
everyone answers once they are what they would be without any of this.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Below it, how much the respondents differ from each other can be small by chance.
RESPONDENTS_TOLD_BY = 30
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Repeats:
    """`respondents` gave the answers, which tell as much as `worth` answers of different people."""

    respondents: int
    worth: float

    @classmethod
    def none(cls, n: int) -> Repeats:
        return cls(n, float(n))


@dataclass(frozen=True, slots=True)
class Tally:
    """By how many answers a respondent gave (0, 1, 2 ...): the respondents, and what their answers add up to.

    `sums` has the sums of their answers' parts in the score, `squares` those of each respondent's own sum, squared.
    Tallies of equal length can be taken off each other.
    """

    people: Numbers
    sums: Numbers
    squares: Numbers

    @classmethod
    def of(cls, counts: NDArray[np.int64], sums: Numbers, length: int = 0) -> Tally:
        """`counts` answers of each respondent, whose parts in the score add up to `sums`."""
        weights = (np.ones(len(counts)), sums, sums**2)
        people, own, squares = (
            np.bincount(counts, weights=each, minlength=length).astype(np.float64) for each in weights
        )
        return cls(people, own, squares)

    def changed(self, less: Tally, more: Tally) -> Tally:
        """Some respondents (`less`) told anew (`more`)."""
        return Tally(
            self.people - less.people + more.people,
            self.sums - less.sums + more.sums,
            self.squares - less.squares + more.squares,
        )


def repeats(tally: Tally, squares: float) -> Repeats:
    """`squares`: the sum over the answers of the square of each one's part in the score."""
    many = np.arange(len(tally.people))
    n, respondents = round(float(many @ tally.people)), round(float(tally.people[1:].sum()))
    if respondents == n:
        return Repeats.none(n)
    # All that one person answers is the same answer: what is told by as many answers then (Kish).
    alike = n**2 / float(many**2 @ tally.people)
    spread = squares - tally.sums.sum() ** 2 / n
    if respondents == 1 or spread <= 1e-9 * squares:
        return Repeats(respondents, alike)
    independent = spread / (n * (n - 1))
    worth = n * min(1.0, independent / max(_variance(tally, n, respondents), 1e-9 * independent))
    return Repeats(respondents, worth if respondents >= RESPONDENTS_TOLD_BY else min(worth, alike))


def _variance(tally: Tally, n: int, respondents: int) -> float:
    """Of the mean of all answers: without a respondent it moves by what they are off, over the answers left."""
    many, mean = np.arange(len(tally.people)), float(tally.sums.sum()) / n
    off = tally.squares - 2 * mean * many * tally.sums + (mean * many) ** 2 * tally.people
    told = tally.people > 0
    moved = np.maximum(off[told], 0.0) / (n - many[told]) ** 2
    return float(moved.sum()) * (respondents - 1) / respondents
