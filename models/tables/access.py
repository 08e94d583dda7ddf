"""Who may come in, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Table, key, now


class ApiKey(Table):
    """A key of another service. Only the SHA-256 of its secret is kept."""

    __tablename__ = "api_key"

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class SignIn(Table):
    """A one-time link (`kind` link) or the session it opened (`kind` session). Only the token's SHA-256 is kept."""

    __tablename__ = "sign_in"

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AuditEntry(Table):
    """One link of the chain: `hash` covers the entry and `previous_hash`, so a change in the past shows."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_audit_entry_subject", "workspace_id", "subject"),
    )

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
