"""A migrated database of each kind, made once a session and emptied after every test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from models.database import Sessions, connect, migrate, sessions, writing
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
            connection.execute(text("TRUNCATE " + ", ".join(t.name for t in tables) + " RESTART IDENTITY CASCADE"))
            return
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table in tables:
            connection.execute(table.delete())


@pytest.fixture
def store(engine: Engine) -> Sessions:
    return sessions(engine)


@pytest.fixture
def workspace_id(store: Sessions) -> int:
    with writing(store) as session:
        return default_workspace(session)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
