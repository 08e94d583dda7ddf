"""Taking back what a person did to a theme. The undo is an event too; it cannot itself be undone."""

from __future__ import annotations

import base64
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Conflict, NotFound
from models.tables import Theme, ThemeEvent
from models.tables.columns import now
from models.themes import kinds
from models.themes.obstacles import (
    refuse_if_joined,
    refuse_if_merged,
    refuse_if_overlaid,
    refuse_if_put_under,
    refuse_if_raised,
    refuse_if_state_chosen,
    refuse_what_has_moved_on,
)
from models.themes.origins import links_of, recall
from models.themes.records import one_at_a_time, refuse_third_level, theme_of, written
from models.themes.returning import Returning


def undo(session: Session, workspace_id: int, event_id: int, person: str) -> int:
    """The id of the event that says so. Later acts that rest on it have to be undone first: a `Conflict` names one.

    Any other order comes out the same: once all is undone, everything is as it was before the first act.
    """
    one_at_a_time(session, workspace_id)
    event = session.scalar(
        select(ThemeEvent)
        .where(ThemeEvent.id == event_id, ThemeEvent.workspace_id == workspace_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if event is None:
        raise NotFound("event", event_id)
    if not kinds.undoable(event.kind, event.by, event.after) or event.undone_by is not None:
        raise Conflict(
            f"event {event_id} ({event.kind}) cannot be undone; wanted an act of a person, not yet undone",
            f"操作 {event_id} は取り消せません。取り消せるのは、人が行い、まだ取り消していない操作です。",
        )
    refuse_if_overlaid(session, event)
    theme = theme_of(session, workspace_id, event.theme_id, alive=False)
    WAYS_BACK[event.kind](session, event, theme)
    told = {"event": event.id, "kind": event.kind}
    event.undone_by = written(session, theme, kinds.UNDONE, person, before=told, after={})
    session.flush()
    return event.undone_by


def _columns(*names: str) -> Callable[[Session, ThemeEvent, Theme], None]:
    def back(session: Session, event: ThemeEvent, theme: Theme) -> None:
        for name in names:
            setattr(theme, name, event.before[name])

    return back


def _state(session: Session, event: ThemeEvent, theme: Theme) -> None:
    """A theme that has ended since, because what made it was taken back, stays ended."""
    refuse_if_merged(theme)
    refuse_if_raised(session, event)
    if theme.state == event.after["state"]:
        theme.state = event.before["state"]


def _parent(session: Session, event: ThemeEvent, theme: Theme) -> None:
    """One that has ended since, because what made it was taken back, stays alone."""
    refuse_if_merged(theme)
    was, now_under = (
        parent_id and theme_of(session, theme.workspace_id, parent_id, alive=False)
        for parent_id in (event.before["parent_id"], event.after["parent_id"])
    )
    for parent in (was, now_under):
        if parent:
            refuse_if_merged(parent)
    if theme.parent_id == event.after["parent_id"]:
        if was:
            refuse_third_level(session, theme, was)
        theme.parent_id = event.before["parent_id"]


def _born(session: Session, event: ThemeEvent, theme: Theme) -> None:
    """The id stays and is retired: it is never given twice."""
    refuse_if_merged(theme)
    refuse_if_joined(session, [theme])
    theme.state = "retired"
    _give_back(session, event)
    Returning(session, event).release(theme.id)


def _give_back(session: Session, event: ThemeEvent) -> None:
    Returning(session, event).give_back()


def _drifted(session: Session, event: ThemeEvent, theme: Theme) -> None:
    if _in_its_space(session, event, theme):
        theme.centroid = base64.b64decode(event.before["_centroid"])
        theme.anchor = base64.b64decode(event.before["_anchor"])


def _watched(session: Session, event: ThemeEvent, theme: Theme) -> None:
    theme.watch_words = event.before["words"]
    _give_back(session, event)


def _forbidden(session: Session, event: ThemeEvent, theme: Theme) -> None:
    theme.forbidden = event.before["forbidden"]
    _give_back(session, event)


def _merged(session: Session, event: ThemeEvent, theme: Theme) -> None:
    into, children = event.after["merged_into"], event.before["_children"]
    target = theme_of(session, theme.workspace_id, into, alive=False)
    refuse_if_put_under(session, event, [child for child in children if child != into])
    if event.before["_parent"] == theme.id:
        refuse_if_put_under(session, event, [into])
        target.parent_id = theme.id
    if kinds.RAISED_FROM in event.before:
        _lower(session, event, target)
    if _in_its_space(session, event, target):
        target.centroid = base64.b64decode(event.before["_centroid"])
    target.changed_at = now()
    theme.state, theme.merged_into = event.before["state"], None
    adopted = select(Theme).where(Theme.id.in_(children), Theme.parent_id == event.before.get("_above", into))
    for child in session.scalars(adopted):
        child.parent_id = theme.id
    _give_back(session, event)


def _lower(session: Session, event: ThemeEvent, target: Theme) -> None:
    """Back to the state before the merge; one that rests or has ended since stays so."""
    refuse_if_state_chosen(session, event, target.id)
    if target.state == "active":
        target.state = event.before[kinds.RAISED_FROM]


def _split(session: Session, event: ThemeEvent, theme: Theme) -> None:
    """The parts keep their ids and are retired: an id is never given twice."""
    parts = [theme_of(session, theme.workspace_id, part_id) for part_id in event.after["themes"]]
    refuse_if_joined(session, parts)
    # Splits that were made before it was kept did not move it.
    if "_centroid" in event.before and _in_its_space(session, event, theme):
        theme.centroid = base64.b64decode(event.before["_centroid"])
    for part in parts:
        part.state, part.parent_id, part.changed_at = "retired", None, now()
    _give_back(session, event)
    for part in parts:
        Returning(session, event).release(part.id)


def _moved(session: Session, event: ThemeEvent, theme: Theme) -> None:
    back = Returning(session, event)
    if not back.holds():
        known = links_of(session, recall(session, event) or [event.after["unit_id"]])
        mark = next((link.event_id for link in known.values()), None)
        refuse_what_has_moved_on(session, event, event.after["unit_id"], mark)
    back.give_back()


def _in_its_space(session: Session, event: ThemeEvent, theme: Theme) -> bool:
    """Another encoder has given the theme a place since: the one before would mean nothing."""
    renewed = select(ThemeEvent.id).where(
        ThemeEvent.theme_id == theme.id, ThemeEvent.kind == kinds.RENEWED, ThemeEvent.id > event.id
    )
    return session.scalar(renewed.limit(1)) is None


WAYS_BACK: dict[str, Callable[[Session, ThemeEvent, Theme], None]] = {
    kinds.BORN: _born,
    kinds.PLACED: lambda session, event, _: _give_back(session, event),
    kinds.DRIFTED: _drifted,
    kinds.RENAMED: _columns("label", "named_by"),
    kinds.PINNED: _columns("pinned"),
    kinds.STATE: _state,
    kinds.PARENT: _parent,
    kinds.WATCHED: _watched,
    kinds.FORBIDDEN: _forbidden,
    kinds.MERGED: _merged,
    kinds.SPLIT: _split,
    kinds.MOVED: _moved,
}
