"""Database sessions for routes, committed before the answer.

FastAPI ends a dependency after the answer unless told `scope="function"`: a failed commit would then follow a 202 that
was already sent. Both sessions are told.

The numbers bound how many requests hold a session: fewer than the pool has connections and far fewer than the threads
that serve requests, so that a holder always finds a thread to go on with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session

from api.house import HouseDep
from models import database

READERS = 8
WRITERS = 4


def reading(house: HouseDep) -> Iterator[Session]:
    with database.reading(house.sessions) as session:
        yield session


def writing(house: HouseDep) -> Iterator[Session]:
    with database.writing(house.sessions) as session:
        yield session


Reader = Annotated[Session, Depends(reading, scope="function", max_concurrency=READERS)]
Writer = Annotated[Session, Depends(writing, scope="function", max_concurrency=WRITERS)]
