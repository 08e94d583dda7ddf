"""Scores that the words contradict: 9 or 10 with an angry text, 0 to 2 with praise."""

from __future__ import annotations

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.reports.filters import Filters
from models.reports.selection import select_facts
from models.reports.values import Mismatch
from models.sheets.layout import SCORES
from models.tables import Comment, Reading, Source

PROMOTERS_FROM, LOWEST_TO = 9, 2
ANGRY, PRAISE = (0,), (3, 4)  # places in SENTIMENTS: very_negative; positive, very_positive
MOST_LOOKED_AT = 1000
LEAST_CONFIDENCE = 0.6  # below it the reading is the likelier mistake
NPS = [place for place, (kind, _) in enumerate(SCORES) if kind == "nps"]


def mismatches(session: Session, workspace_id: int, filters: Filters, limit: int = 50) -> tuple[Mismatch, ...]:
    """The surest readings first. Either the words or the score were misread, or the scale was taken upside down."""
    facts = select_facts(session, workspace_id, filters)
    answers = facts.scores[NPS]
    given = ~np.isnan(answers).all(axis=0)
    lowest, highest = np.fmin.reduce(answers, axis=0), np.fmax.reduce(answers, axis=0)
    angry = given & (lowest >= PROMOTERS_FROM) & np.isin(facts.sentiment, ANGRY)
    praised = given & (highest <= LOWEST_TO) & np.isin(facts.sentiment, PRAISE)
    places = np.flatnonzero(angry | praised)[-MOST_LOOKED_AT:]
    score_of = {int(facts.id[p]): float(lowest[p] if angry[p] else highest[p]) for p in places}
    chosen = (
        select(Comment.id, Comment.text, Comment.received_at, Source.name, Reading.sentiment, Reading.confidence)
        .join(Source, Source.id == Comment.source_id)
        .join(Reading, Reading.comment_id == Comment.id)
        .where(Comment.id.in_(score_of), Reading.confidence >= LEAST_CONFIDENCE, Reading.abstain.is_(False))
        .order_by(Reading.confidence.desc(), Comment.id.desc())
        .limit(limit)
    )
    return tuple(
        Mismatch(
            kind="angry_high" if score_of[row.id] >= PROMOTERS_FROM else "praise_low",
            comment_id=row.id,
            text=row.text,
            nps=score_of[row.id],
            sentiment=row.sentiment,
            confidence=row.confidence,
            received_at=row.received_at,
            source=row.name,
        )
        for row in session.execute(chosen)
    )
