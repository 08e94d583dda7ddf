"""The priority map."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.priority import PriorityFacts, priority_view
from models import reports

router = APIRouter()


@router.get("/priority")
def priority(asked: AskedDep) -> Response:
    found = reports.priority(asked.session, asked.workspace_id, asked.filters)
    facts = PriorityFacts(found.kind, found.places, found.impacts, found.drivers, found.themes)
    return asked.page.render("priority.html", view=priority_view(asked.page.names, facts, asked.form))
