"""The words behind a number: comments of a theme, or of none, the newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.reports import cursors
from models.reports.comment_values import GivenScore, Verbatim, VerbatimPage
from models.reports.filters import Filters
from models.tables import Comment, Reading, Score, Source, Theme, ThemeLink, Unit

MOST_A_PAGE = 200
MOST_COMPARED = 2000
POOL = 20  # times as many as wanted: a campaign fills the nearest places with one text
Rows = Sequence[Row[*tuple[Any, ...]]]


def theme_comments(
    session: Session,
    workspace_id: int,
    theme_id: int,
    filters: Filters,
    *,
    polarity: int | None = None,
    cursor: str | None = None,
    limit: int = 20,
) -> VerbatimPage:
    """One item a unit: a comment that says it twice is there twice, each time with its own words.

    `polarity` (-1, 0, 1) keeps the units of one side.
    """
    chosen = narrowed(chosen_units(ThemeLink.received_at, ThemeLink.unit_id), filters).where(
        ThemeLink.theme_id == theme_id, Comment.workspace_id == workspace_id
    )
    if polarity is not None:
        chosen = chosen.where(Unit.polarity == polarity)
    size = max(1, min(limit, MOST_A_PAGE))
    if cursor is not None:
        at, after = cursors.moment_and_id("theme", cursor)
        moment = ThemeLink.received_at
        chosen = chosen.where(or_(moment < at, and_(moment == at, ThemeLink.unit_id < after)))
    rows = session.execute(chosen.limit(size + 1)).all()
    items = verbatims(session, rows[:size])
    last = items[-1] if len(rows) > size else None
    return VerbatimPage(items, cursors.encode("theme", last.received_at.isoformat(), last.unit_id) if last else None)


def unassigned(
    session: Session, workspace_id: int, filters: Filters, *, cursor: str | None = None, limit: int = 20
) -> VerbatimPage:
    """Units that no theme holds, the last read first: the work queue of whoever keeps the themes."""
    size = max(1, min(limit, MOST_A_PAGE))
    chosen = narrowed(chosen_units(Unit.id), filters).where(
        Unit.workspace_id == workspace_id, ThemeLink.theme_id.is_(None)
    )
    if cursor is not None:
        chosen = chosen.where(Unit.id < cursors.number_and_id("unassigned", cursor)[1])
    rows = session.execute(chosen.limit(size + 1)).all()
    items = verbatims(session, rows[:size])
    return VerbatimPage(items, cursors.encode("unassigned", 0, items[-1].unit_id) if len(rows) > size else None)


def representative(session: Session, theme: Theme, filters: Filters, most: int = 5) -> tuple[Verbatim, ...]:
    """Those that discovery chose for their nearness and variety, then the nearest others; no text twice."""
    base = narrowed(chosen_units(), filters).where(ThemeLink.theme_id == theme.id)
    picked = session.execute(base.where(ThemeLink.unit_id.in_(theme.verbatims[: 4 * most]))).all()
    order = {unit_id: place for place, unit_id in enumerate(theme.verbatims)}
    rows = _folded(sorted(picked, key=lambda row: order[row.unit_id]), most)
    if len(rows) < most:
        nearest = base.where(ThemeLink.unit_id.in_(newest_units(theme, filters, MOST_COMPARED)))
        nearest = nearest.order_by(ThemeLink.similarity.desc(), ThemeLink.unit_id)
        rows = _folded([*rows, *session.execute(nearest.limit(POOL * most))], most)
    return verbatims(session, rows)


def _folded(rows: Rows, most: int) -> Rows:
    """The first of each text; that of another comment, not the same one again."""
    first: dict[int, Row[*tuple[Any, ...]]] = {}
    for row in rows:
        first.setdefault(row.voice, row)
    return list(first.values())[:most]


def newest_units(theme: Theme, filters: Filters, most: int) -> Select[int]:
    """The theme's last units, by its own index: the nearest of all would mean to sort them all."""
    chosen = select(ThemeLink.unit_id).where(ThemeLink.theme_id == theme.id)
    if filters.period is not None:
        # A day wider on both sides than the period, whatever the zone; `narrowed` cuts it exactly.
        first, last = (datetime.combine(day, time(), UTC) for day in (filters.period.first, filters.period.last))
        chosen = chosen.where(ThemeLink.received_at.between(first - timedelta(days=1), last + timedelta(days=2)))
    return chosen.order_by(ThemeLink.received_at.desc()).limit(most)


def narrowed(chosen: Select[*tuple[Any, ...]], filters: Filters) -> Select[*tuple[Any, ...]]:
    """`filters` as conditions on Comment, Source, Reading and Unit."""
    conditions = []
    if filters.period is not None:
        conditions.append(Comment.received_day.between(filters.period.first, filters.period.last))
    for column, wanted in (
        (Source.name, filters.sources),
        (Comment.channel, filters.channels),
        (Reading.language, filters.languages),
    ):
        if wanted:
            conditions.append(column.in_(wanted))
    if filters.touchpoints:
        conditions.append(func.coalesce(Unit.touchpoint, Comment.touchpoint_hint).in_(filters.touchpoints))
    conditions += [Comment.segment[key].as_string() == value for key, value in filters.segments]
    return chosen.where(*conditions)


def verbatims(session: Session, rows: Rows) -> tuple[Verbatim, ...]:
    scores = scores_of(session, [row.comment_id for row in rows])
    copies = _copies(session, {row.voice for row in rows})
    return tuple(
        Verbatim(
            comment_id=row.comment_id,
            unit_id=row.unit_id,
            text=row.text,
            start=row.start,
            end=row.end,
            polarity=row.polarity,
            touchpoint=row.touchpoint,
            pain_point=row.pain_point,
            language=row.language,
            received_at=row.received_at,
            source=row.source,
            channel=row.channel,
            sentiment=row.sentiment,
            similarity=row.similarity or 0.0,
            by=row.by or "",
            copies=1 + copies.get(row.voice, 0),
            scores=scores.get(row.comment_id, ()),
        )
        for row in rows
    )


def scores_of(session: Session, comment_ids: Sequence[int]) -> dict[int, tuple[GivenScore, ...]]:
    found: dict[int, list[GivenScore]] = defaultdict(list)
    chosen = select(Score.comment_id, Score.kind, Score.scope, Score.value, Score.scale_low, Score.scale_high)
    for row in session.execute(chosen.where(Score.comment_id.in_(comment_ids)).order_by(Score.id)):
        given = GivenScore(row.kind, row.scope, row.value, row.scale_low, row.scale_high)
        found[row.comment_id].append(given)
    return {comment_id: tuple(given) for comment_id, given in found.items()}


def _copies(session: Session, first: set[int]) -> dict[int, int]:
    counted = (
        select(Comment.duplicate_of, func.count()).where(Comment.duplicate_of.in_(first)).group_by(Comment.duplicate_of)
    )
    return {original: count for original, count in session.execute(counted) if original is not None}


def chosen_units(*order: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns of any type
    """What `verbatims` needs of each unit; by `order`, falling."""
    return (
        select(
            Comment.id.label("comment_id"),
            Unit.id.label("unit_id"),
            Comment.text,
            Unit.start,
            Unit.end,
            Unit.polarity,
            func.coalesce(Unit.touchpoint, Comment.touchpoint_hint).label("touchpoint"),
            Unit.pain_point,
            Unit.language,
            Comment.received_at,
            Source.name.label("source"),
            Comment.channel,
            Reading.sentiment,
            ThemeLink.similarity,
            ThemeLink.by,
            func.coalesce(Comment.duplicate_of, Comment.id).label("voice"),
        )
        .select_from(Unit)
        .join(Comment, Comment.id == Unit.comment_id)
        .join(Source, Source.id == Comment.source_id)
        .join(Reading, Reading.comment_id == Comment.id)
        .outerjoin(ThemeLink, ThemeLink.unit_id == Unit.id)
        .order_by(*(column.desc() for column in order))
    )
