"""A job's lease, kept while the job works in silence: a discovery can compute for an hour between two words."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from models import jobs
from models.database import Sessions, retrying
from models.jobs import ClaimedJob

logger = logging.getLogger(__name__)

LEASE_SECONDS = 300.0
# Several in one lease: an arithmetic library may hold the interpreter, or a writer the database, for a while.
EVERY_SECONDS = 60.0


@contextmanager
def held(sessions: Sessions, claimed: ClaimedJob) -> Iterator[None]:
    """The lease holds until the block ends. It dies with the process: what is killed is taken up by another worker."""
    done = threading.Event()
    keeper = threading.Thread(target=_keep, args=(sessions, claimed, done), name=f"lease-{claimed.id}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _keep(sessions: Sessions, claimed: ClaimedJob, done: threading.Event) -> None:
    while not done.wait(EVERY_SECONDS):
        try:
            mine = retrying(sessions, lambda s: jobs.keep_job(s, claimed.id, claimed.token, LEASE_SECONDS))
        except SQLAlchemyError:
            # The lease outlasts several tries; an absent database stops the job itself, not this thread.
            logger.warning("the lease of job %d could not be kept; trying again", claimed.id, exc_info=True)
            continue
        if not mine:
            logger.error("job %d was taken from this worker while it was at work", claimed.id)
            return
