"""The triage desk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.pages.forms import Sender
from api.pages.page import PageDep, back, own_path
from api.pages.views.triage import STATES, TriageFacts, triage_view
from api.problems import Problem
from api.storage import Reader, Writer
from models import reports, triage
from models.workspaces import sources

router = APIRouter()
PAGE = 25


@router.get("/triage")
def desk(page: PageDep, session: Reader) -> Response:
    query, workspace_id = page.request.query_params, page.user.workspace_id
    state = query.get("state", "")
    state = state if state in STATES else "open"
    urgency = query.get("urgency", "")
    known = tuple(source.name for source in sources(session, workspace_id))
    found = reports.triage_queue(
        session,
        workspace_id,
        sources=(query["source"],) if query.get("source") in known else (),
        touchpoints=(query["touchpoint"],) if query.get("touchpoint") else (),
        urgencies=(int(urgency),) if urgency in ("0", "1", "2", "3") else (),
        states=(state,),
        cursor=query.get("cursor") or None,
        limit=PAGE,
    )
    counts = reports.triage_counts(session, workspace_id)
    facts = TriageFacts(found, counts, known, state, query, page.now)
    return page.render("triage.html", view=triage_view(page.names, facts, page.again))


@router.post("/triage/{comment_id}")
def act(
    comment_id: int,
    user: Sender,
    session: Writer,
    do: Annotated[str, Form()],
    note: Annotated[str, Form(max_length=2000)] = "",
    back_to: Annotated[str, Form(alias="back")] = "/triage",
) -> Response:
    where = (session, user.workspace_id, comment_id, user.name)
    if do == "take":
        triage.take(*where)
        done = "taken"
    elif do == "done":
        triage.finish(*where)
        done = "finished"
    elif do == "reopen":
        triage.reopen(*where)
        done = "reopened"
    elif do == "note":
        triage.note(*where, note)
        done = "noted"
    else:
        raise Problem("bad-request", f"do is {do!r}; wanted take, note, done or reopen")
    return back(own_path(back_to, "/triage"), done)
