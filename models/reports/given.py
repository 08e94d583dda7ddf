"""The answers that were given to a score, and what they are worth where one respondent gave several."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.insights.repeats import Repeats, Tally, repeats
from models.reports.respondents import outcome_of
from models.sheets.facts import Facts, Floats, Ints, Mask
from models.sheets.layout import SCORES


@dataclass(frozen=True, slots=True)
class Given:
    """One answer a row, and who gave it (0..people-1)."""

    kind: str
    values: Floats
    who: Ints

    def __len__(self) -> int:
        return len(self.values)

    @property
    def once(self) -> bool:
        """Nobody answered twice."""
        return int(np.bincount(self.who).max(initial=0)) <= 1

    @property
    def repeats(self) -> Repeats:
        if self.once:
            return Repeats.none(len(self))
        many, sums = self.by_person
        return repeats(Tally.of(many, sums), float(self.parts @ self.parts))

    @property
    def parts(self) -> NDArray[np.float64]:
        """Each answer's own part in the score."""
        return outcome_of(self.kind, self.values.astype(np.float64))

    @property
    def by_person(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """How many answers of each person up to the last, and what their parts add up to."""
        sums = np.bincount(self.who, weights=self.parts).astype(np.float64)
        return np.bincount(self.who).astype(np.int64), sums


def given(facts: Facts, kind: str, scope: str, rows: Mask | Ints | None = None) -> Given:
    """Of all comments or of some."""
    column = facts.scores[SCORES.index((kind, scope))]
    values, who = (column, facts.person) if rows is None else (column[rows], facts.person[rows])
    there = ~np.isnan(values)
    return Given(kind, values[there], who[there])
