"""The task that empties the queue of comments, a slice of time at a go."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

from celery import shared_task
from sqlalchemy.orm import Session

from models import backlog, queue
from models.database import Sessions, reading, retrying
from models.sheets.packing import refresh_all
from settings import Settings, settings
from workers import processes
from workers.analysis import BatchOutcome, read_batch
from workers.assignment import ThemeAssignment
from workers.breaker import Breaker
from workers.seed_places import ENOUGH, place_waiting
from workers.wakeups import wake

logger = logging.getLogger(__name__)

# Between slices the worker can be stopped, swept and told of other work.
SLICE_SECONDS = 5.0
_REREAD_PAGE = 20_000
_LOOK_AGAIN_SECONDS = 60.0


@dataclass(slots=True)
class _Memory:
    """What this process keeps from slice to slice."""

    breaker: Breaker = field(default_factory=Breaker)
    assignment: ThemeAssignment | None = None
    checked_version: str = ""
    replaced: frozenset[str] = frozenset()
    looked: float = 0.0
    read_in: set[int] = field(default_factory=set)


_memory = _Memory()


@shared_task(name="workers.analyse_pending")
def analyse_pending() -> None:
    """Reads what waits; wakes itself again when the slice ends before the queue does."""
    if analyse_slice(processes.database(), settings()):
        wake(settings())


def analyse_slice(sessions: Sessions, settings: Settings, seconds: float = SLICE_SECONDS) -> bool:
    """True when the time ended first."""
    analyser = processes.analyser()
    _check_version(sessions, analyser.version)
    _memory.assignment = _memory.assignment or ThemeAssignment(sessions)
    until = time.monotonic() + seconds
    touched: set[int] = set()
    outcome = BatchOutcome()
    while time.monotonic() < until:
        outcome = read_batch(
            sessions,
            analyser,
            settings.analysis_batch,
            lease_seconds=settings.lease.total_seconds(),
            most_attempts=settings.max_attempts,
            breaker=_memory.breaker,
            assign=_memory.assignment,
        )
        touched |= outcome.workspaces
        if outcome.stopped or not outcome.claimed:
            break
    _memory.read_in |= touched
    if not (outcome.claimed or outcome.stopped):  # the queue is empty: seeds are placed among all there is
        while _memory.read_in:
            workspace_id = _memory.read_in.pop()
            if place_waiting(sessions, workspace_id, ENOUGH):
                touched.add(workspace_id)
    for workspace_id in sorted(touched):
        refresh_all(sessions, workspace_id)
    if outcome.claimed or outcome.stopped:
        return not outcome.stopped
    return _left_behind(sessions, analyser.version) > 0


def _check_version(sessions: Sessions, version: str) -> None:
    """Once a process: other weights mean that everything is to be read again, through the same queue."""
    if _memory.checked_version != version:
        with reading(sessions) as session:
            _memory.replaced = backlog.other_versions(session, version)
        _reread(sessions, version)
        _memory.checked_version = version


def _left_behind(sessions: Sessions, version: str) -> int:
    """How many comments a worker that started earlier, with the weights before, has read since we looked.

    Only weights that were there before this process are looked for: if two workers each took back what the other
    read, neither would ever end.
    """
    if time.monotonic() < _memory.looked + _LOOK_AGAIN_SECONDS:
        return 0
    return _reread(sessions, version)


def _reread(sessions: Sessions, version: str) -> int:
    def page(session: Session) -> int:
        return queue.outdated(session, version, of=_memory.replaced, limit=_REREAD_PAGE)

    if not _memory.replaced:
        return 0
    total = 0
    while count := retrying(sessions, page):
        total += count
    if total:
        logger.info("reading %d comments again with version=%s", total, version)
    _memory.looked = time.monotonic()
    return total
