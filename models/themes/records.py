"""What every act of a person on a theme has in common: the theme is theirs, it is written down, it can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.errors import Conflict, NotFound
from models.tables import Theme, ThemeEvent, Workspace
from models.tables.columns import now

Facts = Mapping[str, Any]  # JSON: what was before, what is after


def one_at_a_time(session: Session, workspace_id: int) -> None:
    """Whoever makes themes waits here for the others: two would count the next code from the same place.

    Wanted before any theme is locked, so that no two wait for each other. Comments may come in meanwhile.
    """
    session.execute(select(Workspace.id).where(Workspace.id == workspace_id).with_for_update(key_share=True))


def theme_of(
    session: Session, workspace_id: int, theme_id: int, *, alive: bool = True, takes_units: bool = False
) -> Theme:
    """The theme, locked until the transaction ends. `alive`: one that was merged away is refused.

    `takes_units`: so is one in which units would be shown no more, because a person has forbidden or closed it.
    """
    found = select(Theme).where(Theme.id == theme_id, Theme.workspace_id == workspace_id)
    theme = session.scalar(found.with_for_update().execution_options(populate_existing=True))
    if theme is None:
        raise NotFound("theme", theme_id)
    if alive and theme.state == "merged":
        raise Conflict(
            f"theme {theme.code} was merged into another; wanted one that stands: undo the merge first",
            f"テーマ {theme.code} はほかのテーマに統合されています。先に統合を取り消してください。",
        )
    if takes_units and (theme.forbidden or theme.state == "retired"):
        state, state_ja = ("forbidden", "除外されて") if theme.forbidden else ("retired", "終了して")
        raise Conflict(
            f"theme {theme.code} is {state}; wanted one that takes units: allow it again first, or choose another",
            f"テーマ {theme.code} は{state_ja}います。先に元に戻すか、ほかのテーマを選んでください。",
        )
    return theme


def refuse_third_level(session: Session, theme: Theme, parent: Theme) -> None:
    """Two levels: a parent has no parent, and what has children cannot be under another."""
    has_children = session.scalar(select(Theme.id).where(Theme.parent_id == theme.id).limit(1)) is not None
    if parent.id == theme.id or parent.parent_id is not None or has_children:
        raise Conflict(
            f"theme {parent.code} cannot be above {theme.code}; wanted two levels, no more",
            f"テーマ {parent.code} を {theme.code} の親にはできません。親子は2段までです。",
        )


def written(
    session: Session, theme: Theme, kind: str, person: str, reason: str = "", *, before: Facts, after: Facts
) -> int:
    """The id of the event; the audit has it too. Changes of `theme` are flushed."""
    theme.changed_at = now()
    event = ThemeEvent(
        workspace_id=theme.workspace_id,
        theme_id=theme.id,
        kind=kind,
        by=person,
        reason=reason,
        before=dict(before),
        after=dict(after),
    )
    session.add(event)
    session.flush()
    told = {"event": event.id, "reason": reason, "before": _short(before), "after": _short(after)}
    audit.append(session, theme.workspace_id, person, f"theme.{kind}", f"theme:{theme.id}", told)
    return event.id


def _short(facts: Facts) -> dict[str, Any]:
    """Without what only the undo needs: vectors and lists of units."""
    return {name: value for name, value in facts.items() if not name.startswith("_")}
