"""The words of single units, where they are only to be shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.statements import chunks
from models.tables import Comment, Unit


@dataclass(frozen=True, slots=True)
class Quote:
    """A unit's own words and the comment they stand in."""

    unit_id: int
    comment_id: int
    text: str
    language: str


def quotes(session: Session, workspace_id: int, unit_ids: Collection[int]) -> dict[int, Quote]:
    """By unit; those that are no longer there are missing."""
    words = func.substr(Comment.text, Unit.start + 1, Unit.end - Unit.start)
    found: dict[int, Quote] = {}
    for part in chunks(sorted(set(unit_ids)), 1000):
        chosen = (
            select(Unit.id, Unit.comment_id, words, Unit.language)
            .join(Comment, Comment.id == Unit.comment_id)
            .where(Unit.id.in_(part), Unit.workspace_id == workspace_id)
        )
        found.update((row[0], Quote(*row)) for row in session.execute(chosen))
    return found
