"""The alarms."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.alerts import AlertFacts, alert
from models import reports

router = APIRouter()


@router.get("/alerts")
def alerts(asked: AskedDep) -> Response:
    found = reports.alerts(asked.session, asked.workspace_id, asked.filters.within(None))
    shown = [AlertFacts(one.theme, one.alarm, one.weekly, one.concentrations, one.verbatims) for one in found]
    return asked.page.render("alerts.html", alerts=[alert(asked.page.names, one) for one in shown])
