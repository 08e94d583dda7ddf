"""Who the feedback belongs to, where it comes from, and where on the journey it happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Table, key, now


class Workspace(Table):
    """A tenant. Days and weeks are cut in its `timezone`; a zone once used is not changed, weeks are stored.

    `journey_weights`: stages whose weight in the journey score somebody has set. `pain_points`: the name in each
    language, by code, as the workspace's taxonomy has them.
    """

    __tablename__ = "workspace"

    id: Mapped[int] = key()
    name: Mapped[str] = mapped_column(String(200), unique=True)
    timezone: Mapped[str] = mapped_column(String(64), default="Asia/Tokyo")
    journey_weights: Mapped[dict[str, Any]] = mapped_column(default=dict)
    pain_points: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Source(Table):
    """A named stream of feedback: one survey, one help desk, one review site."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(default=now)


class Respondent(Table):
    """A person as a source names them; `key` is the source's own, taken as it is."""

    __tablename__ = "respondent"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    key: Mapped[str] = mapped_column(String(300))


class Touchpoint(Table):
    """A place on the journey, as the workspace's taxonomy has it; a `hidden` one keeps its name and is not offered."""

    __tablename__ = "touchpoint"
    __table_args__ = (UniqueConstraint("workspace_id", "code"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    code: Mapped[str] = mapped_column(String(64))
    stage: Mapped[str] = mapped_column(String(64))
    ja: Mapped[str] = mapped_column(String(200))
    en: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    hidden: Mapped[bool] = mapped_column(default=False)
