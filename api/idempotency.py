"""Idempotency-Key: the first answer is kept in the transaction of its effects and given again, byte for byte.

The in-flight check is per process. Between processes the database serialises: the second writer waits for the first,
then finds its answer, or breaks on the unique key and is told to try again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Response
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.house import House, HouseDep
from api.problems import Problem
from api.security import ToWriteFeedback
from models.idempotency import store, stored

REPLAYED = "Idempotent-Replayed"
KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="Any text of your own, new for each new request: repeating it repeats the answer, not the effect.",
    ),
]


@dataclass(frozen=True, slots=True)
class Once:
    """A request's key, claimed while it runs; without a key everything goes ahead."""

    workspace_id: int
    key: str | None

    def answer(self, session: Session, content: bytes, make: Callable[[], BaseModel], status: int = 202) -> Response:
        """The kept answer, or `make()` kept and given. `content` is the request, to see that it is the same one."""
        if self.key is None:
            return _json(make().model_dump_json(), status)
        fingerprint = hashlib.sha256(content).hexdigest()
        kept = stored(session, self.workspace_id, self.key)
        if kept is None:
            body = make().model_dump_json()
            try:
                store(session, self.workspace_id, self.key, fingerprint, status, body)
                session.flush()
            except IntegrityError as error:  # another process answered while we did the same
                raise Problem("in-flight", headers={"Retry-After": "1"}) from error
            return _json(body, status)
        if kept.request_hash != fingerprint:
            raise Problem("key-reused")
        return _json(kept.body, kept.status, {REPLAYED: "true"})


def once(caller: ToWriteFeedback, house: HouseDep, key: KeyHeader = None) -> Iterator[Once]:
    with _claimed(house, caller.workspace_id, key):
        yield Once(caller.workspace_id, key)


@contextmanager
def _claimed(house: House, workspace_id: int, key: str | None) -> Iterator[None]:
    if key is None:
        yield
        return
    with house.in_flight.claim(workspace_id, key) as first:
        if not first:
            raise Problem("in-flight", headers={"Retry-After": "1"})
        yield


def _json(body: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, media_type="application/json")


# Let go after the commit (the session ends first) and before the answer: who has the answer may ask again.
OnceDep = Annotated[Once, Depends(once, scope="function")]
