"""Background work that was asked for, and the packed facts that reports read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Table, key, now


class Job(Table):
    """An outbox row: written in the transaction of the request, done by a worker. `progress` in 0..1."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_queue", "state", "id"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(16), default="pending")
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    lease_token: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    progress: Mapped[float] = mapped_column(default=0.0)
    note: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)


class IdempotentAnswer(Table):
    """What was answered to a request that named itself, so that the same request gets the same answer."""

    __tablename__ = "idempotent_answer"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    key: Mapped[str] = mapped_column(String(255))
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(SmallInteger)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class WeekSheet(Table):
    """The facts of one week, packed for reports: good while `built` equals `stamp`, which every change renews."""

    __tablename__ = "week_sheet"
    __table_args__ = (UniqueConstraint("workspace_id", "week"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    week: Mapped[date]
    stamp: Mapped[int] = mapped_column(BigInteger)
    built: Mapped[int] = mapped_column(BigInteger, default=0)
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    comments: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    mentions: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
