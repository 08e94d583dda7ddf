"""Coming in by a one-time link, and going out."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.house import HouseDep
from api.pages.errors import signin_page
from api.pages.forms import sender
from api.people import COOKIE, forget, remember
from api.storage import Writer
from models.signin import open_session
from models.signin import sign_out as end_session

router = APIRouter()


@router.get("/signin")
def sign_in(request: Request, house: HouseDep, session: Writer, token: str = "") -> Response:
    """The link works once: what it opens is a session of its own, and the address with the token is left at once."""
    opened = open_session(session, token) if token else None
    if opened is None:
        return signin_page(request, "used" if token else "signed_out")
    answer = RedirectResponse("/", 303)
    remember(answer, house, opened)
    return answer


@router.post("/signout", dependencies=[Depends(sender)])
def sign_out(request: Request, session: Writer) -> Response:
    """The session is over, wherever else its cookie may be; the browser forgets it as well."""
    end_session(session, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/signin", 303)
    forget(answer)
    return answer
