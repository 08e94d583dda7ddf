"""What the analyser says of a comment: one reading, its opinions, its units with their vectors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Table, key, now


class Reading(Table):
    """One a comment; a later version replaces it. `score` in -1..1, confidences in 0..1, `urgency` in 0..3."""

    __tablename__ = "reading"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    language: Mapped[str] = mapped_column(String(16))
    language_confidence: Mapped[float]
    sentiment: Mapped[str] = mapped_column(String(16))
    score: Mapped[float]
    confidence: Mapped[float]
    intents: Mapped[list[Any]] = mapped_column(default=list)
    urgency: Mapped[int] = mapped_column(SmallInteger)
    urgency_confidence: Mapped[float]
    signals: Mapped[list[Any]] = mapped_column(default=list)
    evidence: Mapped[list[Any]] = mapped_column(default=list)
    flags: Mapped[list[Any]] = mapped_column(default=list)
    abstain: Mapped[bool]
    version: Mapped[str] = mapped_column(String(128))
    read_at: Mapped[datetime] = mapped_column(default=now)


class Opinion(Table):
    """One point the writer makes; offsets into the comment's text, end exclusive; `polarity` -1, 0, 1."""

    __tablename__ = "opinion"
    __table_args__ = (UniqueConstraint("comment_id", "position"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    quote: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    touchpoint: Mapped[str | None] = mapped_column(String(64))
    stage: Mapped[str | None] = mapped_column(String(64))
    polarity: Mapped[int] = mapped_column(SmallInteger)
    pain_point: Mapped[str | None] = mapped_column(String(64))
    confidence: Mapped[float]


class Unit(Table):
    """A sentence or clause; `vector` is little-endian float16, of length 1, and may be empty.

    An id is never given twice: proposals, events and runs remember units by it after a comment was read anew.
    """

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("comment_id", "position"),
        Index("ix_unit_workspace", "workspace_id", "id"),
        {"sqlite_autoincrement": True},  # else SQLite gives the highest ids once more when their rows are gone
    )

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    start: Mapped[int]
    end: Mapped[int]
    language: Mapped[str] = mapped_column(String(16))
    sentiment: Mapped[str] = mapped_column(String(16))
    score: Mapped[float]
    polarity: Mapped[int] = mapped_column(SmallInteger)
    touchpoint: Mapped[str | None] = mapped_column(String(64))
    pain_point: Mapped[str | None] = mapped_column(String(64))
    confidence: Mapped[float]
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class Correction(Table):
    """A person's better answer: `field` of a comment, or of its words from `start` to `end`."""

    __tablename__ = "correction"

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    field: Mapped[str] = mapped_column(String(64))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(default=now)
