"""How the database is reached: SQLite beside the process by default, PostgreSQL by its URL, the same code on both.

SQLite: a transaction that starts with a read and then writes cannot wait for the lock, it fails at once; so every
transaction begins IMMEDIATE unless it is opened by `reading`.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

Sessions = sessionmaker[Session]
Result = TypeVar("Result")

BUSY_SECONDS = 30
ATTEMPTS = 5
RETRIED_STATES = {"40001", "40P01", "55P03"}  # PostgreSQL: serialisation failure, deadlock, lock not available


def connect(url: str) -> Engine:
    """An engine for `url` (sqlite:///… or postgresql+psycopg://…); opens nothing yet, makes the folder of a file."""
    parsed = make_url(url)
    kind = parsed.get_backend_name()
    if kind == "postgresql":
        return create_engine(parsed, pool_pre_ping=True, pool_size=5, max_overflow=10)
    if kind != "sqlite":
        raise ValueError(f"database_url is {url!r}; wanted sqlite:///… or postgresql+psycopg://…")
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sessions(engine: Engine) -> Sessions:
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def writing(sessions: Sessions) -> Iterator[Session]:
    """One transaction, committed at the end of the block, rolled back when the block raises."""
    with sessions() as session, session.begin():
        yield session


@contextmanager
def reading(sessions: Sessions) -> Iterator[Session]:
    """One unchanging view of the database; on SQLite it neither waits for writers nor stops them."""
    with sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.connection(execution_options={"begin": "DEFERRED"})
        else:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
        yield session


def retrying(sessions: Sessions, work: Callable[[Session], Result]) -> Result:
    """`work` in a transaction of its own, done again from the start when the database was busy or broke a deadlock."""

    def once() -> Result:
        with writing(sessions) as session:
            return work(session)

    return _patiently(once)


def _patiently(work: Callable[[], Result]) -> Result:
    """`work`, tried again while what stops it passes."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return work()
        except (DBAPIError, sqlite3.OperationalError) as error:
            if attempt == ATTEMPTS or not is_passing(error):
                raise
            _pause(attempt)
    raise AssertionError("unreachable: the last attempt returns or raises")


def is_passing(error: DBAPIError | sqlite3.OperationalError) -> bool:
    """Whether the same transaction may succeed when it is tried again."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.OperationalError):
        return original.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(original, "sqlstate", None) in RETRIED_STATES


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest revision. Several processes may call it at once: the first does it."""
    from models.migrations.upgrade import upgrade

    upgrade(engine)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401
    # The driver must not open transactions of its own; ours begin in _begin_sqlite.
    connection.isolation_level = None
    # The timeout first: switching to WAL needs a lock that another process may hold. Whoever else switches a new file
    # at this moment makes SQLite refuse at once, whatever the timeout.
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA mmap_size = 268435456")


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "IMMEDIATE")
    _patiently(lambda: connection.exec_driver_sql(f"BEGIN {mode}"))


def _pause(attempt: int) -> None:
    """Between 0 and 0.1 · 2^attempt seconds, so that those who collided do not meet again."""
    time.sleep(random.random() * 0.1 * 2**attempt)
