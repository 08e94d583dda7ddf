"""Scores side by side: by time, touchpoint, stage, source, channel, segment or theme, each kind and scope apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from sqlalchemy.orm import Session

from models.errors import Refused
from models.insights.scores import ScoreEstimate, estimate
from models.reports.figures import calendar, week_places
from models.reports.filters import Filters
from models.reports.impacts import theme_refs
from models.reports.matrices import shown_themes
from models.reports.places import visits
from models.reports.selection import select_facts
from models.reports.values import Label
from models.sheets.counting import mask_of
from models.sheets.facts import Facts, Mask
from models.workspaces import offered_touchpoints

SEGMENT = "segment:"


class By(StrEnum):
    """What the rows of a breakdown are; a segment's attribute is asked for as `segment:NAME`."""

    WEEK = "week"
    MONTH = "month"
    STAGE = "stage"
    TOUCHPOINT = "touchpoint"
    SOURCE = "source"
    CHANNEL = "channel"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Group:
    """One row: its own name for machines, a label where people have given it one."""

    key: str
    label: Label | None
    rows: Mask


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """`rank` counts from 1, the best first, among rows of at least thirty answers; None below, and where time runs."""

    key: str
    label: Label | None
    estimate: ScoreEstimate
    rank: int | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One kind (nps, csat, ces) and scope (transactional, relational): they are never mixed. `overall` is of all."""

    by: str
    kind: str
    scope: str
    overall: ScoreEstimate
    rows: tuple[ScoreRow, ...]


def breakdown(session: Session, workspace_id: int, filters: Filters, by: str) -> tuple[Breakdown, ...]:
    """Every kind and scope that anybody answered."""
    facts = select_facts(session, workspace_id, filters)
    groups = list(_groups(session, workspace_id, facts, filters, by))
    found = []
    for kind, scope in facts.asked:
        overall = estimate(kind, facts.score(kind, scope))
        rows = [(group, estimate(kind, facts.score(kind, scope, group.rows))) for group in groups]
        told = [(group, one) for group, one in rows if one is not None]
        if overall is not None:
            found.append(Breakdown(by, kind, scope, overall, _ranked(told, running=by in (By.WEEK, By.MONTH))))
    return tuple(found)


def _ranked(told: list[tuple[Group, ScoreEstimate]], *, running: bool) -> tuple[ScoreRow, ...]:
    """Time in its own order; everything else the best first, and what is too few to be ranked at the end, by name."""
    if running:
        return tuple(ScoreRow(group.key, group.label, one, None) for group, one in told)
    ordered = sorted(told, key=lambda pair: (not pair[1].rankable, -pair[1].value if pair[1].rankable else 0.0))
    return tuple(
        ScoreRow(group.key, group.label, one, place if one.rankable else None)
        for place, (group, one) in enumerate(ordered, start=1)
    )


def _groups(session: Session, workspace_id: int, facts: Facts, filters: Filters, by: str) -> Iterator[Group]:
    if by.startswith(SEGMENT):
        return _segments(facts, by.removeprefix(SEGMENT))
    match by:
        case By.WEEK:
            return _weeks(facts, filters)
        case By.MONTH:
            return _months(facts)
        case By.STAGE | By.TOUCHPOINT:
            return _places(session, workspace_id, facts, by)
        case By.SOURCE | By.CHANNEL:
            return _words(facts, by)
        case By.THEME:
            return _themes(session, workspace_id, facts)
    raise Refused("by", by, ", ".join([*By, f"{SEGMENT}NAME"]))


def _weeks(facts: Facts, filters: Filters) -> Iterator[Group]:
    mondays = calendar(facts, filters.period)
    places = week_places(facts, mondays)
    for place, monday in enumerate(mondays):
        yield Group(monday.isoformat(), None, places == place)


def _months(facts: Facts) -> Iterator[Group]:
    days = np.unique(facts.day)
    months = {int(day): date.fromordinal(int(day)).isoformat()[:7] for day in days}
    names = np.array([months[int(day)] for day in facts.day])
    for name in sorted(set(months.values())):
        yield Group(name, None, names == name)


def _places(session: Session, workspace_id: int, facts: Facts, by: str) -> Iterator[Group]:
    """Those who speak of the place, or were asked there."""
    stops = offered_touchpoints(session, workspace_id)
    if by == By.TOUCHPOINT:
        for stop in stops:
            yield Group(stop.code, {"ja": stop.ja, "en": stop.en}, visits(facts, [stop.code]).comments)
        return
    for stage in dict.fromkeys(stop.stage for stop in stops):
        codes = [stop.code for stop in stops if stop.stage == stage]
        yield Group(stage, None, visits(facts, codes).comments)


def _words(facts: Facts, by: str) -> Iterator[Group]:
    values = facts.source if by == By.SOURCE else facts.channel
    for place in np.unique(values).tolist():
        yield Group(facts.words[place], None, values == place)


def _segments(facts: Facts, name: str) -> Iterator[Group]:
    given = [segment.get(name, "") for segment in facts.segments]
    for value in sorted(set(given) - {""}):
        yield Group(value, None, np.array([one == value for one in given], bool)[facts.segment])


def _themes(session: Session, workspace_id: int, facts: Facts) -> Iterator[Group]:
    refs = theme_refs(session, workspace_id)
    for theme in shown_themes(session, workspace_id).tolist():
        rows = mask_of(facts.row[facts.theme == theme], len(facts))
        yield Group(str(theme), refs[str(theme)].label, rows)
