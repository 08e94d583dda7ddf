"""All about one comment: as it came, as it was read, where it belongs, what was done with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from models import audit, priority
from models.errors import NotFound
from models.readings import OpinionRow
from models.reports import cursors
from models.reports.comment_values import CommentPage, ReadingView, UnitView
from models.reports.values import ThemeRef
from models.reports.verbatims import scores_of
from models.tables import Comment, Opinion, Reading, Respondent, Source, Theme, ThemeLink, Unit
from models.tables.columns import now
from models.tables.feedback import UNREAD_PRIORITY
from models.triage import TriageView

MOST_COPIES = 100


def comment_page(session: Session, workspace_id: int, comment_id: int) -> CommentPage:
    row = session.execute(
        select(Comment, Source.name, Respondent.key)
        .join(Source, Source.id == Comment.source_id)
        .outerjoin(Respondent, Respondent.id == Comment.respondent_id)
        .where(Comment.id == comment_id, Comment.workspace_id == workspace_id)
    ).one_or_none()
    if row is None:
        raise NotFound("comment", comment_id)
    comment, source, author = row
    reading = _reading(session, comment_id)
    weight, reasons = _priority(comment, reading)
    return CommentPage(
        id=comment.id,
        external_id=comment.external_id,
        source=source,
        channel=comment.channel,
        text=comment.text,
        question=comment.question,
        author=author,
        segment=comment.segment,
        received_at=comment.received_at,
        state=comment.state,
        error=comment.error,
        touchpoint=comment.touchpoint,
        touchpoint_hint=comment.touchpoint_hint,
        reading=reading,
        opinions=_opinions(session, comment_id),
        units=_units(session, comment_id),
        scores=scores_of(session, [comment_id]).get(comment_id, ()),
        triage=triage_view(comment),
        priority=weight,
        reasons=reasons,
        place=_place(comment),
        duplicate_of=comment.duplicate_of,
        copies=_copies(session, comment),
        history=tuple(audit.entries(session, workspace_id, subject=f"comment:{comment_id}")),
    )


def _copies(session: Session, comment: Comment) -> tuple[int, ...]:
    first = comment.duplicate_of or comment.id
    same = select(Comment.id).where(or_(Comment.id == first, Comment.duplicate_of == first), Comment.id != comment.id)
    return tuple(session.scalars(same.order_by(Comment.id).limit(MOST_COPIES)))


def _place(comment: Comment) -> str | None:
    if comment.priority <= UNREAD_PRIORITY:
        return None
    return cursors.encode("triage", comment.priority, comment.id + 1)


def triage_view(row: Any) -> TriageView:  # noqa: ANN401 - a comment, or a row with its columns
    return TriageView(row.id, row.triage_state, row.triage_owner, row.triage_note, row.triage_at)


def _priority(comment: Comment, reading: ReadingView | None) -> tuple[int, tuple[str, ...]]:
    if reading is None:
        return 0, ()
    age = max(0, (now() - comment.received_at).days)
    words = (reading.urgency, reading.signals)
    return (
        priority.shown(*words, reading.score, abstain=reading.abstain),
        priority.reasons(*words, reading.sentiment, age, abstain=reading.abstain),
    )


def _reading(session: Session, comment_id: int) -> ReadingView | None:
    row = session.get(Reading, comment_id)
    if row is None:
        return None
    return ReadingView(
        language=row.language,
        language_confidence=row.language_confidence,
        sentiment=row.sentiment,
        score=row.score,
        confidence=row.confidence,
        intents=tuple(row.intents),
        urgency=row.urgency,
        urgency_confidence=row.urgency_confidence,
        signals=tuple(row.signals),
        evidence=tuple(row.evidence),
        flags=tuple(row.flags),
        abstain=row.abstain,
        version=row.version,
        read_at=row.read_at,
    )


def _opinions(session: Session, comment_id: int) -> tuple[OpinionRow, ...]:
    columns = (
        Opinion.quote,
        Opinion.start,
        Opinion.end,
        Opinion.touchpoint,
        Opinion.stage,
        Opinion.polarity,
        Opinion.pain_point,
        Opinion.confidence,
    )
    rows = session.execute(select(*columns).where(Opinion.comment_id == comment_id).order_by(Opinion.position))
    return tuple(OpinionRow(*row) for row in rows)


def _units(session: Session, comment_id: int) -> tuple[UnitView, ...]:
    rows = session.execute(
        select(Unit, ThemeLink.similarity, ThemeLink.by, Theme.id.label("theme_id"), Theme.code, Theme.label)
        .outerjoin(ThemeLink, ThemeLink.unit_id == Unit.id)
        .outerjoin(Theme, Theme.id == ThemeLink.theme_id)
        .where(Unit.comment_id == comment_id)
        .order_by(Unit.position)
    )
    return tuple(_unit(row) for row in rows)


def _unit(row: Row[*tuple[Any, ...]]) -> UnitView:
    unit: Unit = row[0]
    return UnitView(
        id=unit.id,
        start=unit.start,
        end=unit.end,
        sentiment=unit.sentiment,
        polarity=unit.polarity,
        touchpoint=unit.touchpoint,
        pain_point=unit.pain_point,
        confidence=unit.confidence,
        theme=None if row.theme_id is None else ThemeRef(row.theme_id, row.code, row.label),
        similarity=row.similarity or 0.0,
        by=row.by or "",
    )
