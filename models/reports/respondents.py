"""Those who gave a score, each once: what they answered, and what they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.insights.scores import SATISFIED_FROM, net_scores
from models.sheets.facts import Facts, Ints
from models.sheets.layout import SCORES


@dataclass(frozen=True, slots=True)
class Answered:
    """One row a respondent, in the order of `people` (places in the facts, rising); `answers` are their means.

    `channel`, `language` and `week` are those of the respondent's first comment that carries the score, as numbers:
    equal for equal words, later for later weeks.
    """

    kind: str
    scope: str
    people: Ints
    answers: NDArray[np.float64]
    channel: Ints
    language: Ints
    week: Ints

    def __len__(self) -> int:
        return len(self.people)

    @property
    def outcome(self) -> NDArray[np.float64]:
        return outcome_of(self.kind, self.answers)

    @property
    def controls(self) -> NDArray[np.float64] | None:
        """Language, channel and week: who is asked changes with them, and so does the score."""
        columns = []
        for values in (self.channel, self.language):
            for value in np.unique(values)[1:]:
                columns.append((values == value).astype(np.float64))
        if len(np.unique(self.week)) > 1:
            columns.append(self.week - self.week.mean())
        return np.column_stack(columns) if columns else None


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who (places of people) speaks of what (columns 0..`count`-1, below 0: of none), as often as they do."""

    who: Ints
    what: Ints
    count: int


def answered(facts: Facts, kind: str, scope: str) -> Answered:
    """Everyone who gave this score."""
    column = facts.scores[SCORES.index((kind, scope))]
    rows = np.flatnonzero(~np.isnan(column))
    who = facts.person[rows]
    counts = np.bincount(who, minlength=facts.people)
    sums = np.bincount(who, weights=column[rows].astype(np.float64), minlength=facts.people)
    first = np.zeros(facts.people, np.int64)
    first[who[::-1]] = rows[::-1]  # the last to be written is the first that was said
    people = np.flatnonzero(counts)
    rows = first[people]
    return Answered(
        kind=kind,
        scope=scope,
        people=people.astype(np.int32),
        answers=sums[people] / counts[people],
        channel=facts.channel[rows],
        language=facts.language[rows],
        week=facts.week[rows],
    )


def mentions_of(spoken: Spoken, groups: Sequence[Answered], people: int) -> list[sparse.csr_array]:
    """A table a group, its respondents by columns: 1 where they speak of it. `people`: how many there are in all."""
    told = np.flatnonzero(spoken.what >= 0)
    who, what = spoken.who[told], spoken.what[told]
    tables = []
    for group in groups:
        place = np.full(people, -1, np.int32)
        place[group.people] = np.arange(len(group), dtype=np.int32)
        row = place[who]
        rows, columns = row[row >= 0], what[row >= 0]
        table = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(group), spoken.count))
        table.data[:] = 1.0  # said twice is said
        tables.append(table)
    return tables


def outcome_of(kind: str, answers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each respondent's part in the headline figure, whose mean that figure is."""
    if kind == "nps":
        return net_scores(answers)
    return np.where(answers >= SATISFIED_FROM, 100.0, 0.0) if kind == "csat" else answers
