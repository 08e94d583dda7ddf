"""Who is calling: API keys as bearer tokens, and what each may do."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.exc import SQLAlchemyError

from api.house import House, HouseDep
from api.problems import Problem
from models.database import reading, retrying
from models.keys import Principal, touch_key, verify_key

log = logging.getLogger(__name__)

BEARER = HTTPBearer(auto_error=False, description="An API key: kk_… (kikitori keys create)", bearerFormat="kk_…")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="kikitori"'}


def principal(request: Request, house: HouseDep, credentials: Credentials) -> Principal:
    """The key's workspace and scopes; 401 without a good key, 429 when it is used too often."""
    if credentials is None or not credentials.credentials:
        raise Problem("no-key", headers=CHALLENGE)
    found = house.keyring.recall(credentials.credentials, lambda presented: _verify(house, presented))
    if found is None:
        raise Problem("bad-key", headers=CHALLENGE)
    seconds = house.rate.wait(str(found.key_id))
    if seconds:
        limit = house.settings.rate_limit_per_minute
        raise Problem(
            "rate-limited", f"At most {limit} requests a minute", headers={"Retry-After": str(math.ceil(seconds))}
        )
    request.state.principal = found
    return found


def needs(scope: str) -> Callable[..., Principal]:
    """A dependency that lets only keys with `scope` through; `admin` opens every door of its workspace."""

    def check(found: Annotated[Principal, Depends(principal)]) -> Principal:
        if not found.may(scope):
            raise Problem("wrong-scope", f"The key has {', '.join(sorted(found.scopes))}; wanted {scope}")
        return found

    check.__name__ = "needs_" + scope.replace(":", "_")
    return check


def _verify(house: House, presented: str) -> Principal | None:
    with reading(house.sessions) as session:
        found = verify_key(session, presented)
    if found and house.keyring.due(found.key_id):
        house.background.submit(_stamp, house, found.key_id)
    return found


def _stamp(house: House, key_id: int) -> None:
    """When a key was last used is worth knowing, not worth waiting for."""
    try:
        retrying(house.sessions, lambda session: touch_key(session, key_id))
    except SQLAlchemyError as error:
        log.warning("last use of key %d was not noted: %s", key_id, type(error).__name__)


ToClassify = Annotated[Principal, Depends(needs("classify"))]
ToReadFeedback = Annotated[Principal, Depends(needs("feedback:read"))]
ToWriteFeedback = Annotated[Principal, Depends(needs("feedback:write"))]
ToReadThemes = Annotated[Principal, Depends(needs("themes:read"))]
ToWriteThemes = Annotated[Principal, Depends(needs("themes:write"))]
ToReadReports = Annotated[Principal, Depends(needs("reports:read"))]
