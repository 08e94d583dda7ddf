"""What a re-discovery would change, line by line, until a person has answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Table, key


class ThemeChange(Table):
    """One change of a proposed run. `key` is the same in every run that proposes the same thing.

    `state`: proposed, accepted, rejected, replaced (a newer run asks instead) or outdated (it no longer fits what the
    themes are now). `arrays`: units, similarities and centroids, packed. `events`: what accepting it did, for the undo.
    """

    __tablename__ = "theme_change"
    __table_args__ = (Index("ix_theme_change_run", "run_id", "position"),)

    id: Mapped[int] = key()
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("theme_run.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    key: Mapped[str] = mapped_column(Text)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    others: Mapped[list[Any]] = mapped_column(default=list)
    units: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    arrays: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    state: Mapped[str] = mapped_column(String(16), default="proposed")
    settled_by: Mapped[str] = mapped_column(String(200), default="")
    settled_at: Mapped[datetime | None]
    events: Mapped[list[Any]] = mapped_column(default=list)
