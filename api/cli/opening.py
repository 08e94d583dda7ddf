"""How commands reach the settings, the database and the weights: late, and each only when needed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from api.readers import Analyses
    from models.database import Sessions
    from nlp.taxonomy import Taxonomy

Result = TypeVar("Result")


@cache
def analyser() -> Analyses:
    from api.house import loader
    from settings import settings

    return loader(settings())()


def taxonomy() -> Taxonomy:
    from settings import settings
    from workers.reading import configured_taxonomy

    return configured_taxonomy(settings())


@contextmanager
def store() -> Iterator[tuple[Sessions, int]]:
    """The sessions and the id of the default workspace, with the newest tables and the journey in place."""
    from api.house import furnish
    from models.database import connect, sessions
    from settings import settings

    engine = connect(settings().database)
    try:
        yield sessions(engine), furnish(settings(), engine)
    finally:
        engine.dispose()


@contextmanager
def reading() -> Iterator[tuple[Session, int]]:
    from models import database

    with store() as (sessions, workspace_id), database.reading(sessions) as session:
        yield session, workspace_id


def change(work: Callable[[Session, int], Result]) -> Result:
    """`work` in one transaction; commands have no other."""
    from models.database import retrying

    with store() as (sessions, workspace_id):
        return retrying(sessions, lambda session: work(session, workspace_id))


def configure_logging(level: int = logging.INFO) -> None:
    """Once per door: time, level, who, what; ids, never text."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.captureWarnings(True)
