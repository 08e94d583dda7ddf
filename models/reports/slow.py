"""What no single week gives away: themes that slide, and themes that people begin to speak of otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy.orm import Session

from models.insights.alarms import Tier
from models.insights.drift import Drift, drifts
from models.insights.tone import ToneShift, tone_shifts
from models.reports.alarms import alarms, weekly_of
from models.reports.comment_values import Verbatim
from models.reports.filters import Filters, Period
from models.reports.impacts import theme_refs
from models.reports.matrices import WeeklyThemes
from models.reports.remembering import remembered
from models.reports.selection import select_facts
from models.reports.theme_pages import concentrations
from models.reports.theme_values import Concentration
from models.reports.values import ThemeRef, WeekPoint
from models.reports.verbatims import representative
from models.tables import Theme

RECENT_WEEKS = 8


@dataclass(frozen=True, slots=True)
class ThemeDrift:
    """A slide that is still going on: in the last weeks the share is on the side that it slid to."""

    theme: ThemeRef
    drift: Drift
    weekly: tuple[WeekPoint, ...]
    concentrations: tuple[Concentration, ...]
    verbatims: tuple[Verbatim, ...]


@dataclass(frozen=True, slots=True)
class ThemeTone:
    """A theme whose share of complaints has changed."""

    theme: ThemeRef
    shift: ToneShift
    weekly: tuple[WeekPoint, ...]
    concentrations: tuple[Concentration, ...]
    verbatims: tuple[Verbatim, ...]


def slow_changes(session: Session, workspace_id: int, filters: Filters) -> tuple[ThemeDrift, ...]:
    """Without themes whose rise an alert has already told."""
    table, told = alarms(session, workspace_id, filters)
    loud = {a.theme_id for a in told if a.tier is not Tier.WATCH and a.week in table.weeks[-RECENT_WEEKS:]}
    refs = theme_refs(session, workspace_id)
    found = going_drifts(session, workspace_id, filters, table)
    return tuple(
        ThemeDrift(refs[drift.theme_id], drift, *_around(session, workspace_id, filters, table, refs, drift))
        for drift in found
        if not (drift.direction > 0 and drift.theme_id in loud)
    )


def tone_changes(session: Session, workspace_id: int, filters: Filters) -> tuple[ThemeTone, ...]:
    table, _ = alarms(session, workspace_id, filters)
    names, people = [str(theme) for theme in table.theme_ids], table.respondents.astype(np.float64)
    refs = theme_refs(session, workspace_id)
    return tuple(
        ThemeTone(refs[shift.theme_id], shift, *_around(session, workspace_id, filters, table, refs, shift))
        for shift in tone_shifts(names, table.weeks, table.negative.astype(np.float64), people)
    )


def going_drifts(session: Session, workspace_id: int, filters: Filters, table: WeeklyThemes) -> tuple[Drift, ...]:
    """Slides that are still going on; `table` is the one that alarms are looked for in."""
    return remembered(session, workspace_id, "drifts", filters, lambda: _drifts(table))


def _drifts(table: WeeklyThemes) -> tuple[Drift, ...]:
    names, counts, totals = (
        [str(t) for t in table.theme_ids],
        table.respondents.astype(float),
        table.totals.astype(float),
    )
    return tuple(d for d in drifts(names, table.weeks, counts, totals) if _goes_on(table, d))


def _goes_on(table: WeeklyThemes, drift: Drift) -> bool:
    """What went up and has come down again is over, not slow."""
    place = table.theme_ids.index(int(drift.theme_id))
    now = table.respondents[place, -4:].sum() / max(int(table.totals[-4:].sum()), 1)
    return bool(drift.direction * (now - drift.share_before) > 0)


def _around(
    session: Session,
    workspace_id: int,
    filters: Filters,
    table: WeeklyThemes,
    refs: dict[str, ThemeRef],
    found: Drift | ToneShift,
) -> tuple[tuple[WeekPoint, ...], tuple[Concentration, ...], tuple[Verbatim, ...]]:
    """The weeks of the theme, where it has gathered since, and what was said since."""
    theme = refs[found.theme_id]
    since = filters.within(Period(found.since, _last(table)))
    facts = select_facts(session, workspace_id, since)
    rows = np.unique(facts.row[facts.theme == theme.id]).astype(np.int32)
    return (
        weekly_of(table, theme.id),
        concentrations(facts, rows, most=4),
        representative(session, session.get_one(Theme, theme.id), since, most=3),
    )


def _last(table: WeeklyThemes) -> date:
    return table.weeks[-1] + timedelta(days=6)
