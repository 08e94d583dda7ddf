"""Asks for a theme discovery each night in every workspace that heard something new."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import jobs
from models.database import Sessions, retrying
from models.tables import Comment
from models.workspaces import workspaces
from settings import settings
from workers import processes
from workers.wakeups import DISCOVER, wake


@shared_task(name="workers.plan_discovery")
def plan_discovery() -> None:
    if ask_for_discoveries(processes.database()):
        wake(settings(), DISCOVER)


def ask_for_discoveries(sessions: Sessions) -> list[int]:
    """The workspaces for which a discovery now waits."""

    def ask(session: Session) -> list[int]:
        chosen = [each.id for each in workspaces(session) if _heard_something(session, each.id)]
        for workspace_id in chosen:
            jobs.request_once(session, workspace_id, "discover", {"seed": 0})
        return chosen

    return retrying(sessions, ask)


def _heard_something(session: Session, workspace_id: int) -> bool:
    newest: datetime | None = session.scalar(
        select(func.max(Comment.ingested_at)).where(Comment.workspace_id == workspace_id)
    )
    last = jobs.jobs(session, workspace_id, kind="discover", limit=1)
    return newest is not None and (not last or last[0].created_at < newest)
