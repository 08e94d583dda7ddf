"""The comment page and its correction."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.pages.forms import Sender
from api.pages.page import PageDep, back
from api.pages.views.comment import comment_view
from api.problems import Problem
from api.storage import Reader, Writer
from models import corrections, reports

router = APIRouter()
FIELDS = ("sentiment", "touchpoint", "pain_point", "urgency", "intents", "signals")


@router.get("/comments/{comment_id}")
def comment(comment_id: int, page: PageDep, session: Reader) -> Response:
    found = reports.comment_page(session, page.user.workspace_id, comment_id)
    return page.render("comment.html", view=comment_view(page.names, found))


@router.post("/comments/{comment_id}/correct")
def correct(
    comment_id: int,
    user: Sender,
    session: Writer,
    change: Annotated[str, Form(max_length=100)],
    span: Annotated[str, Form(max_length=30)] = "",
) -> Response:
    field, _, code = change.partition(":")
    if field not in FIELDS or not code:
        raise Problem("bad-request", f"change is {change!r}; wanted field:code with one of {', '.join(FIELDS)}")
    start, end = _span(span)
    corrections.correct(session, user.workspace_id, comment_id, user.name, field, code, start=start, end=end)
    return back(f"/comments/{comment_id}", "corrected")


def _span(written: str) -> tuple[int | None, int | None]:
    start, _, end = written.partition("-")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else (None, None)
