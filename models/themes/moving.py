"""Putting many units into a theme in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models.sheets.marks import mark
from models.statements import chunks
from models.tables import Comment, ThemeLink, Unit


def movable(
    session: Session,
    workspace_id: int,
    unit_ids: NDArray[np.int64],
    similarities: NDArray[np.float32],
    *,
    outside: int | None = None,
) -> dict[int, float]:
    """Those of the units, with their similarities, that are still there and that no person has put anywhere.

    `outside`: a theme; those that are in it already are left as they are.
    """
    wanted = dict(zip(unit_ids.tolist(), similarities.astype(float).tolist(), strict=True))
    free: list[int] = []
    for part in chunks(sorted(wanted), 5000):
        found = (
            select(Unit.id, ThemeLink.theme_id, ThemeLink.by)
            .outerjoin(ThemeLink, ThemeLink.unit_id == Unit.id)
            .where(Unit.id.in_(part), Unit.workspace_id == workspace_id)
            .order_by(Unit.id)
        )
        rows = session.execute(found)
        free += [unit for unit, theme, by in rows if by != "person" and (theme is None or theme != outside)]
    return {unit: wanted[unit] for unit in free}


def put(session: Session, workspace_id: int, moved: Mapping[int, float], theme_id: int, event_id: int) -> None:
    """These units (with their similarities) belong to the theme from now on, by the act `event_id`."""
    weeks: set[date] = set()
    for part in chunks(sorted(moved), 5000):
        session.execute(
            delete(ThemeLink).where(ThemeLink.unit_id.in_(part)).execution_options(synchronize_session=False)
        )
        found = session.execute(
            select(Unit.id, Unit.comment_id, Comment.received_at, Comment.week)
            .join(Comment, Comment.id == Unit.comment_id)
            .where(Unit.id.in_(part))
        ).all()
        weeks.update(row.week for row in found)
        rows = [
            {
                "unit_id": row.id,
                "workspace_id": workspace_id,
                "theme_id": theme_id,
                "comment_id": row.comment_id,
                "received_at": row.received_at,
                "similarity": moved[row.id],
                "by": "engine",
                "event_id": event_id,
            }
            for row in found
        ]
        if rows:
            session.execute(insert(ThemeLink), rows)
    mark(session, workspace_id, weeks)
