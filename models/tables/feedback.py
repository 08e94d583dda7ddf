"""Feedback as received. A comment's row is also its place in the queue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Table, key, now

UNREAD_PRIORITY = -1e9  # below whatever was read


class Comment(Table):
    """One piece of feedback.

    `received_day` and `week` (its Monday) are local to the workspace, cut once at intake. `touchpoint`, `urgency` and
    `priority` repeat the reading, so that the triage queue is one walk along one index.
    """

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("workspace_id", "source_id", "external_id"),
        Index("ix_comment_queue", "state", "workspace_id", "attempts", "id"),
        Index("ix_comment_week", "workspace_id", "week", "id"),
        Index("ix_comment_fingerprint", "workspace_id", "fingerprint", "id"),
        Index("ix_comment_triage", "workspace_id", "triage_state", "priority", "id"),
        Index("ix_comment_urgency", "workspace_id", "triage_state", "urgency", "priority"),
        Index("ix_comment_version", "workspace_id", "read_version"),
    )

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    external_id: Mapped[str] = mapped_column(String(300))
    channel: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    question: Mapped[str | None] = mapped_column(Text)
    respondent_id: Mapped[int | None] = mapped_column(ForeignKey("respondent.id"))
    language_hint: Mapped[str | None] = mapped_column(String(16))
    touchpoint_hint: Mapped[str | None] = mapped_column(String(64))
    segment: Mapped[dict[str, Any]] = mapped_column(default=dict)
    received_at: Mapped[datetime]
    received_day: Mapped[date]
    week: Mapped[date]
    ingested_at: Mapped[datetime] = mapped_column(default=now)

    state: Mapped[str] = mapped_column(String(16), default="pending")
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    lease_token: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None]
    lease_size: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    read_version: Mapped[str | None] = mapped_column(String(128))
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="SET NULL"), index=True)

    touchpoint: Mapped[str | None] = mapped_column(String(64))
    urgency: Mapped[int] = mapped_column(SmallInteger, default=0)
    priority: Mapped[float] = mapped_column(default=UNREAD_PRIORITY)
    triage_state: Mapped[str] = mapped_column(String(16), default="open")
    triage_owner: Mapped[str | None] = mapped_column(String(200))
    triage_note: Mapped[str | None] = mapped_column(Text)
    triage_at: Mapped[datetime | None]


class Score(Table):
    """A score given with a comment: `normalised` to its kind's scale (nps 0-10, csat 1-5, ces 1-7)."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("comment_id", "kind", "scope"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    scope: Mapped[str] = mapped_column(String(16))
    value: Mapped[float]
    scale_low: Mapped[float]
    scale_high: Mapped[float]
    normalised: Mapped[float]
