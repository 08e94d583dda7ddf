"""A theme's states as time goes by: a newcomer lasts or does not, a silent one rests, comes back, or is closed.

What a person decided about a theme's state stands; pinned themes are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.sheets.packing import weekly_people
from models.tables import Theme, ThemeEvent
from models.tables.columns import now
from models.themes import kinds

# Respondents: a newcomer is spoken of by this many, two weeks running (the same figure founds a candidate).
A_WEEK = 5
SILENT_BELOW = 3
SILENT_WEEKS = 8
BACK_WEEKS = 4
CLOSED_AFTER_WEEKS = 26
FROM_POOL = "pool"  # in a birth's `after`: found among what no theme took

ACTIVE, CANDIDATE, DORMANT, RETIRED = "active", "candidate", "dormant", "retired"
PROMOTED, REVIVED = "promoted", "revived"
_OF_STATE = (kinds.BORN, kinds.STATE, PROMOTED, DORMANT, REVIVED, RETIRED)
Weekly = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Aged:
    """A theme whose state has changed: `kind` of the event, and why."""

    theme_id: int
    kind: str
    state: str
    reason: str


def age(session: Session, workspace_id: int) -> tuple[Aged, ...]:
    """Change what has to change, with an event each. "Now" is the newest week that has feedback."""
    history = weekly_people(session, workspace_id)
    if not history:
        return ()
    newest, oldest = max(history), min(history)
    last = _last_events(session, workspace_id)
    changed = []
    for theme in session.scalars(select(Theme).where(Theme.workspace_id == workspace_id).order_by(Theme.id)):
        event = last.get(theme.id)
        if theme.pinned or theme.forbidden or (event is not None and event.kind == kinds.STATE):
            continue
        people = {week: counts.get(theme.id, 0) for week, counts in history.items()}
        heard = min((week for week, count in people.items() if count), default=oldest)
        found = _due(theme, event, people, newest, heard)
        if found is not None:
            _write(session, theme, found)
            changed.append(found)
    session.flush()
    return tuple(changed)


def _due(theme: Theme, event: ThemeEvent | None, people: Weekly, newest: date, heard: date) -> Aged | None:
    recent, back = _sum(people, newest, SILENT_WEEKS), _sum(people, newest, BACK_WEEKS)
    old = newest - heard >= timedelta(weeks=SILENT_WEEKS)
    if theme.state == CANDIDATE and event is not None and FROM_POOL in event.after:
        week = _lasted(people, newest)
        if week is not None:
            reason = f"{A_WEEK} people or more in the week of {week - timedelta(weeks=1)} and in the next"
            return Aged(theme.id, PROMOTED, ACTIVE, reason)
        if old and recent < SILENT_BELOW:
            return Aged(theme.id, RETIRED, RETIRED, f"{recent} people in {SILENT_WEEKS} weeks: it did not last")
    if theme.state == ACTIVE and old and recent < SILENT_BELOW:
        return Aged(theme.id, DORMANT, DORMANT, f"{recent} people in {SILENT_WEEKS} weeks")
    if theme.state == DORMANT and back >= A_WEEK:
        return Aged(theme.id, REVIVED, ACTIVE, f"{back} people in {BACK_WEEKS} weeks")
    long_ago = newest - heard >= timedelta(weeks=CLOSED_AFTER_WEEKS)
    if theme.state == DORMANT and long_ago and not _sum(people, newest, CLOSED_AFTER_WEEKS):
        return Aged(theme.id, RETIRED, RETIRED, f"nobody in {CLOSED_AFTER_WEEKS} weeks")
    return None


def _sum(people: Weekly, newest: date, weeks: int) -> int:
    return sum(count for week, count in people.items() if week > newest - timedelta(weeks=weeks))


def _lasted(people: Weekly, newest: date) -> date | None:
    """The second of the first two weeks in a row in which enough people spoke of it."""
    loud = {week for week, count in people.items() if count >= A_WEEK}
    since = newest - timedelta(weeks=SILENT_WEEKS)
    return next((week for week in sorted(loud) if week > since and week - timedelta(weeks=1) in loud), None)


def _last_events(session: Session, workspace_id: int) -> dict[int, ThemeEvent]:
    """The event that each theme's state is of; what was undone never was."""
    chosen = select(ThemeEvent).where(
        ThemeEvent.workspace_id == workspace_id, ThemeEvent.kind.in_(_OF_STATE), ThemeEvent.undone_by.is_(None)
    )
    return {event.theme_id: event for event in session.scalars(chosen.order_by(ThemeEvent.id))}


def _write(session: Session, theme: Theme, aged: Aged) -> None:
    event = ThemeEvent(
        workspace_id=theme.workspace_id,
        theme_id=theme.id,
        kind=aged.kind,
        reason=aged.reason,
        before={"state": theme.state},
        after={"state": aged.state},
    )
    session.add(event)
    theme.state, theme.changed_at = aged.state, now()
