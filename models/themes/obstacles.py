"""What stands in the way of taking an act back: a later act that rests on it, named in the refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.errors import Conflict
from models.tables import Theme, ThemeEvent
from models.themes import kinds

# Acts after which a theme lies elsewhere: the merged one's target, the split or drifted one itself.
_DISPLACING = (kinds.MERGED, kinds.SPLIT, kinds.DRIFTED)
# What became of single units is known unit by unit, so that other units of the theme are in nobody's way.
_OF_UNITS = (kinds.MOVED, kinds.PLACED)


def refuse_if_overlaid(session: Session, event: ThemeEvent) -> None:
    """Two renames must be taken back in order; two different acts on a theme do not touch each other."""
    same = (ThemeEvent.theme_id == event.theme_id) & (ThemeEvent.kind == event.kind)
    later = None if event.kind in _OF_UNITS else _last_after(session, event, same)
    if later is not None:
        raise Conflict(
            f"event {later.id} came after {event.id} and did the same; wanted that one undone first",
            f"操作 {event.id} のあとに同じ操作 {later.id} があります。先に {later.id} を取り消してください。",
        )
    _refuse_if_displaced(session, event)


def _refuse_if_displaced(session: Session, event: ThemeEvent) -> None:
    """Merges, splits and drifts each remember where the theme lay before them: they are taken back in order."""
    if event.kind not in _DISPLACING:
        return
    theme_id = event.after["merged_into"] if event.kind == kinds.MERGED else event.theme_id
    joined = (ThemeEvent.kind == kinds.MERGED) & (ThemeEvent.after["merged_into"].as_integer() == theme_id)
    own = ThemeEvent.kind.in_(_DISPLACING) & (ThemeEvent.theme_id == theme_id)
    _refuse_under(session, event, joined | own, theme_id)


def refuse_if_put_under(session: Session, event: ThemeEvent, themes: Sequence[int]) -> None:
    """A theme whose parent a person has chosen since stays there until that is undone."""
    for theme_id in themes:
        own = (ThemeEvent.kind == kinds.PARENT) & (ThemeEvent.theme_id == theme_id)
        _refuse_under(session, event, own, theme_id)


def refuse_if_state_chosen(session: Session, event: ThemeEvent, theme_id: int) -> None:
    """A state that a person has chosen for the theme since stands until that is undone."""
    own = (ThemeEvent.kind == kinds.STATE) & (ThemeEvent.theme_id == theme_id)
    _refuse_under(session, event, own, theme_id)


def refuse_if_raised(session: Session, event: ThemeEvent) -> None:
    """A merge that made the theme active since remembers the state that this act chose."""
    raised = (
        (ThemeEvent.kind == kinds.MERGED)
        & (ThemeEvent.after["merged_into"].as_integer() == event.theme_id)
        & ThemeEvent.before[kinds.RAISED_FROM].as_string().is_not(None)
    )
    _refuse_under(session, event, raised, event.theme_id)


def refuse_if_joined(session: Session, themes: Iterable[Theme]) -> None:
    """The units of a theme that was merged into one that ends would be in no theme, and could not go back either."""
    for theme in themes:
        joined = session.scalar(select(Theme.code).where(Theme.merged_into == theme.id).order_by(Theme.id).limit(1))
        if joined is not None:
            raise Conflict(
                f"theme {joined} was merged into {theme.code} since; wanted that merge undone first",
                f"テーマ {joined} がそのあと {theme.code} に統合されました。先にその統合を取り消してください。",
            )


def refuse_if_merged(theme: Theme) -> None:
    if theme.state == "merged":
        raise Conflict(
            f"theme {theme.code} was merged into another since; wanted that merge undone first",
            f"テーマ {theme.code} はそのあとほかのテーマに統合されました。先にその統合を取り消してください。",
        )


def refuse_what_has_moved_on(session: Session, event: ThemeEvent, unit_id: int, mark: int | None) -> NoReturn:
    """`mark`: the act that has put the unit where it is now; None when the unit is there no more, or read anew."""
    if mark is None:
        raise Conflict(
            f"unit {unit_id} is no longer where event {event.id} put it; wanted one that is",
            f"発言 {unit_id} は、操作 {event.id} で移した場所にもうありません。取り消すものがありません。",
        )
    later = session.get_one(ThemeEvent, mark)
    raise Conflict(
        f"unit {unit_id} was moved again since, by event {mark} ({later.kind}); wanted that one undone first",
        f"発言 {unit_id} はそのあとの操作 {mark} でまた移されました。先に {mark} を取り消してください。",
    )


def _refuse_under(session: Session, event: ThemeEvent, lying_on: ColumnElement[bool], theme_id: int) -> None:
    later = _last_after(session, event, lying_on)
    if later is not None:
        code = session.get_one(Theme, theme_id).code
        raise Conflict(
            f"event {later.id} ({later.kind}) came after {event.id} and changed theme {code} too; "
            "wanted that one undone first",
            f"操作 {event.id} のあとの操作 {later.id} も、テーマ {code} を変えています。"
            f"先に {later.id} を取り消してください。",
        )


def _last_after(session: Session, event: ThemeEvent, which: ColumnElement[bool]) -> ThemeEvent | None:
    """The last one after it that stands: the one that nothing of its kind lies on."""
    after = (ThemeEvent.workspace_id == event.workspace_id) & (ThemeEvent.id > event.id)
    stands = ThemeEvent.undone_by.is_(None) & (ThemeEvent.by != "engine")
    return session.scalar(select(ThemeEvent).where(after, which, stands).order_by(ThemeEvent.id.desc()).limit(1))
