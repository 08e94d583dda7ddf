"""What one worker process holds: its database, made after the fork, and the analyser, loaded once.

Pool: prefork. A solo pool would save a process, but nothing could end a text that hangs the analyser, and a segfault
would take the consumer with it; with prefork the parent enforces the time limit, sees the child die and starts a new
one while the lease brings the comments back. The analyser is never loaded in the parent: forking after torch has
started its threads can deadlock, which is also why the runner sets OMP_NUM_THREADS=1 before anything starts.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from celery import signals

from models.database import Sessions, connect, sessions
from nlp.values import Text
from settings import settings
from workers.broker import ANALYSIS
from workers.reading import configured_analyser

if TYPE_CHECKING:
    from workers.analysis import Analyses

logger = logging.getLogger(__name__)

_reads_comments = False


@cache
def database() -> Sessions:
    """The sessions of this process; call it after the fork only."""
    return sessions(connect(settings().database))


@cache
def analyser() -> Analyses:
    """The analyser of this process, warm.

    The first text costs a second or more, for all that is loaded on first use. A worker that is killed again and again
    in that second would each time be holding the same comments, which would then look as if they had killed it.
    """
    found = configured_analyser(settings())
    found.analyse([Text("配送が遅くて困りましたが、店員さんは親切でした。"), Text("The app is slow.")])
    return found


@signals.worker_init.connect
def _remember_queues(sender: Any = None, **_: object) -> None:  # noqa: ANN401 - Celery's worker, untyped
    """In the parent: which queues this worker reads; the children inherit the answer."""
    global _reads_comments
    _reads_comments = sender is None or ANALYSIS in sender.app.amqp.queues.consume_from


@signals.worker_process_init.connect
def _load(**_: object) -> None:
    """In the child: the first comment should not wait for the weights."""
    database.cache_clear()
    analyser.cache_clear()
    if _reads_comments:
        logger.info("analyser loaded version=%s", analyser().version)
