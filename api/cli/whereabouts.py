"""Where the server of this data is: noted beside the data while it runs, so that a sign-in link leads to it.

A file a server in `serving/`, locked as long as its process lives: what can be locked was left by one that is gone.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from settings import Settings

# An address to listen at, none to go to.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - not bound here


def address_of(settings: Settings, listener: socket.socket) -> str:
    """What people open; the port is the one that was given where any would do."""
    return settings.public_url or _url(settings.host, listener.getsockname()[1])


@contextmanager
def noted(settings: Settings, address: str) -> Iterator[None]:
    """The address stands beside the data until the end."""
    folder = _folder(settings)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / str(os.getpid())
    with path.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(address)
        file.flush()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def running_address(settings: Settings) -> str:
    """Of the server that was started last and still runs; where none does, the one that would."""
    if settings.public_url:
        return settings.public_url
    found = [(path.stat().st_mtime, address) for path in _notes(settings) if (address := _of_the_living(path))]
    return max(found)[1] if found else _url(settings.host, settings.port)


def _notes(settings: Settings) -> list[Path]:
    return [path for path in _folder(settings).glob("*") if path.is_file()]


def _of_the_living(path: Path) -> str:
    with suppress(OSError), path.open("r", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read()
        path.unlink(missing_ok=True)
    return ""


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "serving"


def _url(host: str, port: int) -> str:
    named = _EVERYWHERE.get(host, host)
    return f"http://[{named}]:{port}" if ":" in named else f"http://{named}:{port}"
