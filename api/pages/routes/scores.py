"""Scores side by side."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.scores import scores_view
from models import reports
from models.score_columns import guessed_scores

router = APIRouter()
BY = ("touchpoint", "stage", "theme", "week", "month", "source", "channel")


@router.get("/scores")
def scores(asked: AskedDep) -> Response:
    segments = [f"segment:{name}" for name in reports.segment_values(asked.session, asked.workspace_id)]
    wish = asked.page.request.query_params.get("by", "")
    by = wish if wish in (*BY, *segments) else BY[0]
    found = reports.breakdown(asked.session, asked.workspace_id, asked.filters, by)
    guessed = guessed_scores(asked.session, asked.workspace_id, asked.filters.sources)
    view = scores_view(asked.page.names, found, by, (*BY, *segments), asked.form, asked.page.again, guessed)
    return asked.page.render("scores.html", view=view)
