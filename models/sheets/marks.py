"""Marking a week as changed, in the transaction that changes it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.statements import insert
from models.tables import Comment, ThemeLink, WeekSheet


def new_stamp() -> int:
    """A number that no state of a week ever had before, so that what is kept under it can never be stale."""
    return secrets.randbelow(2**62) + 1


def mark(session: Session, workspace_id: int, weeks: Iterable[date]) -> None:
    """The sheets of `weeks` no longer hold. In order, so that two writers cannot wait for each other."""
    rows = [{"workspace_id": workspace_id, "week": week, "stamp": new_stamp()} for week in sorted(set(weeks))]
    if rows:
        statement = insert(session, WeekSheet)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["workspace_id", "week"], set_={"stamp": statement.excluded.stamp}
            ),
            rows,
        )


def mark_themes(session: Session, workspace_id: int, theme_ids: Iterable[int]) -> None:
    """The weeks in which these themes are spoken of."""
    weeks = session.scalars(
        select(Comment.week)
        .join(ThemeLink, ThemeLink.comment_id == Comment.id)
        .where(ThemeLink.theme_id.in_(list(theme_ids)))
        .distinct()
    )
    mark(session, workspace_id, weeks)
