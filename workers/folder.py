"""The folder that wake-ups travel through: kombu's filesystem transport, without its two half-written files.

The transport opens a file under its final name and then writes it. Another process that lists the folder in between
takes an empty message, or reads an empty table of queues, and its worker ends on the JSON that is not there.
"""

from __future__ import annotations

import fcntl
import uuid
from pathlib import Path
from time import time_ns
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem, virtual
from kombu.utils.json import dumps, loads

SCHEME = "folder"


class Channel(filesystem.Channel):
    """Messages appear whole; the table of queues is read and written under one lock."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        del kwargs
        name = Path(self.data_folder_out, f"{time_ns():020d}_{uuid.uuid4()}")
        written = name.with_suffix(".part")
        written.write_text(dumps(payload), encoding="utf-8")
        written.replace(name.with_suffix(f".{queue}.msg"))

    def get_table(self, exchange: str) -> list[Any]:
        try:
            with self._table_of(exchange).open("r", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_SH)
                return _table(file.read())
        except FileNotFoundError:
            return []

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str) -> None:
        wanted = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._table_of(exchange).open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            known = _table(file.read())
            if wanted not in known:
                file.truncate(0)
                file.write(dumps([wanted, *known]))

    def _table_of(self, exchange: str) -> Path:
        """Exchanges are named by us, in workers/broker.py and by Celery: no name leads out of the folder."""
        return Path(self.control_folder, f"{exchange}.exchange")


def _table(written: str) -> list[Any]:
    """Empty while whoever made the file has not come to write it."""
    return [filesystem.exchange_queue_t(*row) for row in loads(written)] if written else []


class Transport(filesystem.Transport):
    """What `folder://` means to kombu. What is bound stands in the folder, and is remembered for that folder alone."""

    Channel = Channel

    def __init__(self, client: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as kombu calls it
        super().__init__(client, **kwargs)
        self.state = virtual.BrokerState()


def register() -> None:
    """Makes the scheme known in this process."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:{Transport.__name__}"
