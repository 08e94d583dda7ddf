"""Themes against weeks: what models.insights reckons with."""

from __future__ import annotations

from collections.abc import Collection
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
from models.sheets.facts import Ints
from models.tables import Theme

SHOWN, CANDIDATES = ("active",), ("candidate",)


@dataclass(frozen=True, slots=True)
class WeeklyThemes:
    """Distinct respondents, themes by weeks; `negative` of them complain; `totals`: all respondents of each week."""

    theme_ids: tuple[int, ...]
    weeks: tuple[date, ...]
    respondents: NDArray[np.int64]
    negative: NDArray[np.int64]
    totals: NDArray[np.int64]


def weekly_themes(
    session: Session, workspace_id: int, filters: Filters, states: Collection[str] = SHOWN
) -> WeeklyThemes:
    """For all themes that are shown, or those of some states."""
    facts = select_facts(session, workspace_id, filters)
    ids = shown_themes(session, workspace_id, states)
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


def shown_themes(session: Session, workspace_id: int, states: Collection[str] = SHOWN) -> Ints:
    """Ids of the themes that people see, in order."""
    chosen = select(Theme.id).where(
        Theme.workspace_id == workspace_id, Theme.state.in_(states), Theme.forbidden.is_(False)
    )
    return np.array(session.scalars(chosen.order_by(Theme.id)).all(), np.int32)
