"""The outbox: background work is asked for in the transaction that needs it, and done at least once by a worker."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, case, func, or_, select, update
from sqlalchemy.orm import Session

from models.errors import NotFound
from models.tables import Job
from models.tables.columns import now

MOST_ATTEMPTS = 5
GIVEN_UP = (
    "the worker ended before this job was done (killed, out of memory, or stopped at its time limit); after so many "
    "attempts it is not tried again"
)
Payload = dict[str, Any]  # JSON of the caller's own making


@dataclass(frozen=True, slots=True)
class JobView:
    """`state`: pending, leased, done or failed; `progress` in 0..1; `note` says what is being done."""

    id: int
    workspace_id: int
    kind: str
    payload: Payload
    state: str
    attempts: int
    progress: float
    note: str
    result: Payload
    error: str | None
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job and the token that proves its lease."""

    id: int
    workspace_id: int
    kind: str
    payload: Payload
    token: str
    attempts: int


def request(session: Session, workspace_id: int, kind: str, payload: Payload | None = None) -> int:
    job = Job(workspace_id=workspace_id, kind=kind, payload=payload or {})
    session.add(job)
    session.flush()
    return job.id


def request_once(session: Session, workspace_id: int, kind: str, payload: Payload | None = None) -> int:
    """As `request`, but a job of this kind that still waits is enough."""
    waiting = select(Job.id).where(Job.state == "pending", Job.workspace_id == workspace_id, Job.kind == kind)
    found = session.scalar(waiting.order_by(Job.id).limit(1))
    return found if found is not None else request(session, workspace_id, kind, payload)


def claim_job(session: Session, *, kinds: Sequence[str] = (), lease_seconds: float) -> ClaimedJob | None:
    """The oldest job that waits, of these kinds (none given: of any)."""
    waiting = select(Job).where(Job.state == "pending").order_by(Job.id).limit(1).with_for_update(skip_locked=True)
    job = session.scalar(waiting.where(Job.kind.in_(kinds)) if kinds else waiting)
    if job is None:
        return None
    token = str(uuid.uuid4())
    job.state, job.attempts, job.lease_token = "leased", job.attempts + 1, token
    job.lease_until, job.changed_at = now() + timedelta(seconds=lease_seconds), now()
    session.flush()
    return ClaimedJob(job.id, job.workspace_id, job.kind, job.payload, token, job.attempts)


def progress(
    session: Session, job_id: int, token: str, share: float, note: str = "", lease_seconds: float = 60
) -> bool:
    """Say how far it is (0..1) and keep the lease; False when the lease was lost: stop."""
    return _change(
        session,
        _held(job_id, token).values(
            progress=min(1.0, max(0.0, share)), note=note, lease_until=now() + timedelta(seconds=lease_seconds)
        ),
    )


def keep_job(session: Session, job_id: int, token: str, lease_seconds: float) -> bool:
    """Keep the lease without a word on how far the job is; False when it was lost."""
    return _change(session, _held(job_id, token).values(lease_until=now() + timedelta(seconds=lease_seconds)))


def finish_job(session: Session, job_id: int, token: str, result: Payload | None = None) -> bool:
    """Call it in the transaction of the job's effects; False when the lease was lost: roll back."""
    done = {"state": "done", "progress": 1.0, "result": result or {}, "error": None}
    return _change(session, _held(job_id, token).values(**done, lease_token=None, lease_until=None))


def fail_job(session: Session, job_id: int, token: str, error: str, *, most_attempts: int = MOST_ATTEMPTS) -> bool:
    """Give it back with its error; after `most_attempts` it stays failed."""
    state = case((Job.attempts >= most_attempts, "failed"), else_="pending")
    words = error[:2000].replace("\x00", "")
    return _change(session, _held(job_id, token).values(state=state, error=words, lease_token=None, lease_until=None))


def sweep_jobs(session: Session, *, most_attempts: int = MOST_ATTEMPTS) -> int:
    """Free the leases of workers that died; returns how many. One that is given up says so, and its last error."""
    late = (Job.state == "leased") & or_(Job.lease_until.is_(None), Job.lease_until < now())
    last = Job.attempts >= most_attempts
    freed = (
        update(Job)
        .where(late)
        .values(
            state=case((last, "failed"), else_="pending"),
            error=case((last, GIVEN_UP + func.coalesce("; before that: " + Job.error, "")), else_=Job.error),
            lease_token=None,
            lease_until=None,
            changed_at=now(),
        )
    )
    result = session.execute(freed.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount


def waiting_jobs(session: Session) -> int:
    """How many wait to be claimed; the sweeper wakes a worker when there are any."""
    return len(session.scalars(select(Job.id).where(Job.state == "pending").limit(1000)).all())


def paths_in_use(session: Session) -> list[str]:
    """The files that jobs still have to read."""
    payloads = session.scalars(select(Job.payload).where(Job.state.in_(("pending", "leased"))))
    return [str(payload["path"]) for payload in payloads if "path" in payload]


def job(session: Session, job_id: int) -> JobView:
    found = session.get(Job, job_id, populate_existing=True)
    if found is None:
        raise NotFound("job", job_id)
    return _view(found)


def jobs(session: Session, workspace_id: int, *, kind: str | None = None, limit: int = 50) -> list[JobView]:
    """The newest first."""
    chosen = select(Job).where(Job.workspace_id == workspace_id).order_by(Job.id.desc()).limit(limit)
    rows = session.scalars(chosen.where(Job.kind == kind) if kind else chosen)
    return [_view(row) for row in rows]


def _view(row: Job) -> JobView:
    return JobView(
        row.id,
        row.workspace_id,
        row.kind,
        row.payload,
        row.state,
        row.attempts,
        row.progress,
        row.note,
        row.result,
        row.error,
        row.created_at,
        row.changed_at,
    )


def _held(job_id: int, token: str) -> Update:
    return update(Job).where(Job.id == job_id, Job.lease_token == token, Job.state == "leased")


def _change(session: Session, statement: Update) -> bool:
    result = session.execute(statement.values(changed_at=now()).execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount == 1
