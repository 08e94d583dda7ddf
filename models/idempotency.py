"""Answers kept by the caller's own key; written in the transaction of the work they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from models.tables import IdempotentAnswer


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """`request_hash` tells the same request from another that borrowed its key."""

    request_hash: str
    status: int
    body: str


def stored(session: Session, workspace_id: int, key: str) -> StoredAnswer | None:
    found = select(IdempotentAnswer.request_hash, IdempotentAnswer.status, IdempotentAnswer.body).where(
        IdempotentAnswer.workspace_id == workspace_id, IdempotentAnswer.key == key
    )
    row = session.execute(found).one_or_none()
    return None if row is None else StoredAnswer(*row)


def store(session: Session, workspace_id: int, key: str, request_hash: str, status: int, body: str) -> None:
    """A second writer with the same key gets an IntegrityError: it was not first, and must roll back."""
    session.add(
        IdempotentAnswer(workspace_id=workspace_id, key=key, request_hash=request_hash, status=status, body=body)
    )
    session.flush()


def forget(session: Session, before: datetime) -> int:
    gone = session.execute(
        delete(IdempotentAnswer)
        .where(IdempotentAnswer.created_at < before)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(gone, CursorResult)
    return gone.rowcount
