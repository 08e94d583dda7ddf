"""A stored comment as the API shows it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.schemas.feedback import FeedbackOut, ScoreOut, StoredReadingOut
from api.schemas.readings import OpinionOut, SentimentOut, UnitOut
from models.reports import comment_page
from models.reports.comment_values import CommentPage


def feedback(session: Session, workspace_id: int, comment_id: int) -> FeedbackOut:
    """Raises `NotFound` for what is not in this workspace."""
    page = comment_page(session, workspace_id, comment_id)
    return FeedbackOut(
        id=page.id,
        external_id=page.external_id,
        source=page.source,
        channel=page.channel,
        text=page.text,
        received_at=page.received_at,
        question=page.question,
        author=page.author,
        segment=dict(page.segment),
        scores=[ScoreOut(kind=s.kind, value=s.value, scope=s.scope) for s in page.scores],
        state=page.state,
        error=page.error,
        duplicate_of=page.duplicate_of,
        reading=_reading(page),
    )


def _reading(page: CommentPage) -> StoredReadingOut | None:
    found = page.reading
    if found is None:
        return None
    return StoredReadingOut(
        language=found.language,
        sentiment=SentimentOut(
            label=found.sentiment,
            score=round(found.score, 4),
            confidence=round(found.confidence, 4),
        ),
        intents=list(found.intents),
        urgency=found.urgency,
        signals=list(found.signals),
        opinions=[OpinionOut.model_validate(one) for one in page.opinions],
        units=[UnitOut.model_validate(one) for one in page.units],
        abstain=found.abstain,
        version=found.version,
    )
