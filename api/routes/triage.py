"""The triage desk: what a person should see first, and what they did with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.examples import shown
from api.problems import documented
from api.routes.themes import Cursor, Limit
from api.schemas.reports import TRIAGE_ITEM, TRIAGE_STATE, TriageOut
from api.schemas.triage import NoteIn, PersonIn, TriageState
from api.security import ToReadFeedback, ToWriteFeedback
from api.speaking import who
from api.storage import Reader, Writer
from models import reports, triage
from models.triage import TriageView

router = APIRouter(tags=["triage"])
DONE = {**shown(TRIAGE_STATE | {"state": "taken", "owner": "佐藤"}), **documented("not-found", "conflict")}
Names = Annotated[list[str], Query(max_length=50)]
Levels = Annotated[list[Annotated[int, Query(ge=0, le=3)]], Query(max_length=4)]
States = Annotated[list[TriageState], Query(max_length=3)]


@router.get(
    "/v1/triage",
    response_model=TriageOut,
    summary="What a person should see first",
    responses=shown({"items": [TRIAGE_ITEM], "next_cursor": None}),
)
def queue(
    caller: ToReadFeedback,
    session: Reader,
    source: Names = [],  # noqa: B006 - FastAPI copies it
    touchpoint: Names = [],  # noqa: B006
    urgency: Levels = [],  # noqa: B006
    state: States = ["open", "taken"],  # noqa: B006
    cursor: Cursor = None,
    limit: Limit = 50,
) -> TriageOut:
    """By priority: urgency, signals, negativity and age; the reasons are named."""
    named = reports.Filters(sources=tuple(source), touchpoints=tuple(touchpoint))
    reports.check_known(session, caller.workspace_id, named)
    page = reports.triage_queue(
        session,
        caller.workspace_id,
        sources=named.sources,
        touchpoints=named.touchpoints,
        urgencies=tuple(urgency),
        states=tuple(state),
        cursor=cursor,
        limit=limit,
    )
    return TriageOut(items=list(page.items), next_cursor=page.next)


@router.post("/v1/triage/{comment_id}/take", response_model=TriageView, summary="Take it", responses=DONE)
def take(comment_id: int, caller: ToWriteFeedback, session: Writer, body: PersonIn | None = None) -> TriageView:
    """409 when somebody else has it."""
    return triage.take(session, caller.workspace_id, comment_id, who(caller, body.person if body else None))


@router.post("/v1/triage/{comment_id}/note", response_model=TriageView, summary="Leave a note", responses=DONE)
def note(comment_id: int, caller: ToWriteFeedback, session: Writer, body: NoteIn) -> TriageView:
    """Replaces the note that was there; the audit trail keeps who and when."""
    return triage.note(session, caller.workspace_id, comment_id, who(caller, body.person), body.note)


@router.post("/v1/triage/{comment_id}/done", response_model=TriageView, summary="It is dealt with", responses=DONE)
def done(comment_id: int, caller: ToWriteFeedback, session: Writer, body: PersonIn | None = None) -> TriageView:
    """It leaves the desk."""
    return triage.finish(session, caller.workspace_id, comment_id, who(caller, body.person if body else None))


@router.post("/v1/triage/{comment_id}/reopen", response_model=TriageView, summary="Open it again", responses=DONE)
def reopen(comment_id: int, caller: ToWriteFeedback, session: Writer, body: PersonIn | None = None) -> TriageView:
    """It comes back to the desk, nobody's."""
    return triage.reopen(session, caller.workspace_id, comment_id, who(caller, body.person if body else None))
