"""The comments whose score the words contradict, with both; the rule is in models.insights.mismatch."""

from __future__ import annotations

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.insights import mismatch as rule
from models.reports.comment_values import Mismatch
from models.reports.filters import Filters
from models.reports.selection import select_facts
from models.sheets.facts import Facts
from models.sheets.layout import SCORES, SENTIMENTS
from models.tables import Comment, Reading, Source

MOST_LOOKED_AT = 1000


def mismatches(session: Session, workspace_id: int, filters: Filters, limit: int = 50) -> tuple[Mismatch, ...]:
    """The surest readings first. Either the words or the score were misread, or the scale was taken upside down."""
    facts = select_facts(session, workspace_id, filters)
    heights = np.stack([rule.heights(kind, facts.scores[n].astype(float)) for n, (kind, _) in enumerate(SCORES)])
    lowest, highest = np.fmin.reduce(heights, axis=0), np.fmax.reduce(heights, axis=0)
    found = rule.mismatched(lowest, highest, _says(facts, rule.ANGRY), _says(facts, rule.PRAISE))
    places = np.flatnonzero(found)[-MOST_LOOKED_AT:]
    by_id = {int(facts.id[place]): int(place) for place in places}
    chosen = (
        select(Comment.id, Comment.text, Comment.received_at, Source.name, Reading.sentiment, Reading.confidence)
        .join(Source, Source.id == Comment.source_id)
        .join(Reading, Reading.comment_id == Comment.id)
        .where(Comment.id.in_(by_id), Reading.confidence >= rule.LEAST_CONFIDENCE, Reading.abstain.is_(False))
        .order_by(Reading.confidence.desc(), Comment.id.desc())
        .limit(limit)
    )
    told = []
    for row in session.execute(chosen):
        place = by_id[row.id]
        kind, value = _answer(facts, heights, place, high=bool(found[place] > 0))
        told.append(
            Mismatch(
                kind=rule.Mismatch.ANGRY_HIGH if found[place] > 0 else rule.Mismatch.PRAISE_LOW,
                comment_id=row.id,
                text=row.text,
                score_kind=kind,
                score=value,
                sentiment=row.sentiment,
                confidence=row.confidence,
                received_at=row.received_at,
                source=row.name,
            )
        )
    return tuple(told)


def _says(facts: Facts, tones: tuple[str, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.isin(facts.sentiment, [SENTIMENTS.index(tone) for tone in tones])


def _answer(
    facts: Facts, heights: np.ndarray[tuple[int, ...], np.dtype[np.float64]], place: int, *, high: bool
) -> tuple[str, float]:
    """The answer that disagrees least: every other one of the comment disagrees more."""
    column = heights[:, place]
    which = int(np.nanargmin(column) if high else np.nanargmax(column))
    return SCORES[which][0], float(facts.scores[which, place])
