"""Putting many units into a theme in one act, with what is needed to put them back."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models.readings import standing
from models.sheets.marks import mark
from models.statements import chunks
from models.tables import Comment, ThemeEvent, ThemeLink, Unit
from models.themes.arrays import pack_named, unpack_named

MEMORY = "_links"


@dataclass(frozen=True, slots=True)
class Movable:
    """Units that may be moved, and where the engine had put them (theme 0: nowhere)."""

    units: Mapping[int, float]
    homes: Mapping[int, tuple[int, float]]

    @property
    def memory(self) -> dict[str, str]:
        """For the event's `before`: `put_back` reads it."""
        homes = sorted(self.homes.items())
        packed = pack_named(
            {
                "unit": np.array([unit for unit, _ in homes], np.int64),
                "theme": np.array([theme for _, (theme, _) in homes], np.int64),
                "similarity": np.array([similarity for _, (_, similarity) in homes], np.float32),
            }
        )
        return {MEMORY: base64.b64encode(packed).decode()}


def movable(
    session: Session, workspace_id: int, unit_ids: NDArray[np.int64], similarities: NDArray[np.float32]
) -> Movable:
    """Those of the units that are still there and that no person has put anywhere."""
    wanted = dict(zip(unit_ids.tolist(), similarities.astype(float).tolist(), strict=True))
    homes: dict[int, tuple[int, float]] = {}
    for part in chunks(sorted(wanted), 5000):
        found = (
            select(Unit.id, ThemeLink.theme_id, ThemeLink.similarity, ThemeLink.by)
            .outerjoin(ThemeLink, ThemeLink.unit_id == Unit.id)
            .where(Unit.id.in_(part), Unit.workspace_id == workspace_id)
        )
        rows = session.execute(found)
        homes.update({u: (theme or 0, similarity or 0.0) for u, theme, similarity, by in rows if by != "person"})
    return Movable({unit: wanted[unit] for unit in homes}, homes)


def put(session: Session, workspace_id: int, moved: Mapping[int, float], theme_id: int, event_id: int) -> None:
    """These units (with their similarities) belong to the theme from now on, by the act `event_id`."""
    _write(session, workspace_id, {unit: (theme_id, similarity) for unit, similarity in moved.items()}, event_id)


def put_back(session: Session, event: ThemeEvent) -> None:
    """Units that are still where the act put them, and that no person has touched since, go home.

    A home that was merged since is where its units are now; out of one that is closed they are in none.
    """
    if MEMORY not in event.before:
        return
    arrays = unpack_named(base64.b64decode(event.before[MEMORY]))
    today = standing(session, set(arrays["theme"].tolist()) - {0})
    homes = {
        unit: (today.get(theme, 0), similarity)
        for unit, theme, similarity in zip(
            arrays["unit"].tolist(), arrays["theme"].tolist(), arrays["similarity"].astype(float).tolist(), strict=True
        )
    }
    # Not by the act's own mark: a merge that was undone in between has wiped it.
    here = (ThemeLink.theme_id == event.theme_id) & (ThemeLink.by == "engine")
    still = set(session.scalars(select(ThemeLink.unit_id).where(here)))
    _write(session, event.workspace_id, {unit: home for unit, home in homes.items() if unit in still}, None)


def _write(session: Session, workspace_id: int, places: Mapping[int, tuple[int, float]], event_id: int | None) -> None:
    weeks: set[date] = set()
    for part in chunks(sorted(places), 5000):
        session.execute(
            delete(ThemeLink).where(ThemeLink.unit_id.in_(part)).execution_options(synchronize_session=False)
        )
        found = session.execute(
            select(Unit.id, Unit.comment_id, Comment.received_at, Comment.week)
            .join(Comment, Comment.id == Unit.comment_id)
            .where(Unit.id.in_(part))
        ).all()
        weeks.update(row.week for row in found)
        rows = list(_rows(found, workspace_id, places, event_id))
        if rows:
            session.execute(insert(ThemeLink), rows)
    mark(session, workspace_id, weeks)


def _rows(
    found: Iterable[Any], workspace_id: int, places: Mapping[int, tuple[int, float]], event_id: int | None
) -> Iterable[dict[str, Any]]:
    for row in found:
        theme_id, similarity = places[row.id]
        if theme_id:
            yield {
                "unit_id": row.id,
                "workspace_id": workspace_id,
                "theme_id": theme_id,
                "comment_id": row.comment_id,
                "received_at": row.received_at,
                "similarity": similarity,
                "by": "engine",
                "event_id": event_id,
            }
