"""The alarms."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.alerts import AlertFacts, alert
from api.pages.views.slow import drift, tone
from models import reports

router = APIRouter()
ORDER = ("alert", "new", "drift", "tone", "watch")


@router.get("/alerts")
def alerts(asked: AskedDep) -> Response:
    names, question = asked.page.names, (asked.session, asked.workspace_id, asked.filters.within(None))
    shown = [
        *(
            alert(names, AlertFacts(one.theme, one.alarm, one.weekly, one.concentrations, one.verbatims))
            for one in reports.alerts(*question)
        ),
        *(drift(names, one) for one in reports.slow_changes(*question)),
        *(tone(names, one) for one in reports.tone_changes(*question)),
    ]
    # What is sure comes before what is only worth a look; within a tier the newest first, as they come.
    shown.sort(key=lambda one: ORDER.index(one.tier))
    return asked.page.render("alerts.html", alerts=shown)
