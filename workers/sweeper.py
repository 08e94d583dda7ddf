"""Every ten seconds: frees what dead workers held, and wakes the living for whatever waits."""

from __future__ import annotations

import logging

from celery import shared_task
from sqlalchemy.orm import Session

from models import backlog, jobs, queue
from models.database import Sessions, reading, retrying
from settings import settings
from workers import health, processes
from workers.wakeups import ANALYSE, IMPORT, wake

logger = logging.getLogger(__name__)


@shared_task(name="workers.sweep")
def sweep() -> None:
    for task in sweep_once(processes.database(), settings().max_attempts):
        wake(settings(), task)
    health.beat(settings().data_dir)


def sweep_once(sessions: Sessions, most_attempts: int = queue.MOST_ATTEMPTS) -> list[str]:
    """The tasks that have work, after the leases of the dead were freed."""

    def free(session: Session) -> tuple[int, int]:
        return queue.sweep(session, most_attempts=most_attempts), jobs.sweep_jobs(session, most_attempts=most_attempts)

    comments, works = retrying(sessions, free)
    if comments or works:
        logger.warning("freed %d comments and %d jobs of workers that died", comments, works)
    with reading(sessions) as session:
        pending = backlog.pending(session)
        waiting = jobs.waiting_jobs(session)
    # Either background task takes any job that waits.
    return [ANALYSE] * bool(pending) + [IMPORT] * bool(waiting)
