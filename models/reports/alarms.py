"""Which themes rose beyond their past: the alarm, the weeks around it, where it gathers, three voices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from sqlalchemy.orm import Session

from models.insights.alarms import Alarm, Tier, scan
from models.reports.comment_values import Verbatim
from models.reports.coverage import covered
from models.reports.filters import Filters, Period
from models.reports.impacts import theme_refs
from models.reports.matrices import CANDIDATES, SHOWN, WeeklyThemes, shown_themes, weekly_themes
from models.reports.remembering import remembered
from models.reports.selection import select_facts
from models.reports.theme_pages import concentrations
from models.reports.theme_values import Concentration
from models.reports.values import ThemeRef, WeekPoint
from models.reports.verbatims import representative
from models.sheets.packing import stamps, weekly_people
from models.tables import Theme

FEWEST_WEEKS_BEFORE_BIRTH = 4


@dataclass(frozen=True, slots=True)
class ThemeAlarm:
    """An alarm of one week; `weekly` is the theme's whole past, so that the rise can be seen.

    `candidate`: the theme is not in the report yet, and its tier is never above watch.
    """

    theme: ThemeRef
    alarm: Alarm
    weekly: tuple[WeekPoint, ...]
    concentrations: tuple[Concentration, ...]
    verbatims: tuple[Verbatim, ...]
    candidate: bool = False


def alerts(session: Session, workspace_id: int, filters: Filters, *, weeks: int = 8) -> tuple[ThemeAlarm, ...]:
    """Alarms of the last `weeks` weeks of the period, the newest first; the baseline is all that came before."""
    refs = theme_refs(session, workspace_id)
    table, found = alarms(session, workspace_id, filters)
    wider, watched = candidate_alarms(session, workspace_id, filters)
    since = table.weeks[-weeks:][0] if table.weeks else date.max
    both = [(alarm, table, False) for alarm in found] + [(alarm, wider, True) for alarm in watched]
    shown = sorted(
        (each for each in both if each[0].week >= since),
        key=lambda each: (-each[0].week.toordinal(), each[0].tier, -each[0].observed),
    )
    return tuple(
        replace(_alarm(session, workspace_id, filters, weekly, alarm, refs[alarm.theme_id]), candidate=candidate)
        for alarm, weekly, candidate in shown
    )


def alarms(session: Session, workspace_id: int, filters: Filters) -> tuple[WeeklyThemes, tuple[Alarm, ...]]:
    """The weeks they were looked for in, from the first to the end of the period or of the feedback; and the alarms."""
    return remembered(session, workspace_id, "alarms", filters, lambda: _scanned(session, workspace_id, filters, SHOWN))


def candidate_alarms(session: Session, workspace_id: int, filters: Filters) -> tuple[WeeklyThemes, tuple[Alarm, ...]]:
    """What would be an alert or new of a theme in the report is to be watched of a candidate.

    A milder rise is nothing: a group that is not sure to be one swings more. They are judged among all themes, but
    those of the report without them: more to look at would cost the others some of their alerts.
    """

    def work() -> tuple[WeeklyThemes, tuple[Alarm, ...]]:
        names = {str(theme) for theme in shown_themes(session, workspace_id, CANDIDATES).tolist()}
        if not names:
            return weekly_themes(session, workspace_id, _until(session, workspace_id, filters), CANDIDATES), ()
        table, found = _scanned(session, workspace_id, filters, (*SHOWN, *CANDIDATES))
        loud = [alarm for alarm in found if alarm.theme_id in names and alarm.tier is not Tier.WATCH]
        return table, tuple(replace(alarm, tier=Tier.WATCH) for alarm in loud)

    return remembered(session, workspace_id, "candidate alarms", filters, work)


def _scanned(
    session: Session, workspace_id: int, filters: Filters, states: tuple[str, ...]
) -> tuple[WeeklyThemes, tuple[Alarm, ...]]:
    table = weekly_themes(session, workspace_id, _until(session, workspace_id, filters), states)
    names = [str(theme) for theme in table.theme_ids]
    born = _births(session, workspace_id, table)
    counts, totals = table.respondents.astype(np.float64), table.totals.astype(np.float64)
    return table, tuple(scan(names, table.weeks, counts, totals, born)) if names else ()


def _until(session: Session, workspace_id: int, filters: Filters) -> Filters:
    """From the first week with feedback to the end of the period: a baseline needs the past that the page omits.

    Weeks before the first feedback would make every theme a birth, and weeks after the newest would hide what rose.
    """
    if filters.period is None:
        return filters
    part = covered(session, workspace_id, filters.period)
    if part is None:  # nobody said a word in it: one empty week says so as well as thousands
        return filters.within(Period(filters.period.last, filters.period.last))
    return filters.within(Period(stamps(session, workspace_id)[0][0], part.last))


def _births(session: Session, workspace_id: int, table: WeeklyThemes) -> dict[str, date]:
    """Themes of which nobody had said a word in the first weeks.

    One that a few spoke of now and then is not new when it breaks out: it has a past to break out of.
    """
    if not table.weeks:
        return {}
    old = table.weeks[0] + timedelta(weeks=FEWEST_WEEKS_BEFORE_BIRTH)
    first: dict[int, date] = {}
    for week, counts in weekly_people(session, workspace_id).items():
        for theme, people in counts.items():
            if people:
                first.setdefault(theme, week)
    return {str(theme): first[theme] for theme in table.theme_ids if theme in first and first[theme] >= old}


def _alarm(
    session: Session, workspace_id: int, filters: Filters, table: WeeklyThemes, alarm: Alarm, theme: ThemeRef
) -> ThemeAlarm:
    week = filters.within(Period(alarm.week, alarm.week + timedelta(days=6)))
    facts = select_facts(session, workspace_id, week)
    rows = facts.row[facts.theme == theme.id]
    return ThemeAlarm(
        theme=theme,
        alarm=alarm,
        weekly=weekly_of(table, theme.id),
        concentrations=concentrations(facts, np.unique(rows).astype(np.int32), most=4),
        verbatims=representative(session, session.get_one(Theme, theme.id), week, most=3),
    )


def weekly_of(table: WeeklyThemes, theme_id: int) -> tuple[WeekPoint, ...]:
    """Comments are not counted here: respondents stand for them."""
    place = table.theme_ids.index(theme_id)
    return tuple(
        WeekPoint(week, int(people), int(people), int(negative), people / total if total else None)
        for week, people, negative, total in zip(
            table.weeks, table.respondents[place], table.negative[place], table.totals, strict=True
        )
    )
