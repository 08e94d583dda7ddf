"""One line for each theme: how many say it, how it is meant, what it scores, and how that went week by week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.reports.contrasts import Answers, theme_scores, totals
from models.reports.coverage import covered
from models.reports.figures import calendar, polarity_counts, share, week_places
from models.reports.filters import Filters
from models.reports.selection import previous_facts, select_facts
from models.reports.theme_values import ThemeRow, TouchpointCount
from models.reports.values import Label, Share, WeekPoint
from models.sheets.counting import distinct, distinct_by, firsts, places_of, sorted_distinct
from models.sheets.facts import Facts, Ints
from models.sheets.packing import stamps, weekly_people
from models.tables import Theme
from models.workspaces import touchpoints

SHOWN = ("active", "dormant")
NEW_FOR_WEEKS = 4
FIRST_HEARD_BY = 3  # respondents: one stray sentence is not yet a theme
FIRST_HEARD_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Frame:
    """What all lines of one table share."""

    facts: Facts
    mondays: tuple[date, ...]
    week_of: Ints
    people: int
    people_by_week: Sequence[int]
    answers: Mapping[tuple[str, str], Answers]
    previous: Mapping[int, int] | None
    previous_people: int
    first_weeks: Mapping[int, date]
    oldest_week: date | None
    newest_week: date | None
    places: Mapping[str, Label]


def theme_table(
    session: Session, workspace_id: int, filters: Filters, *, states: Sequence[str] | None = SHOWN
) -> tuple[ThemeRow, ...]:
    """The themes of these states that anybody speaks of, the most respondents first; pinned ones in any case.

    `states` None: all themes there ever were, spoken of or not, forbidden ones too.
    """
    frame = _frame(session, workspace_id, filters)
    mentions = dict(by_theme(frame.facts))
    nothing = np.zeros(0, np.int32)
    chosen = select(Theme).where(Theme.workspace_id == workspace_id)
    if states is not None:
        chosen = chosen.where(Theme.state.in_(states), Theme.forbidden.is_(False))
    rows = [
        _row(theme, mentions.get(theme.id, nothing), frame)
        for theme in session.scalars(chosen)
        if theme.id in mentions or theme.pinned or states is None
    ]
    return tuple(sorted(rows, key=lambda row: (-row.respondents, row.id)))


def theme_row(session: Session, workspace_id: int, theme: Theme, filters: Filters) -> ThemeRow:
    """The line of one theme, whatever its state."""
    frame = _frame(session, workspace_id, filters)
    return _row(theme, np.flatnonzero(frame.facts.theme == theme.id).astype(np.int32), frame)


def by_theme(facts: Facts) -> Iterator[tuple[int, Ints]]:
    """The mentions (places, in order) of each theme that has some."""
    ids = np.flatnonzero(np.bincount(facts.theme)).astype(np.int32)
    # Few themes, many mentions: numbered without gaps in 16 bits they are sorted by radix, ten times faster.
    dense = places_of(facts.theme, ids).astype(np.int16)
    order = np.argsort(dense, kind="stable").astype(np.int32)
    ends = np.cumsum(np.bincount(dense, minlength=len(ids)))
    for theme, part in zip(ids.tolist(), np.split(order, ends[:-1]), strict=len(ids) > 0):
        if theme:
            yield theme, part


def first_weeks(session: Session, workspace_id: int) -> dict[int, date]:
    """The week by which enough people had spoken of each theme: three, and a fiftieth of all who ever did."""
    history = weekly_people(session, workspace_id)
    ever: dict[int, int] = {}
    for counts in history.values():
        for theme, people in counts.items():
            ever[theme] = ever.get(theme, 0) + people
    found: dict[int, date] = {}
    heard: dict[int, int] = {}
    for week, counts in history.items():
        for theme, people in counts.items():
            heard[theme] = heard.get(theme, 0) + people
            if theme not in found and heard[theme] >= min(ever[theme], _enough(ever[theme])):
                found[theme] = week
    return found


def _enough(ever: int) -> float:
    return max(FIRST_HEARD_BY, FIRST_HEARD_SHARE * ever)


def _frame(session: Session, workspace_id: int, filters: Filters) -> Frame:
    facts = select_facts(session, workspace_id, filters)
    before = previous_facts(session, workspace_id, filters)
    mondays = calendar(facts, covered(session, workspace_id, filters.period))
    known = stamps(session, workspace_id)
    week_of = week_places(facts, mondays)
    return Frame(
        facts=facts,
        mondays=mondays,
        week_of=week_of,
        people=distinct(facts.person, facts.people),
        people_by_week=distinct_by(week_of, len(mondays), facts.person, facts.people).tolist(),
        answers=totals(facts),
        previous=None if before is None else _people(before),
        previous_people=0 if before is None else distinct(before.person, before.people),
        first_weeks=first_weeks(session, workspace_id),
        oldest_week=known[0][0] if known else None,
        newest_week=mondays[-1] if mondays else None,
        places={stop.code: {"ja": stop.ja, "en": stop.en} for stop in touchpoints(session, workspace_id)},
    )


def _people(facts: Facts) -> dict[int, int]:
    return {theme: distinct(facts.mention_person[part], facts.people) for theme, part in by_theme(facts)}


def _row(theme: Theme, mentions: Ints, frame: Frame) -> ThemeRow:
    facts = frame.facts
    rows = _rows(mentions, facts)
    people = distinct(facts.person[rows], facts.people)
    first_week = frame.first_weeks.get(theme.id)
    return ThemeRow(
        id=theme.id,
        code=theme.code,
        label=theme.label,
        state="forbidden" if theme.forbidden else theme.state,
        group_key=theme.group_key,
        # Themes of a touchpoint stand under what it is called now, not under what it was called at their birth.
        group_label=frame.places.get(theme.group_key) or theme.group_label,
        parent_id=theme.parent_id,
        pinned=theme.pinned,
        first_week=first_week,
        new=_is_new(first_week, frame),
        comments=len(rows),
        respondents=people,
        multiplier=len(rows) / people if people else 1.0,
        share=share(people, frame.people),
        previous_share=_previous_share(theme.id, frame),
        polarity=polarity_counts(facts.row[mentions], facts.polarity[mentions]),
        touchpoints=_touchpoints(mentions, facts),
        scores=theme_scores(facts, rows, dict(frame.answers)),
        weekly=_weekly(mentions, rows, frame),
        stability=theme.stability,
    )


def _is_new(first_week: date | None, frame: Frame) -> bool:
    """Where everything is young nothing is new: there must have been weeks without it."""
    if first_week is None or frame.oldest_week is None or frame.newest_week is None:
        return False
    late = first_week >= frame.oldest_week + timedelta(weeks=NEW_FOR_WEEKS)
    return late and first_week > frame.newest_week - timedelta(weeks=NEW_FOR_WEEKS)


def _previous_share(theme_id: int, frame: Frame) -> Share | None:
    return None if frame.previous is None else share(frame.previous.get(theme_id, 0), frame.previous_people)


def _rows(mentions: Ints, facts: Facts) -> Ints:
    """The comments of these mentions, each once; both are in order."""
    rows = facts.row[mentions]
    return rows[firsts(rows)]


def _touchpoints(mentions: Ints, facts: Facts, most: int = 3) -> tuple[TouchpointCount, ...]:
    pairs = facts.mention_touchpoint[mentions].astype(np.int64) * len(facts) + facts.row[mentions]
    counts = np.bincount(sorted_distinct(pairs) // max(len(facts), 1), minlength=1)
    counts[0] = 0  # the empty word: said nowhere in particular
    order = np.argsort(-counts, kind="stable")[:most]
    return tuple(TouchpointCount(facts.words[n], int(counts[n])) for n in order if counts[n])


def _weekly(mentions: Ints, rows: Ints, frame: Frame) -> tuple[WeekPoint, ...]:
    facts, count = frame.facts, len(frame.mondays)
    angry = _rows(mentions[facts.polarity[mentions] < 0], facts)
    comments = np.bincount(frame.week_of[rows], minlength=count)
    people = _people_by_week(rows, frame)
    complaining = _people_by_week(angry, frame)
    return tuple(
        WeekPoint(monday, int(c), int(p), int(n), p / all_people if all_people else None)
        for monday, c, p, n, all_people in zip(
            frame.mondays, comments, people, complaining, frame.people_by_week, strict=True
        )
    )


def _people_by_week(rows: Ints, frame: Frame) -> list[int]:
    keys = sorted_distinct(frame.week_of[rows].astype(np.int64) * frame.facts.people + frame.facts.person[rows])
    return [int(n) for n in np.bincount(keys // max(frame.facts.people, 1), minlength=len(frame.mondays))]
