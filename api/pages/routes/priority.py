"""The priority map."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.priority import PriorityFacts, priority_view
from models import reports
from models.score_columns import guessed_scores

router = APIRouter()


@router.get("/priority")
def priority(asked: AskedDep) -> Response:
    """The map of one score; with a touchpoint in the filters, of that place."""
    question = (asked.session, asked.workspace_id, asked.filters)
    wish = asked.page.request.query_params.get("score", "")
    asked_for = reports.scores_given(*question)
    chosen = next((pair for pair in asked_for if "-".join(pair) == wish), None)
    found = reports.priority_of(*question, *chosen) if chosen else reports.priority(*question)
    found = reports.with_drivers(*question, found)
    facts = PriorityFacts(
        found.kind,
        found.scope,
        found.n,
        found.places,
        found.impacts,
        found.drivers,
        found.themes,
        asked_for,
        guessed_scores(asked.session, asked.workspace_id, asked.filters.sources),
    )
    view = priority_view(asked.page.names, facts, asked.form, asked.page.again)
    return asked.page.render("priority.html", view=view)
