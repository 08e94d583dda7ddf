"""The journey page."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from api.pages.asking import AskedDep
from api.pages.forms import Sender
from api.pages.page import back
from api.pages.views.journey import journey_view
from api.pages.views.place import COMPLAINTS, PlaceFacts, place_view
from api.pages.views.place_impacts import place_href
from api.pages.views.report import period_words
from api.problems import Problem
from api.storage import Writer
from models import reports
from models.score_columns import guessed_scores
from models.weights import journey_weights, put_journey_weights

router = APIRouter()
PAGE = 20


@router.get("/journey")
def journey(asked: AskedDep) -> Response:
    session, workspace_id, filters = asked.session, asked.workspace_id, asked.filters
    scores = reports.journey_score(session, workspace_id, filters)
    summary = reports.summary(session, workspace_id, filters)
    impacts = reports.place_impacts(session, workspace_id, filters)
    view = journey_view(
        asked.page.names,
        reports.journey(session, workspace_id, filters),
        scores.stages,
        scores.overall,
        asked.form,
        period_words(asked.page.names, summary),
        asked.url,
        journey_weights(session, workspace_id),
        [one for one in impacts if not filters.touchpoints or one.touchpoint in filters.touchpoints],
        guessed_scores(session, workspace_id, filters.sources),
    )
    return asked.page.render("journey.html", view=view)


@router.get("/journey/{touchpoint:path}")  # codes of senders may hold a slash
def place(touchpoint: str, asked: AskedDep) -> Response:
    """A touchpoint that nobody speaks of has an empty page: what it is called is all there is to know."""
    session, workspace_id, filters = asked.session, asked.workspace_id, asked.filters
    query = asked.page.request.query_params
    side = COMPLAINTS if query.get("side") == COMPLAINTS else ""
    cursor = query.get("cursor") or None
    facts = PlaceFacts(
        code=touchpoint,
        period=period_words(asked.page.names, reports.summary(session, workspace_id, replace(filters, touchpoints=()))),
        impacts=reports.place_impacts(session, workspace_id, filters),
        voices=reports.place_comments(
            session, workspace_id, touchpoint, filters, complaints=bool(side), cursor=cursor, limit=PAGE
        ),
        side=side,
        paged=cursor is not None,
        guessed=guessed_scores(session, workspace_id, filters.sources),
    )
    view = place_view(asked.page.names, facts, asked.form, place_href(touchpoint), asked.url, asked.page.again)
    return asked.page.render("place.html", view=view)


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
