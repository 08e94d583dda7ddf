"""A migrated database of each kind, made once a session and emptied after every test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from models.database import Sessions, connect, migrate, sessions, writing
from models.intake import NewComment
from models.readings import OpinionRow, ReadComment, ReadingRow, UnitRow
from models.tables import Table
from models.workspaces import default_workspace

SERVER = os.environ.get("KIKITORI_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432")
NAME = f"kikitori_models_test_{os.getpid()}"


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'kikitori.sqlite3'}"


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    server = create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {NAME}"))
            connection.execute(text(f"ALTER DATABASE {NAME} SET synchronous_commit = off"))
    except OperationalError:
        server.dispose()
        if os.environ.get("KIKITORI_TEST_SERVERS") == "required":
            raise
        pytest.skip("no PostgreSQL server answers; set KIKITORI_TEST_POSTGRESQL to run this on one")
    yield f"{SERVER}/{NAME}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {NAME} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def migrated(url: str) -> Iterator[Engine]:
    engine = connect(url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(migrated: Engine) -> Iterator[Engine]:
    yield migrated
    tables = list(reversed(Table.metadata.sorted_tables))
    with migrated.begin() as connection:
        if migrated.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no foreign keys, no order
        else:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table in tables:
            connection.execute(table.delete())


@pytest.fixture
def store(engine: Engine) -> Sessions:
    return sessions(engine)


@pytest.fixture
def database(store: Sessions) -> Sessions:
    """The store by another name, for tests of a function called `store`."""
    return store


@pytest.fixture
def workspace_id(store: Sessions) -> int:
    with writing(store) as session:
        return default_workspace(session)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


START = datetime(2026, 4, 6, 3, 0, tzinfo=UTC)  # a Monday, noon in Tokyo


class Made:
    """Small factories, so that a test says only what matters to it."""

    start = START

    def comment(self, key: str = "c-1", text: str = "配送が遅いです。", **changes: Any) -> NewComment:
        given = {"source": "survey", "external_id": key, "text": text, "channel": "survey", "received_at": START}
        return NewComment(**(given | changes))

    def reading(self, **changes: Any) -> ReadingRow:
        given: dict[str, Any] = {
            "language": "ja",
            "language_confidence": 1.0,
            "sentiment": "negative",
            "score": -0.6,
            "confidence": 0.9,
            "intents": ("complaint",),
            "urgency": 1,
            "urgency_confidence": 0.8,
            "signals": (),
            "abstain": False,
            "version": "v1",
        }
        return ReadingRow(**(given | changes))

    def unit(self, position: int = 0, **changes: Any) -> UnitRow:
        vector = np.zeros(4, np.float32)
        vector[position % 4] = 1
        given: dict[str, Any] = {
            "position": position,
            "start": position * 8,
            "end": position * 8 + 8,
            "language": "ja",
            "sentiment": "negative",
            "score": -0.6,
            "polarity": -1,
            "touchpoint": "delivery",
            "pain_point": "waiting",
            "confidence": 0.8,
            "vector": vector,
        }
        return UnitRow(**(given | changes))

    def opinion(self, **changes: Any) -> OpinionRow:
        given: dict[str, Any] = {
            "quote": "配送が遅い",
            "start": 0,
            "end": 5,
            "touchpoint": "delivery",
            "stage": "purchase",
            "polarity": -1,
            "pain_point": "waiting",
            "confidence": 0.8,
        }
        return OpinionRow(**(given | changes))

    def read(self, comment_id: int, units: int = 1, **changes: Any) -> ReadComment:
        return ReadComment(
            comment_id, self.reading(**changes), (self.opinion(),), tuple(self.unit(n) for n in range(units))
        )


@pytest.fixture
def made() -> Made:
    return Made()
