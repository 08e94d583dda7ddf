"""Opens plain and gzip files as bytes, with a limit on what may come out of the gzip."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from workers.connectors.reasons import Reason
from workers.connectors.values import UnreadableFile

CHUNK = 1 << 20
# A ZIP, and what Excel wrote before 2007: the second is refused by the reader of workbooks with what to do about it.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# A gzip of repeated zeros grows a thousandfold; real exports grow 5 to 15 times. 2 GiB is 10 million long comments.
UNPACKED_LIMIT = 2 << 30


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Bytes of the file, unpacked if it is gzip; a damaged archive is told in words wherever it breaks."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(path, "rb") if packed else path.open("rb") as stream:
            yield cast("IO[bytes]", stream)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableFile(Reason.BROKEN_ARCHIVE, name=path.name, found=str(error)) from error


def chunks(path: Path) -> Iterator[bytes]:
    total = 0
    with opened(path) as stream:
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            if total > UNPACKED_LIMIT:
                raise UnreadableFile(
                    Reason.TOO_LARGE_INSIDE, name=path.name, found=f"> {total >> 20} MiB", wanted="2048 MiB"
                )
            yield chunk


def first_bytes(path: Path, count: int) -> bytes:
    """The first bytes after unpacking; an empty file is refused here, once for all formats."""
    with opened(path) as stream:
        head = stream.read(count)
    if not head:
        raise UnreadableFile(Reason.EMPTY_FILE, name=path.name)
    return head


def refuse_workbook(path: Path) -> None:
    """For readers of text, which would find letters in it. Refuses an empty file, too."""
    if first_bytes(path, 8).startswith(WORKBOOKS):
        raise UnreadableFile(Reason.A_WORKBOOK, name=path.name)
