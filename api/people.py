"""Who is looking: people come in by a one-time link and are known by a cookie."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response

from api.house import House, HouseDep
from api.problems import Problem
from models.database import reading
from models.signin import SESSION_LIFETIME, verify_session

COOKIE = "kikitori_session"


@dataclass(frozen=True, slots=True)
class PageUser:
    """`csrf` belongs to the session; every form carries it back as the field `csrf`."""

    workspace_id: int
    name: str
    csrf: str


def page_user(request: Request, house: HouseDep) -> PageUser:
    token = request.cookies.get(COOKIE, "")
    if not token:
        raise Problem("signed-out", "missing")
    with reading(house.sessions) as session:
        found = verify_session(session, token)
    if found is None:
        raise Problem("signed-out", "expired")
    return PageUser(found.workspace_id, found.person, csrf_of(token))


def csrf_of(session_token: str) -> str:
    """The session's token is 256 bits of chance already: a value derived from it needs no other secret."""
    return hmac.new(session_token.encode(), b"kikitori form", "sha256").hexdigest()


def remember(response: Response, house: House, session_token: str) -> None:
    """Lax, not strict: the one-time link is opened from a terminal or a mail."""
    response.set_cookie(
        COOKIE,
        session_token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=house.settings.address.startswith("https://"),
        path="/",
    )


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


PageUserDep = Annotated[PageUser, Depends(page_user)]
