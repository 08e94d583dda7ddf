"""The numbers, each with its n and its interval."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from api.examples import shown
from api.pages.tongue import LOCALES
from api.pages.views.story import plain
from api.routes.filters import FiltersDep
from api.schemas.numbers import (
    ALERTS,
    JOURNEY,
    PRIORITY,
    STORY,
    WEIGHTS,
    AlertsOut,
    JourneyOut,
    StoryOut,
    Told,
    WeightsIn,
    WeightsOut,
)
from api.schemas.reports import SUMMARY
from api.security import ToReadReports, ToWriteThemes
from api.speaking import who
from api.storage import Reader, Writer
from models import reports, weights
from models.reports import Priority
from models.reports.values import Summary

router = APIRouter(tags=["reports"])
Kind = Annotated[Literal["nps", "csat", "ces"] | None, Query(description="goes with scope; left out: what most gave")]
Scope = Annotated[Literal["transactional", "relational"], Query()]


@router.get("/v1/reports/summary", response_model=Summary, summary="The headline numbers", responses=shown(SUMMARY))
def summary(caller: ToReadReports, filters: FiltersDep, session: Reader) -> Summary:
    """Comments, people, tone, NPS, CSAT and CES, each with n and a 95 % interval, beside the equal period before."""
    return reports.summary(session, caller.workspace_id, filters)


@router.get("/v1/reports/story", response_model=StoryOut, summary="The story", responses=shown({"items": [STORY]}))
def story(caller: ToReadReports, filters: FiltersDep, session: Reader) -> StoryOut:
    """What rose or is new, since when, where, what goes with it in the score, and how sure that is."""
    found = reports.story(session, caller.workspace_id, filters)
    return StoryOut(items=[Told(fact=one, sentence={code: plain(one, code) for code in LOCALES}) for one in found])


@router.get(
    "/v1/reports/alerts", response_model=AlertsOut, summary="What is out of the ordinary", responses=shown(ALERTS)
)
def alerts(caller: ToReadReports, filters: FiltersDep, session: Reader) -> AlertsOut:
    """Single weeks beyond their past, slow slides, changes of tone; each with where it gathers and three quotations."""
    asked = (session, caller.workspace_id, filters)
    return AlertsOut(
        alarms=list(reports.alerts(*asked)),
        drifts=list(reports.slow_changes(*asked)),
        tones=list(reports.tone_changes(*asked)),
    )


@router.get("/v1/reports/priority", response_model=Priority, summary="The priority map", responses=shown(PRIORITY))
def priority(
    caller: ToReadReports, filters: FiltersDep, session: Reader, kind: Kind = None, scope: Scope = "relational"
) -> Priority:
    """People × impact with intervals; give `touchpoint` for the map of one place. Never a cause."""
    question = (session, caller.workspace_id, filters)
    found = reports.priority(*question) if kind is None else reports.priority_of(*question, kind, scope)
    return reports.with_drivers(*question, found)


@router.get("/v1/reports/journey", response_model=JourneyOut, summary="The journey", responses=shown(JOURNEY))
def journey(caller: ToReadReports, filters: FiltersDep, session: Reader) -> JourneyOut:
    """Stage by stage and touchpoint by touchpoint: volume, complaints, scores, impact, the theme most spoken of."""
    found = reports.journey_score(session, caller.workspace_id, filters)
    return JourneyOut(
        stages=list(reports.journey(session, caller.workspace_id, filters)),
        scores=list(found.stages),
        overall=found.overall,
        impacts=list(reports.place_impacts(session, caller.workspace_id, filters)),
        weights=dict(weights.journey_weights(session, caller.workspace_id)),
    )


@router.put(
    "/v1/reports/journey/weights",
    response_model=WeightsOut,
    summary="How much each stage counts",
    responses=shown({"weights": WEIGHTS}),
)
def put_weights(caller: ToWriteThemes, session: Writer, body: WeightsIn) -> WeightsOut:
    """The journey score is the mean of the stages by these weights; audited."""
    person = who(caller, body.person)
    return WeightsOut(weights=dict(weights.put_journey_weights(session, caller.workspace_id, person, body.weights)))
