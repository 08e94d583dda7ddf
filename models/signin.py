"""Signing in without a password: a link that works once opens a session that ends by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from models import audit
from models.tables import SignIn
from models.tables.columns import now
from models.tokens import digest, new_secret

LINK_LIFETIME = timedelta(minutes=30)
SESSION_LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the other end of a session."""

    workspace_id: int
    person: str
    expires_at: datetime


def create_link(session: Session, workspace_id: int, person: str, lifetime: timedelta = LINK_LIFETIME) -> str:
    """The token of a new one-time link."""
    return _issue(session, workspace_id, "link", person, lifetime)


def open_session(session: Session, link_token: str, lifetime: timedelta = SESSION_LIFETIME) -> str | None:
    """The token of a new session for the holder of the link; None when the link was used, is too old or is none."""
    used = session.execute(
        update(SignIn)
        .where(
            SignIn.token_hash == digest(link_token),
            SignIn.kind == "link",
            SignIn.used_at.is_(None),
            SignIn.expires_at > now(),
        )
        .values(used_at=now())
        .execution_options(synchronize_session=False)
    )
    assert isinstance(used, CursorResult)
    if used.rowcount != 1:
        return None
    link = session.execute(
        select(SignIn.workspace_id, SignIn.person).where(SignIn.token_hash == digest(link_token))
    ).one()
    audit.append(session, link.workspace_id, link.person, "session.open", f"person:{link.person}"[:128], {})
    return _issue(session, link.workspace_id, "session", link.person, lifetime)


def verify_session(session: Session, token: str) -> SignedIn | None:
    row = session.scalar(select(SignIn).where(SignIn.token_hash == digest(token), SignIn.kind == "session"))
    if row is None or row.revoked_at is not None or row.expires_at <= now():
        return None
    return SignedIn(row.workspace_id, row.person, row.expires_at)


def sign_out(session: Session, token: str) -> None:
    session.execute(
        update(SignIn)
        .where(SignIn.token_hash == digest(token), SignIn.kind == "session")
        .values(revoked_at=now())
        .execution_options(synchronize_session=False)
    )


def forget_expired(session: Session) -> int:
    """Delete links and sessions that ended more than a day ago."""
    gone = session.execute(
        delete(SignIn).where(SignIn.expires_at < now() - timedelta(days=1)).execution_options(synchronize_session=False)
    )
    assert isinstance(gone, CursorResult)
    return gone.rowcount


def _issue(session: Session, workspace_id: int, kind: str, person: str, lifetime: timedelta) -> str:
    token = new_secret()
    session.add(
        SignIn(
            workspace_id=workspace_id,
            kind=kind,
            token_hash=digest(token),
            person=person,
            expires_at=now() + lifetime,
        )
    )
    session.flush()
    return token
