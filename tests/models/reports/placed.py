"""Where the units are, as the store has it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.tables import ThemeLink


def links(session: Any) -> dict[int, tuple[int | None, str]]:
    """Of each unit its theme, and who put it there."""
    rows = session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id, ThemeLink.by))
    return {unit: (theme, by) for unit, theme, by in rows}


def units_of(session: Any, theme: int) -> list[int]:
    """The units of a theme, the first ones first."""
    chosen = select(ThemeLink.unit_id).where(ThemeLink.theme_id == theme)
    return list(session.scalars(chosen.order_by(ThemeLink.unit_id)))
