"""Stops reading when most comments fail: then it is not the comments, it is us."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

ENOUGH = 50
PROBE = 8
PROBE_BATCH = 16
PAUSE_SECONDS = 60.0


@dataclass(slots=True)
class Breaker:
    """Opens when more than half of at least fifty outcomes failed; after a pause it lets small batches try again.

    One of these lives in each worker process. While it is open nothing is quarantined: leases are given back.
    """

    clock: Callable[[], float] = time.monotonic
    _outcomes: deque[bool] = field(default_factory=lambda: deque(maxlen=4 * ENOUGH))
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
        """Counts a batch; True when reading must stop now."""
        was_probing = self.probing
        self._outcomes.extend([True] * read + [False] * failed)
        bad = self._outcomes.count(False)
        counted = len(self._outcomes)
        if counted >= (PROBE if was_probing else ENOUGH):
            if 2 * bad > counted:
                self._open_until = self.clock() + PAUSE_SECONDS
                self._outcomes.clear()
                return True
            self._open_until = None
        return False
