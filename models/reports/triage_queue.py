"""The triage desk: what a person should see first, and why."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models import priority
from models.reports import cursors
from models.reports.comment_pages import triage_view
from models.reports.comment_values import GivenScore, TriageCounts, TriageItem, TriagePage
from models.reports.verbatims import scores_of
from models.tables import Comment, Reading, Source
from models.tables.columns import now
from models.tables.feedback import UNREAD_PRIORITY

MOST_A_PAGE = 200
MOST_URGENT = 3


def triage_queue(
    session: Session,
    workspace_id: int,
    *,
    sources: Sequence[str] = (),
    touchpoints: Sequence[str] = (),
    urgencies: Sequence[int] = (),
    states: Sequence[str] = ("open", "taken"),
    cursor: str | None = None,
    limit: int = 50,
) -> TriagePage:
    """By urgency (grave signals lift), then by signals and negativity, then by age; it does not shift while reading."""
    size = max(1, min(limit, MOST_A_PAGE))
    chosen = _chosen(workspace_id).limit(size + 1)
    for column, wanted in ((Source.name, sources), (Comment.touchpoint, touchpoints), (Comment.urgency, urgencies)):
        if wanted:
            chosen = chosen.where(column.in_(wanted))
    if cursor is not None:
        at, after = cursors.number_and_id("triage", cursor)
        chosen = chosen.where(or_(Comment.priority < at, and_(Comment.priority == at, Comment.id < after)))
    # One walk along the index for each state: together they would have to be sorted, all of them, for one page.
    found = [session.execute(chosen.where(Comment.triage_state == state)).all() for state in dict.fromkeys(states)]
    rows = list(heapq.merge(*found, key=lambda row: (-row.priority, -row.id)))[: size + 1]
    moment = now()
    given = scores_of(session, [row.id for row in rows[:size]])
    items = tuple(_item(row, moment, given.get(row.id, ())) for row in rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    return TriagePage(items, cursors.encode("triage", last.priority, last.id) if last is not None else None)


def triage_counts(session: Session, workspace_id: int) -> TriageCounts:
    counted = (
        select(Comment.triage_state, Comment.urgency, func.count())
        .where(Comment.workspace_id == workspace_id, Comment.priority > UNREAD_PRIORITY)
        .group_by(Comment.triage_state, Comment.urgency)
    )
    counts = {(state, urgency): count for state, urgency, count in session.execute(counted)}
    by_state = {s: sum(n for (state, _), n in counts.items() if state == s) for s in ("open", "taken", "done")}
    waiting = [counts.get(("open", urgency), 0) for urgency in range(4)]
    return TriageCounts(**by_state, open_by_urgency=(waiting[0], waiting[1], waiting[2], waiting[3]))


def urgent_open(session: Session, workspace_id: int) -> tuple[int, date | None]:
    """How many comments somebody must see now and nobody has taken, and the day on which the oldest of them came."""
    waiting = (
        Comment.workspace_id == workspace_id,
        Comment.triage_state == "open",
        Comment.urgency == MOST_URGENT,
        Comment.priority > UNREAD_PRIORITY,
    )
    count, oldest = session.execute(select(func.count(), func.min(Comment.received_day)).where(*waiting)).one()
    return count, oldest


def _chosen(workspace_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Comment.id,
            Comment.text,
            Source.name.label("source"),
            Comment.channel,
            Comment.segment,
            Comment.received_at,
            Comment.touchpoint,
            Comment.priority,
            Comment.triage_state,
            Comment.triage_owner,
            Comment.triage_note,
            Comment.triage_at,
            Reading.language,
            Reading.sentiment,
            Reading.score,
            Reading.urgency,
            Reading.signals,
            Reading.abstain,
        )
        .join(Source, Source.id == Comment.source_id)
        .join(Reading, Reading.comment_id == Comment.id)
        .where(Comment.workspace_id == workspace_id, Comment.priority > UNREAD_PRIORITY)
        .order_by(Comment.priority.desc(), Comment.id.desc())
    )


def _item(row: Row[*tuple[Any, ...]], moment: datetime, scores: tuple[GivenScore, ...]) -> TriageItem:
    age = max(0, (moment - row.received_at).days)
    words = (row.urgency, row.signals)
    return TriageItem(
        comment_id=row.id,
        text=row.text,
        source=row.source,
        channel=row.channel,
        received_at=row.received_at,
        age_days=age,
        language=row.language,
        sentiment=row.sentiment,
        score=row.score,
        urgency=row.urgency,
        signals=tuple(row.signals),
        touchpoint=row.touchpoint,
        abstain=row.abstain,
        priority=priority.shown(*words, row.score, abstain=row.abstain),
        reasons=priority.reasons(*words, row.sentiment, age, abstain=row.abstain),
        triage=triage_view(row),
        scores=scores,
        segment={str(name): str(value) for name, value in row.segment.items()},
    )
