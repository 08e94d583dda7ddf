"""What the night asks for: upkeep of the themes each day, a fresh look each month, and old things forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from celery import shared_task
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import idempotency, jobs
from models.database import Sessions, retrying
from models.signin import forget_expired
from models.tables import Comment
from models.workspaces import workspaces
from settings import settings
from workers import processes
from workers.tidying import tidy_uploads
from workers.wakeups import DISCOVER, wake

DISCOVERY, UPKEEP = "discover", "upkeep"
# A client that repeats a request after this long has long since looked at what became of it.
ANSWERS_KEPT = timedelta(days=7)


@shared_task(name="workers.plan_upkeep")
def plan_upkeep() -> None:
    retrying(processes.database(), forget_answers)
    retrying(processes.database(), forget_expired)
    tidy_uploads(processes.database(), settings().data_dir / "uploads")
    if ask_where_new(processes.database(), UPKEEP):
        wake(settings(), DISCOVER)


@shared_task(name="workers.plan_discovery")
def plan_discovery() -> None:
    if ask_where_new(processes.database(), DISCOVERY):
        wake(settings(), DISCOVER)


def ask_where_new(sessions: Sessions, kind: str) -> list[int]:
    """The workspaces that heard something since the last job of this kind; one now waits in each."""

    def ask(session: Session) -> list[int]:
        chosen = [each.id for each in workspaces(session) if _heard_something(session, each.id, kind)]
        for workspace_id in chosen:
            jobs.request_once(session, workspace_id, kind, {"seed": 0})
        return chosen

    return retrying(sessions, ask)


def forget_answers(session: Session) -> int:
    """Answers kept for repeated requests; returns how many were old enough to go."""
    return idempotency.forget(session, datetime.now(UTC) - ANSWERS_KEPT)


def _heard_something(session: Session, workspace_id: int, kind: str) -> bool:
    newest: datetime | None = session.scalar(
        select(func.max(Comment.ingested_at)).where(Comment.workspace_id == workspace_id)
    )
    last = jobs.jobs(session, workspace_id, kind=kind, limit=1)
    return newest is not None and (not last or last[0].created_at < newest)
