"""The row is the queue: a lease, the effects and "done" are one transaction, guarded by the lease's token.

A comment that kills its reader must not take its neighbours into quarantine with it. So every claim counts as an
attempt, comments that were tried before are claimed in ever smaller batches, and a reader's death counts against a
comment only when it was alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Select, case, func, or_, select, update
from sqlalchemy.orm import Session

from models import readings
from models.intake import NOTHING_TO_READ
from models.readings import EvidenceRow, Held, OpinionRow, ReadComment, ReadingRow, UnitRow
from models.sheets.marks import mark
from models.statements import chunks
from models.tables import Comment, Workspace
from models.tables.columns import now

__all__ = [
    "Claim",
    "ClaimedComment",
    "EvidenceRow",
    "OpinionRow",
    "ReadComment",
    "ReadingRow",
    "UnitRow",
    "claim",
    "fail",
    "finish",
    "outdated",
    "release",
    "replay",
    "sweep",
]

MOST_ATTEMPTS = 5
DIED = "the worker died each time it read this comment, the last time with nothing else in hand"


@dataclass(frozen=True, slots=True)
class ClaimedComment:
    """What the analyser needs of a comment; `attempts` counts this one."""

    id: int
    workspace_id: int
    text: str
    question: str | None
    language_hint: str | None
    touchpoint_hint: str | None
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Claim:
    """`token` proves the lease; an empty claim means that nothing waits."""

    token: str
    comments: list[ClaimedComment]


def claim(session: Session, *, limit: int, lease_seconds: float) -> Claim:
    """Lease up to `limit` pending comments, an equal part for each workspace that has some."""
    ids = _suspects(session, limit) or _fresh(session, limit)
    token = str(uuid.uuid4())
    if not ids:
        return Claim(token, [])
    session.execute(
        update(Comment)
        .where(Comment.id.in_(ids))
        .values(
            state="leased",
            attempts=Comment.attempts + 1,
            lease_token=token,
            lease_until=now() + timedelta(seconds=lease_seconds),
            lease_size=len(ids),
        )
        .execution_options(synchronize_session=False)
    )
    columns = (
        Comment.id,
        Comment.workspace_id,
        Comment.text,
        Comment.question,
        Comment.language_hint,
        Comment.touchpoint_hint,
        Comment.received_at,
        Comment.attempts,
    )
    rows = session.execute(select(*columns).where(Comment.id.in_(ids)).order_by(Comment.id))
    return Claim(token, [ClaimedComment(*row) for row in rows])


def finish(session: Session, token: str, results: Sequence[ReadComment]) -> list[int]:
    """Write what was read and mark it done. Only comments still held by `token` count; returns their ids."""
    held = _held(session, token, [r.comment_id for r in results])
    mine = [r for r in results if r.comment_id in held]
    if not mine:
        return []
    readings.replace(session, mine, held)
    free = {"state": "done", "lease_token": None, "lease_until": None, "error": None}
    session.execute(
        update(Comment),
        [{"id": r.comment_id, **free, **readings.queue_columns(r, held[r.comment_id])} for r in mine],
    )
    for workspace_id in sorted({h.workspace_id for h in held.values()}):
        mark(session, workspace_id, {h.week for h in held.values() if h.workspace_id == workspace_id})
    return sorted(held)


def fail(
    session: Session, token: str, comment_id: int, error: str, *, most_attempts: int = MOST_ATTEMPTS
) -> str | None:
    """Give a comment back with its error; after `most_attempts` it is quarantined. The new state, None if not held."""
    changed = session.execute(
        update(Comment)
        .where(Comment.id == comment_id, Comment.lease_token == token)
        .values(
            state=case((Comment.attempts >= most_attempts, "quarantined"), else_="pending"),
            lease_token=None,
            lease_until=None,
            error=error[:2000].replace("\x00", ""),
        )
        .execution_options(synchronize_session=False)
    )
    assert isinstance(changed, CursorResult)
    return session.scalar(select(Comment.state).where(Comment.id == comment_id)) if changed.rowcount else None


def release(session: Session, token: str) -> int:
    """Give back all that `token` still holds as if it had never been claimed: the comments were not at fault."""
    ids = session.scalars(select(Comment.id).where(Comment.state == "leased", Comment.lease_token == token)).all()
    session.execute(
        update(Comment)
        .where(Comment.id.in_(ids), Comment.lease_token == token)
        .values(state="pending", attempts=Comment.attempts - 1, lease_token=None, lease_until=None)
        .execution_options(synchronize_session=False)
    )
    return len(ids)


def sweep(session: Session, *, most_attempts: int = MOST_ATTEMPTS) -> int:
    """Free the leases of readers that died; returns how many. A comment that killed its reader alone is quarantined."""
    late = (Comment.state == "leased") & or_(Comment.lease_until.is_(None), Comment.lease_until < now())
    killer = (Comment.attempts >= most_attempts) & (Comment.lease_size <= 1)
    ids = session.scalars(select(Comment.id).where(late).order_by(Comment.id).with_for_update(skip_locked=True)).all()
    for part in chunks(ids):
        session.execute(
            update(Comment)
            .where(Comment.id.in_(part), late)
            .values(
                state=case((killer, "quarantined"), else_="pending"),
                error=case((killer, func.coalesce(Comment.error, DIED)), else_=Comment.error),
                lease_token=None,
                lease_until=None,
            )
            .execution_options(synchronize_session=False)
        )
    return len(ids)


def replay(session: Session, ids: Sequence[int]) -> int:
    """Put those of `ids` that are quarantined back in the queue with a clean record."""
    chosen = select(Comment.id).where(Comment.state == "quarantined", Comment.id.in_(ids))
    return _pend(session, session.scalars(chosen).all())


def outdated(session: Session, version: str, *, of: Collection[str] | None = None, limit: int = 100_000) -> int:
    """Put up to `limit` comments that other weights read back in the queue; their readings stand until replaced.

    `of`: only these other weights.
    """
    chosen = select(Comment.id).where(Comment.state == "done", Comment.read_version.not_in([version, NOTHING_TO_READ]))
    if of is not None:
        chosen = chosen.where(Comment.read_version.in_(of))
    return _pend(session, session.scalars(chosen.limit(limit)).all())


def _pend(session: Session, ids: Sequence[int]) -> int:
    for part in chunks(ids):
        session.execute(
            update(Comment)
            .where(Comment.id.in_(part))
            .values(state="pending", attempts=0, error=None)
            .execution_options(synchronize_session=False)
        )
    return len(ids)


def _suspects(session: Session, limit: int) -> list[int]:
    """Comments tried before, the most tried first, in batches of an eighth for each attempt they had."""
    for workspace_id in session.scalars(select(Workspace.id)).all():
        tried = (
            select(Comment.id, Comment.attempts)
            .where(Comment.state == "pending", Comment.workspace_id == workspace_id, Comment.attempts > 0)
            .order_by(Comment.attempts.desc(), Comment.id)
            .limit(max(1, limit >> 3))
            .with_for_update(skip_locked=True)
        )
        rows = session.execute(tried).all()
        if rows:
            most = rows[0].attempts
            return [row.id for row in rows if row.attempts == most][: max(1, limit >> (3 * most))]
    return []


def _fresh(session: Session, limit: int) -> list[int]:
    waiting = [
        workspace_id
        for workspace_id in session.scalars(select(Workspace.id).order_by(Workspace.id)).all()
        if session.scalar(_untried(workspace_id, 1)) is not None
    ]
    ids: list[int] = []
    for place, workspace_id in enumerate(waiting):
        share = -(-(limit - len(ids)) // (len(waiting) - place))
        ids += session.scalars(_untried(workspace_id, share).with_for_update(skip_locked=True))
    return ids


def _untried(workspace_id: int, limit: int) -> Select[int]:
    return (
        select(Comment.id)
        .where(Comment.state == "pending", Comment.workspace_id == workspace_id, Comment.attempts == 0)
        .order_by(Comment.id)
        .limit(limit)
    )


def _held(session: Session, token: str, ids: Sequence[int]) -> dict[int, Held]:
    columns = (
        Comment.id,
        Comment.workspace_id,
        Comment.received_at,
        Comment.received_day,
        Comment.week,
        Comment.touchpoint_hint,
    )
    chosen = select(*columns).where(Comment.id.in_(ids), Comment.lease_token == token, Comment.state == "leased")
    rows = session.execute(chosen.order_by(Comment.id).with_for_update())
    return {row[0]: Held(*row) for row in rows}
