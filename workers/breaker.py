"""Stops reading when most comments fail: then it is not the comments, it is us."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

ENOUGH = 50
WINDOW = 200
PROBE = 8
PROBE_BATCH = 16
PAUSE_SECONDS = 60.0


@dataclass(slots=True)
class Breaker:
    """Opens when more than half of at least fifty outcomes failed; after a pause it lets small batches try again.

    Judged are the last batches, whole, as few as hold `WINDOW` outcomes. One of these lives in each worker process.
    While it is open nothing is quarantined: leases are given back.
    """

    clock: Callable[[], float] = time.monotonic
    _batches: deque[tuple[int, int]] = field(default_factory=deque)  # what was read and what failed in each
    _open_until: float | None = None

    @property
    def paused(self) -> bool:
        return self._open_until is not None and self.clock() < self._open_until

    @property
    def probing(self) -> bool:
        return self._open_until is not None and not self.paused

    def limit(self, batch: int) -> int:
        return min(batch, PROBE_BATCH) if self.probing else batch

    def trips(self, read: int, failed: int) -> bool:
        """Counts a batch: what was stored and what failed; True when reading must stop now."""
        was_probing = self.probing
        good, bad = self._counted(read, failed)
        counted = good + bad
        if counted >= (PROBE if was_probing else ENOUGH):
            if 2 * bad > counted:
                self._open_until = self.clock() + PAUSE_SECONDS
                self._batches.clear()
                return True
            self._open_until = None
        return False

    def _counted(self, read: int, failed: int) -> tuple[int, int]:
        """Good and bad in the window, this batch included: part of a batch would say nothing of its share."""
        self._batches.append((read, failed))
        good, bad = (sum(column) for column in zip(*self._batches, strict=True))
        while good + bad - sum(self._batches[0]) >= WINDOW:
            old_good, old_bad = self._batches.popleft()
            good, bad = good - old_good, bad - old_bad
        return good, bad
