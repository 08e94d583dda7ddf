"""What a problem's `type` leads to: an explanation in both languages."""

from __future__ import annotations

from fastapi import APIRouter

from api.examples import shown
from api.problems import KINDS, Problem, documented
from api.schemas.shape import Label, Outgoing

router = APIRouter(tags=["problems"])
EXAMPLE = {
    "type": "/problems/no-key",
    "status": 401,
    "title": KINDS["no-key"].title,
    "hint": {"ja": KINDS["no-key"].ja, "en": KINDS["no-key"].en},
}


class KindOut(Outgoing):
    """One sort of problem."""

    type: str
    status: int
    title: str
    hint: Label


@router.get(
    "/problems/{code}",
    response_model=KindOut,
    summary="What a problem means",
    responses={**shown(EXAMPLE), **documented("not-found")},
)
async def explain(code: str) -> KindOut:
    """The address in every problem's `type`."""
    kind = KINDS.get(code)
    if kind is None:
        raise Problem("not-found", f"There is no problem called {code[:60]!r}")
    return KindOut(type=f"/problems/{code}", status=kind.status, title=kind.title, hint=Label(ja=kind.ja, en=kind.en))
