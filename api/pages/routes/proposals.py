"""A person's answer to a proposed change."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from sqlalchemy.orm import Session

from api.pages.forms import Sender
from api.pages.page import back
from api.pages.views.proposals import MERGE, SPLIT, others
from api.problems import Problem
from api.storage import Writer
from models import audit, reports, themes

router = APIRouter()
SETTLED = "proposal.settled"


@router.post("/proposals/{event_id}")
def answer(
    event_id: int, user: Sender, session: Writer, verdict: Annotated[Literal["accept", "reject"], Form()]
) -> Response:
    """Accepting a merge carries it out; what is dismissed is not shown again, and the audit says by whom."""
    found = next((e for e in reports.events(session, user.workspace_id) if e.id == event_id), None)
    if found is None or found.kind not in (MERGE, SPLIT):
        raise Problem("not-found", f"There is no proposal {event_id}")
    if verdict == "accept":
        for theme in others(found):
            themes.merge(session, user.workspace_id, theme, found.theme_id, user.name, f"proposal {event_id}")
    audit.append(session, user.workspace_id, user.name, SETTLED, f"event:{event_id}", {"verdict": verdict})
    return back("/themes", "accepted" if verdict == "accept" else "rejected")


def settled(session: Session, workspace_id: int, events: list[int]) -> set[int]:
    return {one for one in events if audit.entries(session, workspace_id, subject=f"event:{one}", limit=1)}
