"""Scores side by side, the comments of a touchpoint, and those whose score and words disagree."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.examples import shown
from api.routes.filters import FiltersDep
from api.schemas.numbers import BREAKDOWN, MISMATCHES, BreakdownsOut, MismatchesOut
from api.schemas.reports import VERBATIM, VerbatimsOut
from api.security import ToReadReports
from api.storage import Reader
from models import reports
from models.reports.breakdown import SEGMENT

router = APIRouter(tags=["reports"])
By = Annotated[
    str,
    Query(
        pattern=r"^(week|month|stage|touchpoint|source|channel|theme|segment:.{1,100})$",
        description="week, month, stage, touchpoint, source, channel, theme, or segment:NAME",
    ),
]


@router.get(
    "/v1/reports/scores",
    response_model=BreakdownsOut,
    summary="NPS, CSAT and CES side by side",
    responses=shown({"items": [BREAKDOWN]}),
)
def scores(caller: ToReadReports, filters: FiltersDep, session: Reader, by: By = "touchpoint") -> BreakdownsOut:
    """Transactional and relational apart, each with n and a 95 % interval; fewer than 30 answers are never ranked.

    By touchpoint, each row says how far the score goes with the place (`impact`): never a cause.
    """
    if by.startswith(SEGMENT):
        reports.check_segment(session, caller.workspace_id, by.removeprefix(SEGMENT))
    return BreakdownsOut(items=list(reports.breakdown(session, caller.workspace_id, filters, by)))


@router.get(
    "/v1/reports/journey/{place:path}/comments",  # codes of senders may hold a slash
    response_model=VerbatimsOut,
    summary="What was said at a touchpoint",
    responses=shown({"items": [VERBATIM], "next_cursor": None}),
)
def place_comments(
    place: Annotated[str, Path(max_length=64, description="code of the touchpoint")],
    caller: ToReadReports,
    filters: FiltersDep,
    session: Reader,
    complaints: Annotated[bool, Query(description="only what complains of the place")] = False,
    cursor: Annotated[str | None, Query(max_length=500, description="next_cursor of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="comments; each unit of theirs is an item")] = 20,
) -> VerbatimsOut:
    """The comments behind the journey's numbers, the newest first; the filter `touchpoint` does not apply."""
    page = reports.place_comments(
        session, caller.workspace_id, place, filters, complaints=complaints, cursor=cursor, limit=limit
    )
    return VerbatimsOut(items=list(page.items), next_cursor=page.next)


@router.get(
    "/v1/reports/mismatches",
    response_model=MismatchesOut,
    summary="Scores that the words contradict",
    responses=shown(MISMATCHES),
)
def mismatches(
    caller: ToReadReports,
    filters: FiltersDep,
    session: Reader,
    limit: Annotated[int, Query(ge=1, le=500, description="comments; `counts` are of all there are")] = 50,
) -> MismatchesOut:
    """High scores over angry words, low ones over praise; the surest readings first."""
    found = reports.contradicted(session, caller.workspace_id, filters, limit)
    return MismatchesOut(items=list(found.items), counts=found.counts, scored=found.scored)
