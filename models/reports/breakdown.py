"""Scores side by side: by time, touchpoint, stage, source, channel, segment or theme, each kind and scope apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from sqlalchemy.orm import Session

from models.errors import Refused
from models.insights.impact import PlaceImpact
from models.insights.scores import ScoreEstimate
from models.reports.figures import calendar, figure, week_places
from models.reports.filters import Filters
from models.reports.given import given
from models.reports.impacts import theme_refs
from models.reports.matrices import shown_themes
from models.reports.place_impacts import place_impacts
from models.reports.places import visits
from models.reports.selection import select_facts
from models.reports.ties import Asked
from models.reports.values import Label
from models.sheets.counting import mask_of
from models.sheets.facts import Facts, Mask
from models.workspaces import offered_touchpoints

SEGMENT = "segment:"
MOST_VALUES = 500  # of a segment; nobody reads more rows, and an attribute with more is a number or a name


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
    """`rank` counts from 1, the best first, among rows of at least thirty respondents; None below, and where time runs.

    `impact`: of a touchpoint, how it and the score go together; None elsewhere, and with too few answers.
    """

    key: str
    label: Label | None
    estimate: ScoreEstimate
    rank: int | None
    impact: PlaceImpact | None = None


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
    told: dict[Asked, list[ScoreRow]] = {asked: [] for asked in facts.asked}
    # A group holds a place for every comment, so only one is held at a time.
    for group in _groups(session, workspace_id, facts, filters, by):
        for (kind, scope), rows in told.items():
            one = figure(given(facts, kind, scope, group.rows))
            if one is not None:
                rows.append(ScoreRow(group.key, group.label, one, None))
    if by == By.TOUCHPOINT:
        told = _with_impacts(told, place_impacts(session, workspace_id, filters))
    found = []
    for (kind, scope), rows in told.items():
        overall = figure(given(facts, kind, scope))
        if overall is not None:
            ordered = tuple(rows) if by in (By.WEEK, By.MONTH) else _ranked(rows)
            found.append(Breakdown(by, kind, scope, overall, ordered))
    return tuple(found)


def _with_impacts(told: dict[Asked, list[ScoreRow]], impacts: Iterable[PlaceImpact]) -> dict[Asked, list[ScoreRow]]:
    known = {(one.kind, one.scope, one.touchpoint): one for one in impacts}
    return {
        (kind, scope): [replace(row, impact=known.get((kind, scope, row.key))) for row in rows]
        for (kind, scope), rows in told.items()
    }


def _ranked(rows: list[ScoreRow]) -> tuple[ScoreRow, ...]:
    """The best first, and what is too few to be ranked at the end, in the order it came."""
    ordered = sorted(rows, key=lambda row: (not row.estimate.rankable, _falling(row.estimate)))
    return tuple(
        replace(row, rank=place if row.estimate.rankable else None) for place, row in enumerate(ordered, start=1)
    )


def _falling(one: ScoreEstimate) -> float:
    return -one.value if one.rankable else 0.0


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
    raise Refused("by", by, ", ".join([*By, f"{SEGMENT}NAME"]), ja=f"{'、'.join(By)}、{SEGMENT}名前 のどれか")


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
    there = set(np.unique(facts.segment).tolist())
    given = [segment.get(name, "") if place in there else "" for place, segment in enumerate(facts.segments)]
    values = sorted(set(given) - {""})
    if len(values) > MOST_VALUES:
        many, most = f"{len(values):,}", f"{MOST_VALUES:,}"
        wanted = f"an attribute of at most {most} values, this has {many}"
        raise Refused("by", SEGMENT + name, wanted, ja=f"値が{most}個までの属性（これは{many}個）")
    places = {value: place for place, value in enumerate(values)}
    rows = np.array([places.get(value, -1) for value in given], np.int32)[facts.segment]
    for value, place in places.items():
        yield Group(value, None, rows == place)


def _themes(session: Session, workspace_id: int, facts: Facts) -> Iterator[Group]:
    refs = theme_refs(session, workspace_id)
    for theme in shown_themes(session, workspace_id).tolist():
        rows = mask_of(facts.row[facts.theme == theme], len(facts))
        yield Group(str(theme), refs[str(theme)].label, rows)
