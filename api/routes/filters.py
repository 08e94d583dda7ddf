"""The filters that every report takes, as query parameters."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from api.problems import Problem
from api.security import principal
from api.storage import Reader
from models.keys import Principal
from models.reports import check_known
from models.reports.filters import Filters, Period

Names = Annotated[list[str], Query(max_length=50)]


def filters(
    since: Annotated[date | None, Query(description="First day, in the workspace's zone; goes with until")] = None,
    until: Annotated[date | None, Query(description="Last day, included")] = None,
    source: Names = [],  # noqa: B006 - FastAPI copies it
    channel: Names = [],  # noqa: B006
    touchpoint: Names = [],  # noqa: B006
    language: Names = [],  # noqa: B006
    segment: Annotated[list[str], Query(max_length=20, description="name:value; all must hold")] = [],  # noqa: B006
) -> Filters:
    """All of it when nothing is given; a name may be given several times."""
    if (since is None) != (until is None):
        raise _wrong("since", "since and until go together; one of them is missing")
    period = Period(since, until) if since and until else None
    return Filters(
        period, tuple(source), tuple(channel), tuple(touchpoint), tuple(language), tuple(_pair(s) for s in segment)
    )


def _pair(words: str) -> tuple[str, str]:
    name, colon, value = words.partition(":")
    if not colon or not name:
        raise _wrong("segment", f"segment is {words[:80]!r}; wanted name:value")
    return name, value


def _wrong(field: str, detail: str) -> Problem:
    return Problem("invalid-request", detail, errors=[{"field": f"query.{field}", "detail": detail}])


def known_filters(
    caller: Annotated[Principal, Depends(principal)], given: Annotated[Filters, Depends(filters)], session: Reader
) -> Filters:
    """The same, when the caller's workspace has what they name: a misspelt name would look like a quiet week."""
    check_known(session, caller.workspace_id, given)
    return given


FiltersDep = Annotated[Filters, Depends(known_filters)]  # after the caller's scope, or it tells names to whoever asks
