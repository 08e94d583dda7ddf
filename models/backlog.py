"""What waits to be read, what is read, and what a person must look at: the queue from outside."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from models.intake import NOTHING_TO_READ
from models.tables import Comment
from models.tables.columns import now


@dataclass(frozen=True, slots=True)
class Backlog:
    """`oldest_seconds`: how long the first pending comment has waited; None when none does."""

    pending: int
    leased: int
    done: int
    quarantined: int
    oldest_seconds: float | None


def backlog(session: Session, workspace_id: int | None = None) -> Backlog:
    """What every comment's state is: all of them are counted. Who wants to know what waits asks `pending`."""
    counting = select(Comment.state, func.count()).group_by(Comment.state)
    if workspace_id is not None:
        counting = counting.where(Comment.workspace_id == workspace_id)
    counts = {state: count for state, count in session.execute(counting)}  # noqa: C416 - rows are not pairs to mypy
    return Backlog(
        pending=counts.get("pending", 0),
        leased=counts.get("leased", 0),
        done=counts.get("done", 0),
        quarantined=counts.get("quarantined", 0),
        oldest_seconds=oldest_seconds(session, workspace_id),
    )


def pending(session: Session, workspace_id: int | None = None) -> int:
    """How many comments wait to be read; costs what waits, not what is stored."""
    return session.scalar(_pending(func.count(Comment.id), workspace_id)) or 0


def unread(session: Session) -> int:
    """How many comments wait or are just being read, in all workspaces; costs what waits, as `pending` does."""
    return session.scalar(select(func.count(Comment.id)).where(Comment.state.in_(("pending", "leased")))) or 0


def is_empty(session: Session, workspace_id: int) -> bool:
    """Whether a workspace has no comment at all."""
    return session.scalar(select(Comment.id).where(Comment.workspace_id == workspace_id).limit(1)) is None


def oldest_seconds(session: Session, workspace_id: int | None = None) -> float | None:
    """How long the first pending comment has waited; None when none does."""
    first = _pending(func.min(Comment.id), workspace_id)
    since = session.scalar(select(Comment.ingested_at).where(Comment.id == first.scalar_subquery()))
    return None if since is None else max(0.0, (now() - since).total_seconds())


def _pending(wanted: ColumnElement[int], workspace_id: int | None) -> Select[int]:
    asked = select(wanted).where(Comment.state == "pending")
    return asked if workspace_id is None else asked.where(Comment.workspace_id == workspace_id)


def quarantined(session: Session, workspace_id: int, limit: int = 100) -> list[tuple[int, str]]:
    """Ids and errors of comments that a person has to look at."""
    found = (
        select(Comment.id, func.coalesce(Comment.error, ""))
        .where(Comment.state == "quarantined", Comment.workspace_id == workspace_id)
        .order_by(Comment.id)
        .limit(limit)
    )
    return [(comment_id, error) for comment_id, error in session.execute(found)]


def other_versions(session: Session, version: str) -> frozenset[str]:
    """The weights but these that some comment was read with."""
    others = Comment.read_version.not_in([version, NOTHING_TO_READ])
    return frozenset(one for one in session.scalars(select(Comment.read_version).where(others).distinct()) if one)
