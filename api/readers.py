"""The readers behind /v1/classify: a few threads on the same weights, and a queue that says no in time.

What waits is read together: a reader takes the first request and whatever came behind it, up to `TOGETHER` texts. A
text reads the same alone or in company, and eight callers cost little more than one.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from nlp.values import Reading, Text, Unreadable

log = logging.getLogger(__name__)

Answer = Reading | Unreadable
TOGETHER = 256


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


@dataclass(frozen=True, slots=True)
class _Request:
    texts: Sequence[Text]
    future: Future[list[Answer]]


class Readers:
    """Each thread asks `load` for its analyser, once; what that gives may be shared, as the weights in use are."""

    def __init__(self, load: Callable[[], Analyses], *, threads: int = 2, limit: int = 1024) -> None:
        self._load = load
        self._limit = limit
        self._loading = threading.Lock()
        self._state = threading.Condition()
        self._queue: deque[_Request] = deque()
        self._open = True
        self._waiting = 0
        self._rate = 50.0
        self._count = threads
        self._threads: list[threading.Thread] = []
        self.version: str | None = None
        self.failure: str | None = None

    def warm(self) -> Future[list[Answer]]:
        """Load the weights before the first caller needs them."""
        return self.submit([])

    def submit(self, texts: Sequence[Text]) -> Future[list[Answer]]:
        """The readings, in order, later; raises `Overloaded` at once when the queue is full."""
        request = _Request(texts, Future())
        with self._state:
            if self._waiting and self._waiting + len(texts) > self._limit:
                raise Overloaded(self._waiting, self._limit, self.retry_after)
            self._waiting += len(texts)
            self._queue.append(request)
            self._hire()
            self._state.notify()
        return request.future

    @property
    def waiting(self) -> int:
        """Texts that are not answered yet."""
        return self._waiting

    @property
    def retry_after(self) -> int:
        """Seconds until about half of the queue is read, 1 to 60."""
        return max(1, min(60, round(self._waiting / 2 / self._rate)))

    def close(self) -> None:
        """What waits is given up; what is being read is finished by its thread, which then ends."""
        with self._state:
            self._open = False
            for request in self._queue:
                request.future.cancel()
            self._queue.clear()
            self._state.notify_all()

    def _hire(self) -> None:
        if len(self._threads) < self._count:
            thread = threading.Thread(target=self._work, name=f"reader-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        analyser: Analyses | None = None
        while requests := self._take():
            try:
                analyser = analyser or self._loaded()
            except Exception as error:  # a thread's edge: whatever is wrong with the weights is told to the callers
                for request in requests:
                    request.future.set_exception(error)
            else:
                self._answer(analyser, requests)
            with self._state:
                self._waiting -= sum(len(request.texts) for request in requests)

    def _take(self) -> list[_Request]:
        """The next requests that go together; none when the house closes."""
        with self._state:
            while self._open and not self._queue:
                self._state.wait()
            taken: list[_Request] = []
            texts = 0
            while self._queue and (not taken or texts + len(self._queue[0].texts) <= TOGETHER):
                request = self._queue.popleft()
                texts += len(request.texts)
                taken.append(request)
            return taken

    def _loaded(self) -> Analyses:
        try:
            with self._loading:  # one at a time: libraries import each other half-way otherwise
                loaded = self._load()
        except Exception as error:
            self.failure = f"{type(error).__name__}: {error}"
            log.exception("the weights could not be loaded")
            raise
        self.version, self.failure = loaded.version, None
        return loaded

    def _answer(self, analyser: Analyses, requests: list[_Request]) -> None:
        asked = [request for request in requests if request.future.set_running_or_notify_cancel()]
        texts = [text for request in asked for text in request.texts]
        started = time.perf_counter()
        try:
            answers = iter(analyser.analyse(texts) if texts else [])
            for request in asked:
                request.future.set_result([next(answers) for _ in request.texts])
        except Exception as error:  # as above; alone, each caller learns of its own text only
            self._alone(analyser, asked, error)
        self._learn_rate(len(texts), time.perf_counter() - started)

    def _alone(self, analyser: Analyses, requests: list[_Request], error: Exception) -> None:
        for request in requests:
            try:
                if len(requests) == 1:
                    raise error
                request.future.set_result(analyser.analyse(request.texts))
            except Exception as own:  # as above
                request.future.set_exception(own)

    def _learn_rate(self, texts: int, seconds: float) -> None:
        if texts:
            with self._state:
                self._rate += 0.2 * (texts / max(seconds, 1e-3) * self._count - self._rate)
