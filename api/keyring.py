"""Remembers for a moment which keys are good, so that /v1/classify does not ask the database every time."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable

from models.keys import Principal

REMEMBERED_SECONDS = 3.0
STAMPED_SECONDS = 60.0
MOST = 1000


class Keyring:
    """A revoked key stops working within `REMEMBERED_SECONDS` on every process; only hashes are held."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[bytes, tuple[Principal, float]] = {}
        self._stamped: dict[int, float] = {}
        self._lock = threading.Lock()

    def recall(self, presented: str, verify: Callable[[str], Principal | None]) -> Principal | None:
        digest = hashlib.sha256(presented.encode()).digest()
        with self._lock:
            found = self._known.get(digest)
        if found and self._clock() < found[1]:
            return found[0]
        principal = verify(presented)
        with self._lock:
            self._known.pop(digest, None)
            if principal:
                self._known[digest] = (principal, self._clock() + REMEMBERED_SECONDS)
            if len(self._known) > MOST:
                self._known.pop(next(iter(self._known)))
        return principal

    def due(self, key_id: int) -> bool:
        """Whether it is time to note that the key was used: once a minute is enough."""
        now = self._clock()
        with self._lock:
            if now - self._stamped.get(key_id, float("-inf")) < STAMPED_SECONDS:
                return False
            self._stamped[key_id] = now
        return True

    def forget(self) -> None:
        with self._lock:
            self._known.clear()
