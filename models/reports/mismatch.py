"""The comments whose score the words contradict, with both; the rule is in models.insights.mismatch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.insights import mismatch as rule
from models.reports.comment_values import GivenScore, Mismatch
from models.reports.filters import Filters
from models.reports.selection import select_facts
from models.reports.verbatims import scores_of
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
    rows = session.execute(chosen).all()
    given = scores_of(session, [row.id for row in rows])
    told = []
    for row in rows:
        place = by_id[row.id]
        answer = _answer(given[row.id], heights[:, place], high=bool(found[place] > 0))
        told.append(
            Mismatch(
                kind=rule.Mismatch.ANGRY_HIGH if found[place] > 0 else rule.Mismatch.PRAISE_LOW,
                comment_id=row.id,
                text=row.text,
                score_kind=answer.kind,
                score=answer.value,
                score_low=answer.low,
                score_high=answer.high,
                sentiment=row.sentiment,
                confidence=row.confidence,
                received_at=row.received_at,
                source=row.name,
            )
        )
    return tuple(told)


def scored(session: Session, workspace_id: int, filters: Filters) -> int:
    """The comments that came with a score: those that `mismatches` looks at."""
    return int((~np.isnan(select_facts(session, workspace_id, filters).scores)).any(axis=0).sum())


def _says(facts: Facts, tones: tuple[str, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.isin(facts.sentiment, [SENTIMENTS.index(tone) for tone in tones])


def _answer(
    given: Sequence[GivenScore], heights: np.ndarray[tuple[int, ...], np.dtype[np.float64]], *, high: bool
) -> GivenScore:
    """The answer that disagrees least, as it was given: every other one of the comment disagrees more."""
    which = SCORES[int(np.nanargmin(heights) if high else np.nanargmax(heights))]
    return next(one for one in given if (one.kind, one.scope) == which)
