from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from models import database
from models.database import Sessions, connect, migrate, reading, retrying, sessions, writing
from models.tables import Workspace


def test_an_unknown_database_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"mysql.*wanted sqlite"):
        connect("mysql://localhost/kikitori")


def test_sqlite_is_opened_safely(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'new' / 'kikitori.sqlite3'}")
    with engine.connect() as connection:
        pragma = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_block_that_raises_leaves_nothing(store: Sessions) -> None:
    def fail_half_way() -> None:
        with writing(store) as session:
            session.add(Workspace(name="lost"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with reading(store) as session:
        assert session.query(Workspace).count() == 0


def test_a_reader_sees_one_state_while_a_writer_commits(store: Sessions) -> None:
    with reading(store) as reader:
        before = reader.execute(text("SELECT count(*) FROM workspace")).scalar_one()
        with writing(store) as writer:
            writer.add(Workspace(name="new"))
        after = reader.execute(text("SELECT count(*) FROM workspace")).scalar_one()
    assert (before, after) == (0, 0)


def test_read_then_write_from_many_threads_loses_nothing(store: Sessions) -> None:
    with writing(store) as session:
        session.add(Workspace(name="0"))

    def count_up() -> None:
        for _ in range(10):
            with writing(store) as session:
                row = session.query(Workspace).with_for_update().one()
                row.name = str(int(row.name) + 1)

    threads = [threading.Thread(target=count_up) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(store) as session:
        assert session.query(Workspace.name).scalar() == "60"


def test_times_come_back_aware_and_in_utc(store: Sessions) -> None:
    tokyo = datetime(2026, 4, 1, 8, 30, tzinfo=timezone(timedelta(hours=9)))
    with writing(store) as session:
        session.add(Workspace(name="tokyo", created_at=tokyo))
    with reading(store) as session:
        stored = session.query(Workspace.created_at).scalar()
    assert stored == tokyo
    assert stored.tzinfo is UTC or stored.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(store: Sessions) -> None:
    def store_it() -> None:
        with writing(store) as session:
            session.add(Workspace(name="naive", created_at=datetime(2026, 4, 1)))

    with pytest.raises(StatementError, match="wanted a time with its zone"):
        store_it()


def test_work_is_done_again_when_the_database_was_busy(store: Sessions) -> None:
    class Deadlock(Exception):
        sqlstate = "40P01"

    calls = []

    def work(session: object) -> str:
        calls.append(session)
        if len(calls) < 3:
            raise DBAPIError("UPDATE", {}, Deadlock())
        return "done"

    assert retrying(store, work) == "done"
    assert len(calls) == 3


def test_a_real_error_is_not_tried_again(store: Sessions) -> None:
    calls = []

    def work(session: object) -> None:
        calls.append(session)
        raise DBAPIError("UPDATE", {}, ValueError("no such column"))

    with pytest.raises(DBAPIError):
        retrying(store, work)
    assert len(calls) == 1


class Busy(sqlite3.Connection):
    """Refuses the switch to WAL as often as it is told to."""

    refusals = 2

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if "journal_mode" in statement and self.refusals:
            self.refusals -= 1
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return super().execute(statement, *values)


def test_another_who_switches_a_new_file_at_the_same_moment_is_waited_for(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "new.sqlite3", factory=Busy)
    database._prepare_sqlite(connection, None)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_who_is_refused_every_time_is_told(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "new.sqlite3", factory=Busy)
    connection.refusals = database.ATTEMPTS  # type: ignore[attr-defined]
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        database._prepare_sqlite(connection, None)
    connection.close()


def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kikitori.sqlite3'}"
    engines = [connect(url) for _ in range(3)]
    threads = [threading.Thread(target=migrate, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(sessions(engines[0])) as session:
        assert session.query(Workspace).count() == 0
    for engine in engines:
        engine.dispose()
