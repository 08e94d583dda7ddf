"""Texts that many sent in: one wording, how often, by how many people. Counted by the rule of models.duplicates."""

from __future__ import annotations

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.duplicates import FOLDED_FROM
from models.reports.filters import Filters
from models.reports.theme_values import Campaign
from models.reports.verbatims import narrowed, newest_units
from models.tables import Comment, Reading, Source, Theme, ThemeLink, Unit

FEWEST_COPIES = 3
MOST_SHOWN = 3
# The last units of the theme that are looked through, so that a theme of a million opens as fast as one of a hundred.
MOST_SEARCHED = 20_000


def campaigns(session: Session, theme: Theme, filters: Filters) -> tuple[Campaign, ...]:
    """The widest first; only comments that speak of the theme, in the period and for the filters asked for."""
    voice = func.coalesce(Comment.duplicate_of, Comment.id)
    count = func.count(Comment.id.distinct())
    unsigned = func.max(case((Comment.respondent_id.is_(None), 1), else_=0))
    chosen = (
        select(
            voice,
            count,
            func.count(Comment.respondent_id.distinct()) + unsigned,
            func.min(Comment.received_day),
            func.max(Comment.received_day),
        )
        .select_from(Unit)
        .join(Comment, Comment.id == Unit.comment_id)
        .join(Source, Source.id == Comment.source_id)
        .join(Reading, Reading.comment_id == Comment.id)
        .join(ThemeLink, ThemeLink.unit_id == Unit.id)
        .where(ThemeLink.theme_id == theme.id, func.length(Comment.text) >= FOLDED_FROM)
        .where(Unit.id.in_(newest_units(theme, filters, MOST_SEARCHED)))
        .group_by(voice)
        .having(count >= FEWEST_COPIES)
        .order_by(count.desc(), voice)
        .limit(MOST_SHOWN)
    )
    return tuple(Campaign(*row) for row in session.execute(narrowed(chosen, filters)))
