"""The journey page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.pages.asking import AskedDep
from api.pages.forms import Sender
from api.pages.page import back
from api.pages.views.journey import journey_view
from api.pages.views.report import period_words
from api.problems import Problem
from api.storage import Writer
from models import reports
from models.weights import journey_weights, put_journey_weights

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
        journey_weights(session, workspace_id),
    )
    return asked.page.render("journey.html", view=view)


@router.post("/journey/weights")
async def weigh(request: Request, user: Sender, session: Writer) -> Response:
    """A field a stage, `w.STAGE`; without any, the usual weights."""
    form = await request.form()
    given = {name.removeprefix("w."): str(value) for name, value in form.items() if name.startswith("w.")}
    put_journey_weights(session, user.workspace_id, user.name, {stage: _number(stage, w) for stage, w in given.items()})
    return back("/journey", "weights")


def _number(stage: str, written: str) -> float:
    try:
        return float(written)
    except ValueError as error:
        raise Problem("bad-request", f"weight of {stage[:64]} is {written[:20]!r}; wanted a number") from error
