"""Migrations in process, without an ini file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

LOCK = 0x6B696B69  # an arbitrary number that all processes of the house agree on


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """One transaction holds the whole upgrade, and the lock that keeps a second process waiting."""
    with migrating(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        command.upgrade(configuration(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    with migrating(engine) as connection:
        command.downgrade(configuration(connection), revision)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction, in which SQLite may build a table anew.

    With its foreign keys on, dropping the old table would delete, by cascade, every row that points at one of its own;
    and SQLite switches them only outside a transaction.
    """
    with engine.connect() as connection:
        _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    if connection.dialect.name == "sqlite":
        # The driver's own connection: SQLAlchemy would begin a transaction first.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys = {state}")
