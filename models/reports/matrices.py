"""Themes against weeks, and against respondents: what models.insights reckons with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.reports.figures import calendar, week_places
from models.reports.filters import Filters
from models.reports.selection import select_facts
from models.sheets.counting import distinct_by, places_of
from models.sheets.facts import Facts, Ints
from models.sheets.layout import SCORES
from models.tables import Theme


@dataclass(frozen=True, slots=True)
class WeeklyThemes:
    """Distinct respondents, themes by weeks; `negative` of them complain; `totals`: all respondents of each week."""

    theme_ids: tuple[int, ...]
    weeks: tuple[date, ...]
    respondents: NDArray[np.int64]
    negative: NDArray[np.int64]
    totals: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RespondentThemes:
    """One row a respondent who gave the score: their mean answer, which themes they speak of and on which side.

    `mentions`, `negative` and `positive` are respondents by themes. `channel`, `language` and `week` are those of the
    respondent's first comment that carries the score, as numbers: equal for equal words, later for later weeks.
    """

    theme_ids: tuple[int, ...]
    answers: NDArray[np.float64]
    mentions: NDArray[np.bool_]
    negative: NDArray[np.bool_]
    positive: NDArray[np.bool_]
    channel: Ints
    language: Ints
    week: Ints


def weekly_themes(session: Session, workspace_id: int, filters: Filters) -> WeeklyThemes:
    """For all themes that are shown."""
    facts = select_facts(session, workspace_id, filters)
    ids = shown_themes(session, workspace_id)
    mondays = calendar(facts, filters.period)
    weeks = week_places(facts, mondays)
    themes = places_of(facts.theme, ids)
    cells = np.where(themes >= 0, themes * len(mondays) + weeks[facts.row], -1)
    shape, count = (len(ids), len(mondays)), len(ids) * len(mondays)
    angry = facts.polarity < 0
    return WeeklyThemes(
        theme_ids=tuple(ids.tolist()),
        weeks=mondays,
        respondents=distinct_by(cells, count, facts.mention_person, facts.people).reshape(shape),
        negative=distinct_by(cells[angry], count, facts.mention_person[angry], facts.people).reshape(shape),
        totals=distinct_by(weeks, len(mondays), facts.person, facts.people),
    )


def respondent_themes(
    session: Session,
    workspace_id: int,
    filters: Filters,
    kind: str,
    scope: str,
    *,
    most: int = 20_000,
    seed: int = 0,
) -> RespondentThemes:
    """For one kind and scope of score; above `most` respondents, a sample of them that `seed` decides."""
    facts = select_facts(session, workspace_id, filters)
    ids = shown_themes(session, workspace_id)
    people, first_row, answers = _answers(facts, kind, scope)
    if len(people) > most:
        kept = np.sort(np.random.default_rng(seed).choice(len(people), most, replace=False))
        people, first_row, answers = people[kept], first_row[kept], answers[kept]
    return RespondentThemes(
        theme_ids=tuple(ids.tolist()),
        answers=answers,
        mentions=_table(facts, ids, people, np.ones(len(facts.theme), bool)),
        negative=_table(facts, ids, people, facts.polarity < 0),
        positive=_table(facts, ids, people, facts.polarity > 0),
        channel=facts.channel[first_row],
        language=facts.language[first_row],
        week=facts.week[first_row],
    )


def shown_themes(session: Session, workspace_id: int) -> Ints:
    """Ids of the themes that people see, in order."""
    chosen = select(Theme.id).where(
        Theme.workspace_id == workspace_id, Theme.state == "active", Theme.forbidden.is_(False)
    )
    return np.array(session.scalars(chosen.order_by(Theme.id)).all(), np.int32)


def _answers(facts: Facts, kind: str, scope: str) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Those who answered, the place of their first comment, and their mean answer."""
    column = facts.scores[SCORES.index((kind, scope))].astype(np.float64)
    rows = np.flatnonzero(~np.isnan(column)).astype(np.int32)
    people, first, inverse = np.unique(facts.person[rows], return_index=True, return_inverse=True)
    sums, counts = np.bincount(inverse, weights=column[rows]), np.bincount(inverse)
    return people.astype(np.int32), rows[first], sums / np.maximum(counts, 1)


def _table(facts: Facts, ids: Ints, people: Ints, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    who = places_of(facts.mention_person[chosen], people)
    what = places_of(facts.theme[chosen], ids)
    table = np.zeros((len(people), len(ids)), bool)
    both = (who >= 0) & (what >= 0)
    table[who[both], what[both]] = True
    return table
