"""The readers behind /v1/classify: a few threads, each with its analyser, and a queue that says no in time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from nlp.values import Reading, Text, Unreadable

log = logging.getLogger(__name__)

Answer = Reading | Unreadable


class Analyses(Protocol):
    """What the readers need of an analyser."""

    @property
    def version(self) -> str: ...

    def analyse(self, texts: Sequence[Text]) -> list[Answer]: ...


class Overloaded(Exception):
    """More texts wait than may; `retry_after` is in whole seconds."""

    def __init__(self, waiting: int, limit: int, retry_after: int) -> None:
        super().__init__(f"{waiting} texts wait to be read; wanted at most {limit}")
        self.retry_after = retry_after


class Readers:
    """Tokenisers are not safe across threads, so each thread loads its own analyser, once."""

    def __init__(self, load: Callable[[], Analyses], *, threads: int = 2, limit: int = 1024) -> None:
        self._load = load
        self._threads = threads
        self._limit = limit
        self._own = threading.local()
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reader")
        self._waiting = 0
        self._rate = 50.0
        self.version: str | None = None
        self.failure: str | None = None

    def warm(self) -> Future[list[Answer]]:
        """Load the weights before the first caller needs them."""
        return self._pool.submit(self._read, [])

    def submit(self, texts: Sequence[Text]) -> Future[list[Answer]]:
        """The readings, in order, later; raises `Overloaded` at once when the queue is full."""
        with self._lock:
            if self._waiting and self._waiting + len(texts) > self._limit:
                raise Overloaded(self._waiting, self._limit, self.retry_after)
            self._waiting += len(texts)
        future = self._pool.submit(self._read, texts)
        future.add_done_callback(lambda _: self._leave(len(texts)))
        return future

    @property
    def waiting(self) -> int:
        return self._waiting

    @property
    def retry_after(self) -> int:
        """Seconds until about half of the queue is read, 1 to 60."""
        return max(1, min(60, round(self._waiting / 2 / self._rate)))

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _leave(self, count: int) -> None:
        with self._lock:
            self._waiting -= count

    def _read(self, texts: Sequence[Text]) -> list[Answer]:
        analyser = self._analyser()
        if not texts:
            return []
        started = time.perf_counter()
        answers = analyser.analyse(texts)
        rate = len(texts) / max(time.perf_counter() - started, 1e-3) * self._threads
        with self._lock:
            self._rate += 0.2 * (rate - self._rate)
        return answers

    def _analyser(self) -> Analyses:
        found: Analyses | None = getattr(self._own, "analyser", None)
        if found is not None:
            return found
        try:
            with self._loading:  # one at a time: libraries import each other half-way otherwise
                loaded = self._load()
        except Exception as error:
            self.failure = f"{type(error).__name__}: {error}"
            log.exception("the weights could not be loaded")
            raise
        self._own.analyser, self.version, self.failure = loaded, loaded.version, None
        return loaded
