"""What keeps us from serving, by name: the database, the weights, or a queue that nobody reads."""

from __future__ import annotations

import logging

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.house import House
from models.backlog import oldest_seconds, pending
from models.database import reading

log = logging.getLogger(__name__)

OK = "ok"
STALE_SECONDS = 60.0
SILENT_SECONDS = 30.0


def causes(house: House) -> dict[str, str]:
    """Each check's name, and `ok` or a sentence that says what is wrong."""
    return {"database": _database(house), "weights": _weights(house), "queue": _queue(house)}


def _database(house: House) -> str:
    try:
        with reading(house.sessions) as session:
            session.execute(text("SELECT 1 FROM workspace LIMIT 1"))
    except SQLAlchemyError as error:
        log.warning("database check failed: %s", type(error).__name__)
        return f"the database does not answer ({type(error).__name__})"
    return OK


def _weights(house: House) -> str:
    if house.readers.failure:
        return "the weights could not be loaded; see the log"
    return OK if house.readers.version else "the weights are being loaded"


def _queue(house: House) -> str:
    """An old queue is fine while somebody reads it; a long import makes one."""
    try:
        with reading(house.sessions) as session:
            waiting, oldest = pending(session), oldest_seconds(session) or 0.0
    except SQLAlchemyError:
        return "unknown: the database does not answer"
    silent = _silent_seconds(house)
    if oldest <= STALE_SECONDS or (silent is not None and silent <= SILENT_SECONDS):
        return OK
    since = "no worker was ever seen" if silent is None else f"no worker was seen for {silent:.0f} s"
    return f"{waiting} comments wait, the first for {oldest:.0f} s, and {since}"


def _silent_seconds(house: House) -> float | None:
    from workers.health import heartbeat_age

    return heartbeat_age(house.settings.data_dir)
