"""The alarms."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.alerts import AlertFacts, alert, courses
from api.pages.views.slow import drift, tone
from models import reports

router = APIRouter()


@router.get("/alerts")
def alerts(asked: AskedDep) -> Response:
    names, question = asked.page.names, (asked.session, asked.workspace_id, asked.filters.within(None))
    shown = [
        *(
            alert(names, AlertFacts(one.theme, one.alarm, one.weekly, one.concentrations, one.verbatims, one.candidate))
            for one in reports.alerts(*question)
        ),
        *(drift(names, one) for one in reports.slow_changes(*question)),
        *(tone(names, one) for one in reports.tone_changes(*question)),
    ]
    return asked.page.render("alerts.html", courses=courses(shown))
