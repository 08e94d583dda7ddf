"""Where a page ended, as a word that only we read: the sort keys of its last row, so that new rows shift nothing."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime

from models.errors import Refused


def encode(kind: str, *keys: float | str) -> str:
    return base64.urlsafe_b64encode(json.dumps([kind, *keys]).encode()).decode().rstrip("=")


def number_and_id(kind: str, cursor: str) -> tuple[float, int]:
    number, row_id = _decode(kind, cursor)
    if not isinstance(number, int | float):
        raise _refused(cursor)
    return float(number), row_id


def moment_and_id(kind: str, cursor: str) -> tuple[datetime, int]:
    moment, row_id = _decode(kind, cursor)
    try:
        return datetime.fromisoformat(str(moment)), row_id
    except ValueError as error:
        raise _refused(cursor) from error


def _decode(kind: str, cursor: str) -> tuple[object, int]:
    try:
        keys = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise _refused(cursor) from error
    if not isinstance(keys, list) or len(keys) != 3 or keys[0] != kind or not isinstance(keys[2], int):
        raise _refused(cursor)
    return keys[1], keys[2]


def _refused(cursor: str) -> Refused:
    return Refused("cursor", cursor, "the `next` of the page before, unchanged", ja="前のページの `next` そのまま")
