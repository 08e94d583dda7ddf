"""The journey page."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.journey import journey_view
from api.pages.views.report import period_words
from models import reports

router = APIRouter()


@router.get("/journey")
def journey(asked: AskedDep) -> Response:
    session, workspace_id, filters = asked.session, asked.workspace_id, asked.filters
    scores = reports.journey_score(session, workspace_id, filters)
    summary = reports.summary(session, workspace_id, filters)
    view = journey_view(
        asked.page.names,
        reports.journey(session, workspace_id, filters),
        scores.stages,
        scores.overall,
        asked.form,
        period_words(asked.page.names, summary),
        asked.url,
    )
    return asked.page.render("journey.html", view=view)
