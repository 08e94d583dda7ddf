"""What a split by words, pain point or side would take out of a theme: how many, and examples."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.reports.comment_values import Verbatim
from models.reports.theme_pages import theme_in
from models.reports.verbatims import chosen_units as rows_of
from models.reports.verbatims import verbatims
from models.tables import Comment, ThemeLink, Unit
from models.themes.choosing import Choice, looked_at

MOST_EXAMPLES = 10
_LAST = 1000  # units among which the newest are looked for: the last read are near enough the newest


@dataclass(frozen=True, slots=True)
class PartPreview:
    """`units` of the theme's `of` would go; `examples` are the newest of them."""

    units: int
    of: int
    examples: tuple[Verbatim, ...]


def part_preview(session: Session, workspace_id: int, theme_id: int, choice: Choice) -> PartPreview:
    """Changes nothing. Raises `NotFound`."""
    theme_in(session, workspace_id, theme_id)
    count, units = looked_at(session, workspace_id, theme_id, choice, _LAST)
    of = session.scalar(select(func.count()).where(ThemeLink.theme_id == theme_id)) or 0
    last = rows_of(Comment.received_at, Unit.id).where(Unit.id.in_(units)).limit(MOST_EXAMPLES)
    return PartPreview(count, of, verbatims(session, session.execute(last).all()))


def pain_points_of(session: Session, theme_id: int) -> tuple[tuple[str, int], ...]:
    """The pain points that units of a theme are about, with how many are, the most first."""
    count = func.count()
    chosen = select(Unit.pain_point, count).join(ThemeLink, ThemeLink.unit_id == Unit.id)
    chosen = chosen.where(ThemeLink.theme_id == theme_id, Unit.pain_point.is_not(None)).group_by(Unit.pain_point)
    rows = session.execute(chosen.order_by(count.desc(), Unit.pain_point))
    return tuple((code, number) for code, number in rows if code)
