"""All that was done, and the forms that record an action or take one away."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response

from api.pages.asking import AskedDep
from api.pages.forms import Sender
from api.pages.page import back, own_path
from api.pages.views.actions import actions_view
from api.problems import Problem
from api.storage import Writer
from models import actions, reports

router = APIRouter()
MINUS = str.maketrans("−－＋", "--+")
Choice = Annotated[str, Form(max_length=64)]
Written = Annotated[str, Form(max_length=20)]


@router.get("/actions")
def listed(asked: AskedDep) -> Response:
    session, workspace_id, names = asked.session, asked.workspace_id, asked.page.names
    effects = reports.action_effects(session, workspace_id)
    themes = reports.theme_table(session, workspace_id, asked.filters.within(None), states=None)
    today = asked.page.now.astimezone(names.tongue.zone).date()
    return asked.page.render("actions.html", view=actions_view(names, effects, themes, today))


def given(
    what: Annotated[str, Form(max_length=500)],
    owner: Annotated[str, Form(max_length=200)],
    on: Annotated[date, Form()],
    touchpoint: Choice = "",
    target_kind: Choice = "",
    target_change: Written = "",
    target_on: Written = "",
) -> dict[str, Any]:
    """The form's fields under the names that `models.actions.record` has for them."""
    change, by = _target(target_kind, target_change, target_on)
    return {
        "what": what,
        "owner": owner,
        "starts_on": on,
        "touchpoint": touchpoint or None,
        "target_kind": target_kind or None,
        "target_change": change,
        "target_on": by,
    }


Given = Annotated[dict[str, Any], Depends(given)]


@router.post("/actions")
def record(user: Sender, session: Writer, form: Given, theme: Choice = "") -> Response:
    theme_id = int(theme) if theme.isdecimal() and len(theme) < 19 else None
    actions.record(session, user.workspace_id, theme_id, **form, actor=user.name)
    return back("/actions", "recorded")


@router.post("/themes/{theme_id}/actions")
def record_for_theme(theme_id: int, user: Sender, session: Writer, form: Given) -> Response:
    actions.record(session, user.workspace_id, theme_id, **form, actor=user.name)
    return back(f"/themes/{theme_id}", "recorded")


@router.post("/actions/{action_id}/remove")
def remove(
    action_id: int, user: Sender, session: Writer, back_to: Annotated[str, Form(alias="back")] = "/actions"
) -> Response:
    actions.remove(session, user.workspace_id, action_id, user.name)
    return back(own_path(back_to, "/actions"), "removed")


def _target(kind: str, change: str, on: str) -> tuple[float | None, date | None]:
    if not kind:
        return None, None
    try:
        return float(change.translate(MINUS)), date.fromisoformat(on)
    except ValueError as error:
        raise Problem("bad-request", f"target is {change!r} by {on!r}; wanted a number and a day") from error
