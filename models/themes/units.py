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

from models.duplicates import PERSON
from models.errors import Told
from models.readings import VECTOR
from models.statements import chunks
from models.tables import Comment, ThemeLink, Unit

_QUARANTINED = "quarantined"
# The engine's link to no theme is what a forbidden one has left behind: such a unit waits for another like any other.
_PLACED = ThemeLink.theme_id.is_not(None) | (ThemeLink.by == "person")
_WANTED = (
    "units have vectors of several sizes; wanted one encoder: read the comments again first",
    "声が複数のエンコーダーで読まれています。先に声を読み直してください。",
)


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Columns of equal length, ordered by unit id. `vectors` is (n, dimension) float32, length 1.

    `respondents` names people, not rows, by the rule of models.duplicates.
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


class SeveralEncoders(Told, ValueError):
    """Some comments still wait to be read again with the encoder of the others."""


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
        rows = session.execute(select(*columns).where(ThemeLink.unit_id.in_(part), _PLACED))
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
        .outerjoin(ThemeLink, (ThemeLink.unit_id == Unit.id) & _PLACED)
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
    table = _table(rows)
    return table, [days[unit_id] for unit_id in table.ids.tolist()]


def units_of(session: Session, unit_ids: NDArray[np.int64]) -> UnitTable:
    """Those of these units that are there and have a vector. Raises `SeveralEncoders`, as all that makes a table."""
    rows: list[Row[*tuple[Any, ...]]] = []
    for part in chunks(np.sort(unit_ids).tolist(), 5000):
        chosen = _columns().where(Unit.id.in_(part), func.length(Unit.vector) > 0)
        rows += session.execute(chosen.order_by(Unit.id)).all()
    return _table(rows)


def newest_dimension(session: Session, workspace_id: int) -> int:
    """How many numbers the vector has that was made last, by the encoder in use; 0 when there is none."""
    chosen = select(Unit.vector).where(Unit.workspace_id == workspace_id, func.length(Unit.vector) > 0)
    return len(session.scalar(chosen.order_by(Unit.id.desc()).limit(1)) or b"") // VECTOR.itemsize


def wait_for_one_encoder(session: Session, workspace_id: int) -> None:
    """Raises `SeveralEncoders` while a comment waits to be read with the encoder that read the last one.

    One in quarantine keeps what an earlier encoder made of it: the others need not wait for it.
    """
    size = newest_dimension(session, workspace_id) * VECTOR.itemsize
    others = (
        select(Unit.id)
        .join(Comment, Comment.id == Unit.comment_id)
        .where(Unit.workspace_id == workspace_id, func.length(Unit.vector).not_in((0, size)))
        .where(Comment.state != _QUARANTINED)
    )
    if session.scalar(others.limit(1)) is not None:
        raise SeveralEncoders(*_WANTED)


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
        PERSON,
        Comment.state,
    ).join(Comment, Comment.id == Unit.comment_id)


def _table(rows: Sequence[Row[*tuple[Any, ...]]]) -> UnitTable:
    if _sizes(rows) > 1:
        rows = [row for row in rows if row.state != _QUARANTINED]
    if _sizes(rows) > 1:
        raise SeveralEncoders(*_WANTED)
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
        respondents=[str(row.person) for row in rows],
    )


def _sizes(rows: Sequence[Row[*tuple[Any, ...]]]) -> int:
    return len({len(row.vector) for row in rows})
