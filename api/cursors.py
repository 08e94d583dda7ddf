"""Opaque places in a list: what a cursor holds is ours to change, so nobody should read it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence

from api.problems import Problem

Part = str | int | float | None


def write(*parts: Part) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def read(cursor: str, kinds: Sequence[type | tuple[type, ...]]) -> list[Part]:
    """The parts, each of its kind; anything else is the sender's mistake."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _wrong() from error
    if not isinstance(parts, list) or len(parts) != len(kinds):
        raise _wrong()
    if not all(isinstance(part, kind) for part, kind in zip(parts, kinds, strict=True)):
        raise _wrong()
    return parts


def _wrong() -> Problem:
    detail = "cursor is not one of ours; wanted the next_cursor of the page before"
    return Problem("invalid-request", detail, errors=[{"field": "query.cursor", "detail": detail}])
