"""A person's answer to what a re-analysis proposes, the wish for a new look, and what is in no theme."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, BackgroundTasks, Form, Response

from api.house import DISCOVERY, HouseDep
from api.pages.forms import Sender
from api.pages.page import back
from api.storage import Writer
from models import audit, jobs, themes

router = APIRouter(prefix="/themes")
ANSWERS = {"accept": themes.accept, "reject": themes.reject, "undo": themes.take_back}
THANKS = {"accept": "accepted", "reject": "rejected", "undo": "reopened_proposal"}


@router.post("/proposals/{run_id}")
def answer(
    run_id: int,
    user: Sender,
    session: Writer,
    verdict: Annotated[Literal["accept", "reject", "undo"], Form()],
    change: Annotated[int | None, Form()] = None,
) -> Response:
    """To one line of the proposal, or to all of it."""
    chosen = None if change is None else [change]
    ANSWERS[verdict](session, user.workspace_id, run_id, user.name, chosen)
    return back("/themes", THANKS[verdict])


@router.post("/unassigned")
def place(user: Sender, session: Writer, unit: Annotated[int, Form()], to: Annotated[int, Form()]) -> Response:
    """A sentence out of the queue, into a theme."""
    themes.move_unit(session, user.workspace_id, unit, to, user.name)
    return back("/themes/unassigned", "moved")


@router.post("/proposals")
def ask(user: Sender, house: HouseDep, session: Writer, after: BackgroundTasks) -> Response:
    """Once at a time, however often the button is pressed."""
    job = jobs.request_once(session, user.workspace_id, "discover", {"seed": 0})
    audit.append(session, user.workspace_id, user.name, "proposal.asked", f"job:{job}", {})
    after.add_task(house.wake, DISCOVERY)
    return back("/themes", "asked")
