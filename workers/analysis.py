"""Reads comments that wait: claim, analyse, assign themes, and write everything and "done" in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from models import audit, queue
from models.database import Sessions, retrying
from models.queue import Claim, ClaimedComment, ReadComment
from nlp.values import Reading, Text, Unreadable
from workers.breaker import Breaker
from workers.convert import Place, read_comment

logger = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
Failures = dict[int, str]
Assign = Callable[[int, Sequence[Reading]], list[list[Place]]]


class Analyses(Protocol):
    """What is wanted of an analyser: the answers come in the order of the texts."""

    @property
    def version(self) -> str: ...

    def analyse(self, texts: Sequence[Text]) -> list[Reading | Unreadable]: ...


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """`stopped`: most of it failed, so nothing was held against the comments and reading pauses."""

    claimed: int = 0
    read: int = 0
    failed: int = 0
    stopped: bool = False
    workspaces: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Batch:
    readings: dict[int, Reading] = field(default_factory=dict)
    failures: Failures = field(default_factory=dict)


def read_batch(
    sessions: Sessions,
    analyser: Analyses,
    limit: int,
    *,
    lease_seconds: float = LEASE_SECONDS,
    most_attempts: int = queue.MOST_ATTEMPTS,
    breaker: Breaker | None = None,
    assign: Assign | None = None,
) -> BatchOutcome:
    """Read up to `limit` comments. One that cannot be read gets its error; the others are read all the same."""
    breaker = breaker or Breaker()
    if breaker.paused:
        return BatchOutcome(stopped=True)
    size = breaker.limit(limit)
    claim = retrying(sessions, lambda s: queue.claim(s, limit=size, lease_seconds=lease_seconds))
    if not claim.comments:
        return BatchOutcome()
    batch = _Batch()
    _analyse(analyser, claim.comments, batch)
    stored = _store(sessions, claim, _converted(claim, batch, assign), batch.failures)
    known = breaker.probing
    stopped = breaker.trips(stored, len(batch.failures))
    if stopped:
        _stop(sessions, claim, batch, say=not known)
    else:
        _give_back(sessions, claim, batch.failures, most_attempts)
    workspaces = frozenset(comment.workspace_id for comment in claim.comments)
    return BatchOutcome(len(claim.comments), stored, len(batch.failures), stopped, workspaces)


def _analyse(analyser: Analyses, comments: Sequence[ClaimedComment], batch: _Batch) -> None:
    """An analyser should answer for each text; if a batch raises all the same, halves find the one that did it."""
    texts = [Text(comment.text, language=comment.language_hint, question=comment.question) for comment in comments]
    try:
        answers = list(zip(comments, analyser.analyse(texts), strict=True))
    except Exception as error:  # a task is a process edge: whatever a text provokes becomes its own error
        if len(comments) == 1:
            batch.failures[comments[0].id] = f"{type(error).__name__}: {error}"
            logger.warning("comment %d could not be read: %s", comments[0].id, type(error).__name__)
            return
        half = len(comments) // 2
        _analyse(analyser, comments[:half], batch)
        _analyse(analyser, comments[half:], batch)
        return
    for comment, answer in answers:
        if isinstance(answer, Unreadable):
            batch.failures[comment.id] = answer.error
        else:
            batch.readings[comment.id] = answer


def _converted(claim: Claim, batch: _Batch, assign: Assign | None) -> list[ReadComment]:
    results: list[ReadComment] = []
    for workspace_id in sorted({comment.workspace_id for comment in claim.comments}):
        ids = [c.id for c in claim.comments if c.workspace_id == workspace_id and c.id in batch.readings]
        readings = [batch.readings[comment_id] for comment_id in ids]
        places = _places(assign, workspace_id, readings)
        results += [read_comment(*each) for each in zip(ids, readings, places, strict=True)]
    return results


def _places(assign: Assign | None, workspace_id: int, readings: Sequence[Reading]) -> list[list[Place]]:
    """What was read is worth keeping when it cannot be given its themes: it waits without one, and the log says why."""
    try:
        return assign(workspace_id, readings) if assign else [[] for _ in readings]
    except Exception:  # a task is a process edge: a batch that never ends is held against the comments in it
        logger.exception("%d comments of workspace %d could not be given themes", len(readings), workspace_id)
        return [[] for _ in readings]


def _store(sessions: Sessions, claim: Claim, results: Sequence[ReadComment], failures: Failures) -> int:
    """How many were written. A value that the database refuses is found by halves; an absent database is not."""
    if not results:
        return 0
    try:
        return len(retrying(sessions, lambda session: queue.finish(session, claim.token, results)))
    except (OperationalError, InterfaceError):
        # Nobody's comment is at fault: the lease runs out and they are read again.
        raise
    except Exception as error:  # as above: the one result at fault must not take the batch with it
        if len(results) == 1:
            failures[results[0].comment_id] = f"{type(error).__name__}: {error}"[:500]
            return 0
        half = len(results) // 2
        return sum(_store(sessions, claim, part, failures) for part in (results[:half], results[half:]))


def _give_back(sessions: Sessions, claim: Claim, failures: Failures, most_attempts: int) -> None:
    if not failures:
        return

    def fail_all(session: Session) -> None:
        for comment_id, error in failures.items():
            queue.fail(session, claim.token, comment_id, error, most_attempts=most_attempts)

    retrying(sessions, fail_all)


def _stop(sessions: Sessions, claim: Claim, batch: _Batch, *, say: bool) -> None:
    """Give the rest back untouched; the first time, leave an alert that says why."""
    example = next(iter(batch.failures.values()))
    detail: audit.Detail = {"failed": len(batch.failures), "claimed": len(claim.comments), "example": example}
    logger.error("reading paused: %d of %d comments failed: %s", len(batch.failures), len(claim.comments), example)

    def release(session: Session) -> None:
        queue.release(session, claim.token)
        for workspace_id in sorted({comment.workspace_id for comment in claim.comments} if say else ()):
            audit.append(session, workspace_id, "worker", "analysis.paused", "analysis", detail)

    retrying(sessions, release)
