"""Texts that many sent in: one wording, how often, by how many people. Counted by the rule of models.duplicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from models.duplicates import FOLDED_FROM
from models.errors import NotFound
from models.reports.filters import Filters
from models.reports.remembering import remembered
from models.reports.theme_values import Campaign
from models.reports.verbatims import narrowed, newest_units
from models.tables import Comment, Reading, Source, Theme, ThemeLink, Unit

FEWEST_COPIES = 3
MOST_SHOWN = 3
# The last units of the theme that are looked through, so that a theme of a million opens as fast as one of a hundred.
MOST_SEARCHED = 20_000
MOST_LISTED = 200
MOST_GROUPS = 5_000  # that are counted; a store with more of them has another trouble
_VOICE = func.coalesce(Comment.duplicate_of, Comment.id)
_COPIES = func.count(Comment.id.distinct())
# Copies that nobody signed are one voice: nobody can say whether they are two people.
_PEOPLE = func.count(Comment.respondent_id.distinct()) + func.max(case((Comment.respondent_id.is_(None), 1), else_=0))


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A text that came `copies` times within the filters, from `respondents` people; `comment_id` is the first ever.

    `multiplier`: comments a person, 1 or more. `channels`: comments by channel, the most first.
    """

    comment_id: int
    text: str
    copies: int
    respondents: int
    multiplier: float
    first_day: date
    last_day: date
    channels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CampaignTable:
    """The largest groups; `groups` there are (at most `MOST_GROUPS`), with `copies` comments in them, shown or not."""

    items: tuple[CampaignRow, ...]
    groups: int
    copies: int


@dataclass(frozen=True, slots=True)
class CampaignComment:
    """One comment of a group, in its own words: copies may differ in a few."""

    comment_id: int
    text: str
    received_at: datetime
    source: str
    channel: str
    signed: bool


def campaign_table(session: Session, workspace_id: int, filters: Filters) -> CampaignTable:
    """Texts that came three times or more within the filters, the most often sent first."""
    return remembered(
        session, workspace_id, "campaigns", filters, lambda: _campaign_table(session, workspace_id, filters)
    )


def _campaign_table(session: Session, workspace_id: int, filters: Filters) -> CampaignTable:
    copied = _copied(session, workspace_id, filters)
    if not copied:
        return CampaignTable((), 0, 0)
    dates = (func.min(Comment.received_day), func.max(Comment.received_day))
    chosen = _of_groups(select(_VOICE, _COPIES, _PEOPLE, *dates), workspace_id, filters, copied)
    chosen = chosen.group_by(_VOICE).having(_COPIES >= FEWEST_COPIES)
    inside = chosen.subquery()
    groups, copies = session.execute(select(func.count(), func.sum(inside.c[1])).select_from(inside)).one()
    rows = session.execute(chosen.order_by(_COPIES.desc(), _VOICE).limit(MOST_LISTED)).all()
    voices = [row[0] for row in rows]
    texts = dict(session.execute(select(Comment.id, Comment.text).where(Comment.id.in_(voices))).all())
    channels = _channels(session, workspace_id, filters, voices)
    items = [
        CampaignRow(voice, texts[voice], count, people, count / people, first, last, channels[voice])
        for voice, count, people, first, last in rows
    ]
    return CampaignTable(tuple(items), groups, int(copies or 0))


def campaign_comments(
    session: Session, workspace_id: int, comment_id: int, filters: Filters, *, most: int = MOST_LISTED
) -> tuple[CampaignComment, ...]:
    """Those of the group of a comment, the newest first. Raises `NotFound`, also where it is no campaign."""
    first = _campaign_of(session, workspace_id, comment_id)
    columns = (Comment.id, Comment.text, Comment.received_at, Source.name, Comment.channel)
    chosen = _joined(select(*columns, Comment.respondent_id.is_not(None)).distinct(), workspace_id, filters)
    chosen = chosen.where(_in_group(first))
    rows = session.execute(chosen.order_by(Comment.received_at.desc(), Comment.id.desc()).limit(most))
    return tuple(CampaignComment(*row) for row in rows)


def _campaign_of(session: Session, workspace_id: int, comment_id: int) -> int:
    """The first comment of the group; who may read campaigns may not read every other comment by its number."""
    mine = Comment.workspace_id == workspace_id
    first = session.scalar(select(_VOICE).where(Comment.id == comment_id, mine))
    long = func.length(Comment.text) >= FOLDED_FROM
    copies = session.scalar(select(func.count()).where(mine, long, _in_group(first))) if first is not None else None
    if first is None or not copies or copies < FEWEST_COPIES:
        raise NotFound("campaign", comment_id, called="同じ文面の声")
    return first


def _in_group(first: int | None) -> ColumnElement[bool]:
    return or_(Comment.id == first, Comment.duplicate_of == first)


def _copied(session: Session, workspace_id: int, filters: Filters) -> list[int]:
    """The comments that were copied most, found by their copies: all others, of a million, are not looked at."""
    copies = func.count()
    found = select(Comment.duplicate_of).where(
        # As it is written, SQLite walks the index of copies and not, over every comment, that of workspace and week.
        Comment.workspace_id + 0 == workspace_id,
        Comment.duplicate_of > 0,
        func.length(Comment.text) >= FOLDED_FROM,
    )
    if filters.period is not None:
        found = found.where(Comment.received_day.between(filters.period.first, filters.period.last))
    found = found.group_by(Comment.duplicate_of).having(copies >= FEWEST_COPIES - 1)
    return [one for one in session.scalars(found.order_by(copies.desc()).limit(MOST_GROUPS)) if one is not None]


def _of_groups(
    chosen: Select[*tuple[Any, ...]], workspace_id: int, filters: Filters, voices: Sequence[int]
) -> Select[*tuple[Any, ...]]:
    """The comments of these groups by their numbers, which both indexes know."""
    return _joined(chosen, workspace_id, filters).where(
        or_(Comment.id.in_(voices), Comment.duplicate_of.in_(voices)), func.length(Comment.text) >= FOLDED_FROM
    )


def _joined(chosen: Select[*tuple[Any, ...]], workspace_id: int, filters: Filters) -> Select[*tuple[Any, ...]]:
    """What was read, as everywhere in the reports."""
    chosen = chosen.select_from(Comment).join(Source, Source.id == Comment.source_id)
    chosen = chosen.join(Reading, Reading.comment_id == Comment.id).where(Comment.workspace_id == workspace_id)
    if filters.touchpoints:
        chosen = chosen.join(Unit, Unit.comment_id == Comment.id)
    return narrowed(chosen, filters)


def _channels(
    session: Session, workspace_id: int, filters: Filters, voices: Sequence[int]
) -> dict[int, tuple[tuple[str, int], ...]]:
    mine = _of_groups(select(_VOICE, Comment.channel, _COPIES), workspace_id, filters, voices)
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for voice, channel, count in session.execute(mine.group_by(_VOICE, Comment.channel)):
        found[voice].append((channel, count))
    return {voice: tuple(sorted(each, key=lambda one: (-one[1], one[0]))) for voice, each in found.items()}


def campaigns(session: Session, theme: Theme, filters: Filters) -> tuple[Campaign, ...]:
    """The widest first; only comments that speak of the theme, in the period and for the filters asked for."""
    dates = (func.min(Comment.received_day), func.max(Comment.received_day))
    chosen = (
        select(_VOICE, _COPIES, _PEOPLE, *dates)
        .select_from(Unit)
        .join(Comment, Comment.id == Unit.comment_id)
        .join(Source, Source.id == Comment.source_id)
        .join(Reading, Reading.comment_id == Comment.id)
        .join(ThemeLink, ThemeLink.unit_id == Unit.id)
        .where(ThemeLink.theme_id == theme.id, func.length(Comment.text) >= FOLDED_FROM)
        .where(Unit.id.in_(newest_units(theme, filters, MOST_SEARCHED)))
        .group_by(_VOICE)
        .having(_COPIES >= FEWEST_COPIES)
        .order_by(_COPIES.desc(), _VOICE)
        .limit(MOST_SHOWN)
    )
    return tuple(Campaign(*row) for row in session.execute(narrowed(chosen, filters)))
