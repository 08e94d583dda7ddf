"""The numbers, each with its n and its interval."""

from __future__ import annotations

from fastapi import APIRouter

from api.examples import shown
from api.routes.filters import FiltersDep
from api.schemas.reports import SUMMARY
from api.security import ToReadReports
from api.storage import Reader
from models import reports
from models.reports.values import Summary

router = APIRouter(tags=["reports"])


@router.get("/v1/reports/summary", response_model=Summary, summary="The headline numbers", responses=shown(SUMMARY))
def summary(caller: ToReadReports, filters: FiltersDep, session: Reader) -> Summary:
    """Comments, people, tone, NPS, CSAT and CES, each with n and a 95 % interval, beside the equal period before."""
    return reports.summary(session, caller.workspace_id, filters)
