"""How often a key may call, and which Idempotency-Keys are being answered right now. Both per process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FORGOTTEN_AFTER = 10_000


class RateLimit:
    """A bucket per key: it holds a minute's worth of calls and refills evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """Take one call: 0.0 when it may go ahead, else the seconds until it may."""
        now = self._clock()
        with self._lock:
            tokens, then = self._buckets.get(key, (float(self._per_minute), now))
            tokens = min(self._per_minute, tokens + (now - then) * self._per_minute / 60)
            allowed = tokens >= 1
            self._buckets[key] = (tokens - 1 if allowed else tokens, now)
            if len(self._buckets) > FORGOTTEN_AFTER:
                self._buckets.pop(next(iter(self._buckets)))
        return 0.0 if allowed else (1 - tokens) * 60 / self._per_minute


class InFlight:
    """The (workspace, Idempotency-Key) pairs whose first request is still running."""

    def __init__(self) -> None:
        self._running: set[tuple[int, str]] = set()
        self._lock = threading.Lock()

    @contextmanager
    def claim(self, workspace_id: int, key: str) -> Iterator[bool]:
        """True for the first, False for those who come while it runs."""
        pair = (workspace_id, key)
        with self._lock:
            first = pair not in self._running
            self._running.add(pair)
        try:
            yield first
        finally:
            if first:
                with self._lock:
                    self._running.discard(pair)
