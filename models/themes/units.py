"""The units of a workspace as one table, for discovery and for assigning what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from models.readings import VECTOR
from models.statements import chunks
from models.tables import Comment, ThemeLink, Unit


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Columns of equal length, ordered by unit id. `vectors` is (n, dimension) float32, length 1.

    `respondents` names people, not rows: copies that nobody signed share one name.
    """

    ids: NDArray[np.int64]
    comment_ids: NDArray[np.int64]
    texts: list[str]
    languages: list[str]
    vectors: NDArray[np.float32]
    polarity: NDArray[np.int8]
    touchpoints: list[str | None]
    pain_points: list[str | None]
    respondents: list[str]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a unit is, and who put it there (engine, person); `similarity` is to its theme."""

    theme_id: int | None
    similarity: float
    by: str


def links_of(session: Session, unit_ids: NDArray[np.int64]) -> dict[int, Link]:
    """Units that are in no theme, and were never put there by a person, are missing."""
    columns = (ThemeLink.unit_id, ThemeLink.theme_id, ThemeLink.similarity, ThemeLink.by)
    found: dict[int, Link] = {}
    for part in chunks(unit_ids.tolist(), 5000):
        rows = session.execute(select(*columns).where(ThemeLink.unit_id.in_(part)))
        found.update((row.unit_id, Link(row.theme_id, row.similarity, row.by)) for row in rows)
    return found


def units_for_discovery(
    session: Session, workspace_id: int, *, limit: int = 50_000, since: date | None = None, seed: int = 0
) -> UnitTable:
    """All units with a vector since a day, or a sample of `limit` of them that `seed` decides."""
    chosen = select(Unit.id).where(Unit.workspace_id == workspace_id, func.length(Unit.vector) > 0)
    if since is not None:
        chosen = chosen.join(Comment, Comment.id == Unit.comment_id).where(Comment.received_day >= since)
    ids = np.array(session.scalars(chosen.order_by(Unit.id)).all(), np.int64)
    if len(ids) > limit:
        ids = np.sort(np.random.default_rng(seed).choice(ids, limit, replace=False))
    rows: list[Row[*tuple[Any, ...]]] = []
    for part in chunks(ids.tolist(), 5000):
        rows += session.execute(_columns().where(Unit.id.in_(part)).order_by(Unit.id)).all()
    return _table(rows)


def units_after(session: Session, workspace_id: int, after: int, limit: int = 20_000) -> UnitTable:
    """The next `limit` units with an id above `after`, for walking through all of them; empty at the end."""
    chosen = _columns().where(Unit.workspace_id == workspace_id, Unit.id > after, func.length(Unit.vector) > 0)
    return _table(session.execute(chosen.order_by(Unit.id).limit(limit)).all())


def waiting_units(
    session: Session, workspace_id: int, since: date, limit: int = 20_000
) -> tuple[UnitTable, list[date]]:
    """The newest units that no theme took, received after `since`, and the day of each.

    What a person took out of its theme is not among them.
    """
    chosen = (
        select(Unit.id, Comment.received_day)
        .join(Comment, Comment.id == Unit.comment_id)
        .outerjoin(ThemeLink, ThemeLink.unit_id == Unit.id)
        .where(
            Unit.workspace_id == workspace_id,
            Comment.workspace_id == workspace_id,
            Comment.received_day > since,
            ThemeLink.unit_id.is_(None),
            func.length(Unit.vector) > 0,
        )
        .order_by(Unit.id.desc())
        .limit(limit)
    )
    days = dict(session.execute(chosen).all())
    rows: list[Row[*tuple[Any, ...]]] = []
    for part in chunks(sorted(days), 5000):
        rows += session.execute(_columns().where(Unit.id.in_(part)).order_by(Unit.id)).all()
    return _table(rows), [days[row.id] for row in rows]


def _columns() -> Select[*tuple[Any, ...]]:
    return select(
        Unit.id,
        Unit.comment_id,
        func.substr(Comment.text, Unit.start + 1, Unit.end - Unit.start).label("text"),
        Unit.language,
        Unit.vector,
        Unit.polarity,
        Unit.touchpoint,
        Unit.pain_point,
        Comment.respondent_id,
        func.coalesce(Comment.duplicate_of, Comment.id).label("voice"),
    ).join(Comment, Comment.id == Unit.comment_id)


def _table(rows: Sequence[Row[*tuple[Any, ...]]]) -> UnitTable:
    size = len(rows[0].vector) if rows else 0
    if any(len(row.vector) != size for row in rows):
        raise ValueError("units have vectors of several sizes; wanted one encoder: read the comments again first")
    packed = np.frombuffer(b"".join(row.vector for row in rows), VECTOR)
    return UnitTable(
        ids=np.array([row.id for row in rows], np.int64),
        comment_ids=np.array([row.comment_id for row in rows], np.int64),
        texts=[row.text for row in rows],
        languages=[row.language for row in rows],
        vectors=packed.reshape(len(rows), -1).astype(np.float32) if rows else np.zeros((0, 0), np.float32),
        polarity=np.array([row.polarity for row in rows], np.int8),
        touchpoints=[row.touchpoint for row in rows],
        pain_points=[row.pain_point for row in rows],
        respondents=[f"r{row.respondent_id}" if row.respondent_id else f"c{row.voice}" for row in rows],
    )
