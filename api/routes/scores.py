"""Scores side by side, and the comments whose score and words disagree."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.examples import shown
from api.routes.filters import FiltersDep
from api.schemas.numbers import BREAKDOWN, MISMATCH, BreakdownsOut, MismatchesOut
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
    """Transactional and relational apart, each with n and a 95 % interval; fewer than 30 answers are never ranked."""
    if by.startswith(SEGMENT):
        reports.check_segment(session, caller.workspace_id, by.removeprefix(SEGMENT))
    return BreakdownsOut(items=list(reports.breakdown(session, caller.workspace_id, filters, by)))


@router.get(
    "/v1/reports/mismatches",
    response_model=MismatchesOut,
    summary="Scores that the words contradict",
    responses=shown({"items": [MISMATCH]}),
)
def mismatches(caller: ToReadReports, filters: FiltersDep, session: Reader) -> MismatchesOut:
    """High scores over angry words, low ones over praise; the surest readings first."""
    return MismatchesOut(items=list(reports.mismatches(session, caller.workspace_id, filters)))
