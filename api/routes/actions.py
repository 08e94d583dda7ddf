"""What was done, about whatever theme or touchpoint, and whether it helped."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.examples import shown
from api.problems import documented
from api.schemas.theme_acts import ACTION, AT_A_TOUCHPOINT, ActionOut, ActionsOut, AnyActionIn
from api.security import ToReadThemes, ToWriteThemes
from api.speaking import LONGEST, who
from api.storage import Reader, Writer
from models import actions, reports

router = APIRouter(prefix="/v1/actions", tags=["themes"])


@router.get(
    "",
    response_model=ActionsOut,
    summary="All that was done, and whether it helped",
    responses=shown({"items": [AT_A_TOUCHPOINT, ACTION]}),
)
def list_actions(caller: ToReadThemes, session: Reader) -> ActionsOut:
    """Those about themes and those about a touchpoint alone, the newest start first; figures as for one theme."""
    return ActionsOut(items=list(reports.action_effects(session, caller.workspace_id)))


@router.post(
    "",
    response_model=ActionOut,
    status_code=201,
    summary="Record an action about a touchpoint, a theme, or both",
    responses={**shown({"action": 5}, 201), **documented("not-found")},
)
def record_action(caller: ToWriteThemes, session: Writer, body: AnyActionIn) -> ActionOut:
    """At a touchpoint alone its effect is measured by all who speak of it or were asked there."""
    person = who(caller, body.person)
    return ActionOut(action=actions.record(session, caller.workspace_id, body.theme, **body.told, actor=person))


@router.delete(
    "/{action_id}",
    response_model=ActionOut,
    summary="Take an action back that was recorded by mistake",
    responses={**shown({"action": 5}), **documented("not-found")},
)
def remove_action(
    action_id: int,
    caller: ToWriteThemes,
    session: Writer,
    person: Annotated[str | None, Query(max_length=LONGEST, description="Whose hand it was, for the audit")] = None,
) -> ActionOut:
    """It and its before and after are gone from every page; the audit keeps what it said and who took it back."""
    actions.remove(session, caller.workspace_id, action_id, who(caller, person))
    return ActionOut(action=action_id)
