"""More of a person's hand: where a theme stands, what belongs to it in any case, what was done about it."""

from __future__ import annotations

from fastapi import APIRouter

from api.examples import shown
from api.problems import documented
from api.schemas.theme_acts import ACTION, ActionIn, ActionOut, ActionsOut, ParentIn, RemoveIn, StateIn, WatchIn
from api.schemas.theme_edits import ACT_EXAMPLE, ActOut
from api.security import ToReadThemes, ToWriteThemes
from api.speaking import who
from api.storage import Reader, Writer
from models import actions, reports, themes
from models.errors import Conflict
from models.tables import ThemeLink

DONE = {**shown(ACT_EXAMPLE), **documented("not-found", "conflict")}
router = APIRouter(prefix="/v1/themes", tags=["themes"])


@router.post("/{theme_id}/remove", response_model=ActOut, summary="Take a unit out of it", responses=DONE)
def remove(theme_id: int, caller: ToWriteThemes, session: Writer, body: RemoveIn) -> ActOut:
    """The unit is in no theme from now on, and no discovery puts it into one."""
    link = session.get(ThemeLink, body.unit)
    if link is None or link.theme_id != theme_id or link.workspace_id != caller.workspace_id:
        raise Conflict(
            f"unit {body.unit} is not in theme {theme_id}; wanted a unit that is",
            f"発言 {body.unit} はテーマ {theme_id} にありません。",
        )
    person = who(caller, body.person)
    return ActOut(event=themes.move_unit(session, caller.workspace_id, body.unit, None, person, body.reason))


@router.post("/{theme_id}/parent", response_model=ActOut, summary="Put it under another", responses=DONE)
def set_parent(theme_id: int, caller: ToWriteThemes, session: Writer, body: ParentIn) -> ActOut:
    """Two levels, no more; null lets it stand alone again."""
    person = who(caller, body.person)
    return ActOut(event=themes.set_parent(session, caller.workspace_id, theme_id, person, body.parent))


@router.post("/{theme_id}/watch", response_model=ActOut, summary="Words that belong to it", responses=DONE)
def watch(theme_id: int, caller: ToWriteThemes, session: Writer, body: WatchIn) -> ActOut:
    """Units with one of them come at once, those there are and those to come; replaces the words there were."""
    person = who(caller, body.person)
    return ActOut(event=themes.watch(session, caller.workspace_id, theme_id, person, body.words))


@router.post("/{theme_id}/state", response_model=ActOut, summary="Accept, rest or close it", responses=DONE)
def set_state(theme_id: int, caller: ToWriteThemes, session: Writer, body: StateIn) -> ActOut:
    """A state that a person chose is not changed by the engine."""
    person = who(caller, body.person)
    return ActOut(event=themes.set_state(session, caller.workspace_id, theme_id, person, body.state, body.reason))


@router.get(
    "/{theme_id}/actions",
    response_model=ActionsOut,
    summary="What was done about it, and whether it helped",
    responses=shown({"items": [ACTION]}),
)
def list_actions(theme_id: int, caller: ToReadThemes, session: Reader) -> ActionsOut:
    """Before against after with its interval, and by which `method`.

    `outcome`: met, on_the_way (as far as the target, whose day has not come), changed, worse, no_evidence, too_early.
    `method`: interrupted (the step in the weekly shares, past the trend), share (before, after), against_others.
    """
    return ActionsOut(items=list(reports.action_effects(session, caller.workspace_id, theme_id)))


@router.post(
    "/{theme_id}/actions",
    response_model=ActionOut,
    status_code=201,
    summary="Record an action",
    responses={**shown({"action": 4}, 201), **documented("not-found")},
)
def record_action(theme_id: int, caller: ToWriteThemes, session: Writer, body: ActionIn) -> ActionOut:
    """What, when, by whom, and what it was meant to reach."""
    person = who(caller, body.person)
    return ActionOut(action=actions.record(session, caller.workspace_id, theme_id, **body.told, actor=person))
