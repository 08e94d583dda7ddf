"""The few statements that the two databases spell differently, and the cutting of long lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Text, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.tables import Table

Item = TypeVar("Item")

CHUNK = 1000  # well under the 32,766 parameters of one SQLite statement, also with several columns


def insert(session: Session, table: type[Table]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT."""
    return sqlite.insert(table) if session.get_bind().dialect.name == "sqlite" else postgresql.insert(table)


def is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def without(
    session: Session, column: InstrumentedAttribute[dict[str, Any]], names: Sequence[str]
) -> ColumnElement[dict[str, Any]]:
    """The JSON object of a column less these keys of its top, which so never leave the database."""
    if is_postgresql(session):
        return column.op("-", return_type=column.type)(postgresql.array(names, type_=Text))
    return func.json_remove(column, *(f'$."{name}"' for name in names), type_=column.type)


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
