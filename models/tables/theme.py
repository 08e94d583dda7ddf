"""Themes: permanent ids, their history, and the units that belong to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Table, key, now


class Theme(Table):
    """A group of units that say the same thing. `code` is what people quote ("T-0007"); neither it nor `id` is reused.

    `anchor` is the centroid at birth, `centroid` today's: float32 little-endian. `threshold` is a cosine, 0..1.
    `pinned`: the engine neither retires nor merges it. `forbidden`: the engine may not find it again.
    """

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("workspace_id", "code"), Index("ix_theme_state", "workspace_id", "state"))

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    code: Mapped[str] = mapped_column(String(16))
    label: Mapped[dict[str, Any]] = mapped_column(default=dict)
    named_by: Mapped[str] = mapped_column(String(16), default="engine")
    keywords: Mapped[dict[str, Any]] = mapped_column(default=dict)
    pairs: Mapped[list[Any]] = mapped_column(default=list)
    watch_words: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(16), default="candidate")
    pinned: Mapped[bool] = mapped_column(default=False)
    forbidden: Mapped[bool] = mapped_column(default=False)
    group_key: Mapped[str] = mapped_column(String(128), default="")
    group_label: Mapped[dict[str, Any]] = mapped_column(default=dict)
    touchpoint: Mapped[str | None] = mapped_column(String(64))
    pain_point: Mapped[str | None] = mapped_column(String(64))
    stability: Mapped[float] = mapped_column(default=1.0)
    verbatims: Mapped[list[Any]] = mapped_column(default=list)
    opposite_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    anchor: Mapped[bytes] = mapped_column(LargeBinary)
    centroid: Mapped[bytes] = mapped_column(LargeBinary)
    threshold: Mapped[float]
    encoder: Mapped[str] = mapped_column(String(128), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)


class ThemeRun(Table):
    """One discovery: enough to say how it was made, to make it again, and to repeat an old report.

    `members` (unit id, theme id, similarity) and `language_means` are packed arrays, `unassigned_share` is in 0..1.
    `state`: proposed (a person looks at it first), applied or rejected. `report`: what models.reports.keeping has
    kept of it, large and asked for apart; empty for runs that are older than it.
    """

    __tablename__ = "theme_run"

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    seed: Mapped[int]
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    versions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    unassigned_share: Mapped[float]
    language_means: Mapped[bytes] = mapped_column(LargeBinary)
    themes: Mapped[list[Any]] = mapped_column(default=list)
    members: Mapped[bytes] = mapped_column(LargeBinary)
    seconds: Mapped[float]
    state: Mapped[str] = mapped_column(String(16), default="applied")
    report: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class ThemeEvent(Table):
    """Something that happened to a theme. `before` and `after` are what a person needs to judge it and to undo it."""

    __tablename__ = "theme_event"
    __table_args__ = (Index("ix_theme_event_theme", "theme_id", "id"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("theme_run.id"))
    kind: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(200), default="engine")
    reason: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("theme_event.id"))
    at: Mapped[datetime] = mapped_column(default=now)


class ThemeLink(Table):
    """Where a unit belongs. `by` person is never overruled by the engine; theme None then means "to no theme"."""

    __tablename__ = "theme_link"
    __table_args__ = (
        Index("ix_theme_link_theme", "theme_id", "received_at", "unit_id"),
        Index("ix_theme_link_comment", "comment_id"),
        Index("ix_theme_link_event", "event_id"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    received_at: Mapped[datetime]
    similarity: Mapped[float]
    by: Mapped[str] = mapped_column(String(16), default="engine")
    event_id: Mapped[int | None] = mapped_column(ForeignKey("theme_event.id"))


class Action(Table):
    """What somebody did about a theme, and what it was meant to reach (target such as nps +5 by a day)."""

    __tablename__ = "action"

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    touchpoint: Mapped[str | None] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    owner: Mapped[str] = mapped_column(String(200))
    target_kind: Mapped[str | None] = mapped_column(String(16))
    target_change: Mapped[float | None]
    target_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
