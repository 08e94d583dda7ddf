"""The proof that a form was sent from one of our own pages."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import Depends, Form, Request

from api.people import PageUser, PageUserDep
from api.problems import Problem


def sender(request: Request, user: PageUserDep, csrf: Annotated[str, Form()] = "") -> PageUser:
    """The person who sent a form: refused when the token is not the session's, or another site sent it."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Problem("forbidden-form", "The form was sent from another site")
    if not secrets.compare_digest(csrf.encode(), user.csrf.encode()):
        raise Problem("forbidden-form", "The form does not carry this session's token; open the page again")
    return user


Sender = Annotated[PageUser, Depends(sender)]
