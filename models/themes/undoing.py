"""Taking back what a person did to a theme. The undo is an event too; it cannot itself be undone."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.errors import Conflict, NotFound
from models.readings import standing
from models.sheets.marks import mark, mark_themes
from models.statements import chunks
from models.tables import Comment, Theme, ThemeChange, ThemeEvent, ThemeLink
from models.tables.columns import now
from models.themes import kinds
from models.themes.joining import HELD_BY
from models.themes.moving import put_back
from models.themes.records import theme_of, written

# Acts after which a theme lies elsewhere: the merged one's target, the split or drifted one itself.
_DISPLACING = (kinds.MERGED, kinds.SPLIT, kinds.DRIFTED)


def undo(session: Session, workspace_id: int, event_id: int, person: str) -> int:
    """The id of the event that says so. Later acts on the same theme have to be undone first."""
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
    _refuse_if_overlaid(session, event)
    theme = theme_of(session, workspace_id, event.theme_id, alive=False)
    WAYS_BACK[event.kind](session, event, theme)
    told = {"event": event.id, "kind": event.kind}
    event.undone_by = written(session, theme, kinds.UNDONE, person, before=told, after={})
    session.flush()
    return event.undone_by


def _refuse_if_overlaid(session: Session, event: ThemeEvent) -> None:
    """Two renames must be taken back in order; two different acts on a theme do not touch each other."""
    later = session.scalar(
        select(ThemeEvent.id)
        .where(
            ThemeEvent.theme_id == event.theme_id,
            ThemeEvent.kind == event.kind,
            ThemeEvent.id > event.id,
            ThemeEvent.undone_by.is_(None),
            ThemeEvent.by != "engine",
        )
        .limit(1)
    )
    if later is not None and event.kind not in (kinds.MOVED, kinds.PLACED):
        raise Conflict(
            f"event {later} came after {event.id} and did the same; wanted that one undone first",
            f"操作 {event.id} のあとに同じ操作 {later} があります。先に {later} を取り消してください。",
        )
    _refuse_if_displaced(session, event)


def _refuse_if_displaced(session: Session, event: ThemeEvent) -> None:
    """Merges, splits and drifts each remember where the theme lay before them: they are taken back in order."""
    if event.kind not in _DISPLACING:
        return
    theme_id = event.after["merged_into"] if event.kind == kinds.MERGED else event.theme_id
    joined = (ThemeEvent.kind == kinds.MERGED) & (ThemeEvent.after["merged_into"].as_integer() == theme_id)
    own = ThemeEvent.kind.in_(_DISPLACING) & (ThemeEvent.theme_id == theme_id)
    after = (ThemeEvent.workspace_id == event.workspace_id) & (ThemeEvent.id > event.id) & (joined | own)
    stands = ThemeEvent.undone_by.is_(None) & (ThemeEvent.by != "engine")
    # The last one: it is the one that nothing lies on.
    later = session.scalar(select(ThemeEvent).where(after, stands).order_by(ThemeEvent.id.desc()).limit(1))
    if later is not None:
        code = session.get_one(Theme, theme_id).code
        raise Conflict(
            f"event {later.id} ({later.kind}) came after {event.id} and changed theme {code} too; "
            "wanted that one undone first",
            f"操作 {event.id} のあとの操作 {later.id} も、テーマ {code} を変えています。"
            f"先に {later.id} を取り消してください。",
        )


def _columns(*names: str) -> Callable[[Session, ThemeEvent, Theme], None]:
    def back(session: Session, event: ThemeEvent, theme: Theme) -> None:
        for name in names:
            setattr(theme, name, event.before[name])

    return back


def _born(session: Session, event: ThemeEvent, theme: Theme) -> None:
    """The id stays and is retired: it is never given twice."""
    if theme.state == "merged":
        raise Conflict(
            f"theme {theme.code} was merged into another since; wanted that merge undone first",
            f"テーマ {theme.code} はそのあとほかのテーマに統合されました。先にその統合を取り消してください。",
        )
    theme.state = "retired"
    put_back(session, event)
    _release(session, theme)


def _placed(session: Session, event: ThemeEvent, theme: Theme) -> None:
    put_back(session, event)


def _drifted(session: Session, event: ThemeEvent, theme: Theme) -> None:
    theme.centroid = base64.b64decode(event.before["_centroid"])
    theme.anchor = base64.b64decode(event.before["_anchor"])


def _watched(session: Session, event: ThemeEvent, theme: Theme) -> None:
    theme.watch_words = event.before["words"]
    put_back(session, event)


def _forbidden(session: Session, event: ThemeEvent, theme: Theme) -> None:
    theme.forbidden = event.before["forbidden"]
    _return_links(session, event, None)


def _merged(session: Session, event: ThemeEvent, theme: Theme) -> None:
    target = theme_of(session, theme.workspace_id, event.after["merged_into"], alive=False)
    target.centroid = base64.b64decode(event.before["_centroid"])
    target.parent_id = event.before["_parent"]
    target.changed_at = now()
    theme.state, theme.merged_into = event.before["state"], None
    session.execute(update(Theme).where(Theme.id.in_(event.before["_children"])).values(parent_id=theme.id))
    _return_links(session, event, target.id)


def _split(session: Session, event: ThemeEvent, theme: Theme) -> None:
    """The parts keep their ids and are retired: an id is never given twice."""
    if "_centroid" in event.before:  # splits that were made before it was kept did not move it
        theme.centroid = base64.b64decode(event.before["_centroid"])
    parts = [theme_of(session, theme.workspace_id, part_id) for part_id in event.after["themes"]]
    _refuse_if_joined(session, parts)
    mark_themes(session, event.workspace_id, [theme.id, *event.after["themes"]])
    _return_units(session, event)
    for part in parts:
        part.state, part.changed_at = "retired", now()
        _return_links(session, event, part.id)
        _release(session, part)


def _moved(session: Session, event: ThemeEvent, theme: Theme) -> None:
    link = session.get(ThemeLink, event.after["unit_id"], populate_existing=True)
    if link is None or link.event_id != event.id:
        raise Conflict(
            f"unit {event.after['unit_id']} was moved again since; wanted the last move undone first",
            f"発言 {event.after['unit_id']} はそのあとまた移されました。先に最後の移動を取り消してください。",
        )
    week = session.scalar(select(Comment.week).where(Comment.id == link.comment_id))
    home = event.before["theme_id"]
    today = home and standing(session, {home}).get(home)
    # As `forbid` leaves it: a person's unit without its theme is in none, the engine's is free.
    if event.before["by"] == "person" or today is not None:
        link.theme_id, link.by, link.event_id = today, event.before["by"], None
        session.flush()
    else:
        session.execute(delete(ThemeLink).where(ThemeLink.unit_id == link.unit_id))
    mark(session, event.workspace_id, [week] if week is not None else [])


def _return_links(session: Session, event: ThemeEvent, now_in: int | None) -> None:
    """Units that this event moved, and nobody since, go back to the event's theme."""
    moved = ThemeLink.event_id == event.id
    here = ThemeLink.theme_id.is_(None) if now_in is None else ThemeLink.theme_id == now_in
    back = update(ThemeLink).where(moved, here).values(theme_id=event.theme_id, event_id=None)
    session.execute(back.execution_options(synchronize_session=False))
    mark_themes(session, event.workspace_id, [event.theme_id])


def _refuse_if_joined(session: Session, parts: Sequence[Theme]) -> None:
    """The units of a theme that was merged into a part would be in no theme, and could not go back to it either."""
    for part in parts:
        joined = session.scalar(select(Theme.code).where(Theme.merged_into == part.id).order_by(Theme.id).limit(1))
        if joined is not None:
            raise Conflict(
                f"theme {joined} was merged into {part.code} since; wanted that merge undone first",
                f"テーマ {joined} がそのあと {part.code} に統合されました。先にその統合を取り消してください。",
            )


def _return_units(session: Session, event: ThemeEvent) -> None:
    """Units of a split go back as they were held; one that a person has moved since stays where it is.

    A merge or a move that was undone in between has wiped the split's mark, so that none counts as its own.
    """
    parts = ThemeLink.theme_id.in_(event.after["themes"])
    unmoved = (ThemeLink.by == "engine") | ThemeLink.event_id.is_(None) | (ThemeLink.event_id == event.id)
    for by, unit_ids in _held_by(session, event).items():
        for ids in chunks(unit_ids):
            back = update(ThemeLink).where(ThemeLink.unit_id.in_(ids), parts, unmoved)
            back = back.values(theme_id=event.theme_id, by=by, event_id=None)
            session.execute(back.execution_options(synchronize_session=False))


def _held_by(session: Session, event: ThemeEvent) -> Mapping[str, Sequence[int]]:
    """Splits that were made before it was kept: a proposal took the engine's units only; a person's stay a person's."""
    kept: Mapping[str, Sequence[int]] | None = event.before.get(HELD_BY)
    if kept is not None:
        return kept
    proposed = select(ThemeChange.events).where(
        ThemeChange.workspace_id == event.workspace_id, ThemeChange.theme_id == event.theme_id
    )
    if not any(event.id in events for events in session.scalars(proposed)):
        return {}
    return {"engine": session.scalars(select(ThemeLink.unit_id).where(ThemeLink.event_id == event.id)).all()}


def _release(session: Session, theme: Theme) -> None:
    """What the engine has put into a retired theme may go elsewhere; a person's word stands."""
    rest = (ThemeLink.theme_id == theme.id) & (ThemeLink.by == "engine")
    mark_themes(session, theme.workspace_id, [theme.id])
    session.execute(delete(ThemeLink).where(rest).execution_options(synchronize_session=False))


WAYS_BACK: dict[str, Callable[[Session, ThemeEvent, Theme], None]] = {
    kinds.BORN: _born,
    kinds.PLACED: _placed,
    kinds.DRIFTED: _drifted,
    kinds.RENAMED: _columns("label", "named_by"),
    kinds.PINNED: _columns("pinned"),
    kinds.STATE: _columns("state"),
    kinds.PARENT: _columns("parent_id"),
    kinds.WATCHED: _watched,
    kinds.FORBIDDEN: _forbidden,
    kinds.MERGED: _merged,
    kinds.SPLIT: _split,
    kinds.MOVED: _moved,
}
