"""API keys: `kk_<id>.<secret>`, scoped to a workspace and to what the caller may do."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models import audit
from models.errors import NotFound, Refused
from models.tables import ApiKey
from models.tables.columns import now
from models.tokens import digest, matches, new_secret

SCOPES = ("classify", "feedback:write", "feedback:read", "themes:read", "themes:write", "reports:read", "admin")
PREFIX = "kk_"
USED_RESOLUTION = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiKeyView:
    """A key as it may be shown: never its secret."""

    id: int
    public_id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling, and what they may do; `admin` may do everything in its workspace."""

    key_id: int
    workspace_id: int
    name: str
    scopes: frozenset[str]

    def may(self, scope: str) -> bool:
        return scope in self.scopes or "admin" in self.scopes


def create_key(
    session: Session,
    workspace_id: int,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None = None,
    *,
    actor: str = "system",
) -> tuple[ApiKeyView, str]:
    """The key and the one string that opens the door; the string cannot be shown again."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise Refused(
            "scopes",
            unknown or list(scopes),
            f"some of {', '.join(SCOPES)}",
            ja=f"{'、'.join(SCOPES)} のうちのいくつか",
        )
    if not name.strip():
        raise Refused("name", name, "a name that says whose key it is", ja="だれのキーか分かる名前")
    public_id, secret = secrets.token_hex(8), new_secret()
    row = ApiKey(
        workspace_id=workspace_id,
        public_id=public_id,
        secret_hash=digest(secret),
        name=name,
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    detail = {"name": name, "scopes": sorted(set(scopes))}
    audit.append(session, workspace_id, actor, "key.create", f"key:{public_id}", detail)
    return _view(row), f"{PREFIX}{public_id}.{secret}"


def verify_key(session: Session, presented: str) -> Principal | None:
    """Whose key this is; None for anything else, whatever the reason. Writes nothing: see `touch_key`."""
    public_id, dot, secret = presented.removeprefix(PREFIX).partition(".")
    if not (presented.startswith(PREFIX) and dot and secret and public_id.isascii() and public_id.isalnum()):
        return None
    row = session.scalar(select(ApiKey).where(ApiKey.public_id == public_id))
    if row is None or not matches(secret, row.secret_hash):
        return None
    if row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= now()):
        return None
    return Principal(row.id, row.workspace_id, row.name, frozenset(row.scopes))


def touch_key(session: Session, key_id: int) -> None:
    """Note that the key was used, to the minute, so that a busy key is not a write a call."""
    stale = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < now() - USED_RESOLUTION)
    session.execute(update(ApiKey).where(ApiKey.id == key_id, stale).values(last_used_at=now()))


def revoke_key(session: Session, workspace_id: int, key_id: int, *, actor: str = "system") -> None:
    row = session.get(ApiKey, key_id)
    if row is None or row.workspace_id != workspace_id:
        raise NotFound("key", key_id)
    row.revoked_at = row.revoked_at or now()
    session.flush()
    audit.append(session, workspace_id, actor, "key.revoke", f"key:{row.public_id}", {})


def keys(session: Session, workspace_id: int) -> list[ApiKeyView]:
    rows = session.scalars(select(ApiKey).where(ApiKey.workspace_id == workspace_id).order_by(ApiKey.id))
    return [_view(row) for row in rows]


def _view(row: ApiKey) -> ApiKeyView:
    return ApiKeyView(
        row.id,
        row.public_id,
        row.name,
        tuple(row.scopes),
        row.created_at,
        row.expires_at,
        row.revoked_at,
        row.last_used_at,
    )
