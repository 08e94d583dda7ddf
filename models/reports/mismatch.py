"""The comments whose score the words contradict, with both; the rule is in models.insights.mismatch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.insights import mismatch as rule
from models.reports.comment_values import GivenScore, Mismatch
from models.reports.filters import Filters
from models.reports.selection import select_facts
from models.reports.verbatims import scores_of
from models.sheets.facts import Facts
from models.sheets.layout import SCORES, SENTIMENTS
from models.statements import chunks
from models.tables import Comment, Reading, Source


@dataclass(frozen=True, slots=True)
class Mismatches:
    """`items`: the surest readings first, as many as were asked for. `counts`: all there are of each kind.

    `scored`: the comments that came with a score, which are those that are looked at.
    """

    items: tuple[Mismatch, ...]
    counts: dict[rule.Mismatch, int]
    scored: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A comment that disagrees; `place`: its column in the facts."""

    comment_id: int
    kind: rule.Mismatch
    place: int


def contradicted(session: Session, workspace_id: int, filters: Filters, limit: int) -> Mismatches:
    """List and counts from one look, so that they agree; the surest readings first.

    Either the words or the score were misread, or the scale was taken upside down.
    """
    facts = select_facts(session, workspace_id, filters)
    given = np.stack([rule.heights(kind, facts.scores[n].astype(float)) for n, (kind, _) in enumerate(SCORES)])
    kinds = rule.mismatched(given, _says(facts, rule.ANGRY), _says(facts, rule.PRAISE))
    found = [
        _Found(int(facts.id[place]), kind, int(place))
        for kind, marks in kinds.items()
        for place in np.flatnonzero(marks)
    ]
    sure = _surest(session, found)
    return Mismatches(
        _told(session, sure[:limit], given),
        {kind: sum(one.kind is kind for one in sure) for kind in rule.Mismatch},
        int((~np.isnan(given)).any(axis=0).sum()),
    )


def _says(facts: Facts, tones: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.isin(facts.sentiment, [SENTIMENTS.index(tone) for tone in tones])


def _surest(session: Session, found: Sequence[_Found]) -> list[_Found]:
    """Those whose reading is sure enough, the surest first."""
    confidence: dict[int, float] = {}
    for part in chunks([one.comment_id for one in found]):
        chosen = select(Reading.comment_id, Reading.confidence).where(
            Reading.comment_id.in_(part), Reading.confidence >= rule.LEAST_CONFIDENCE, Reading.abstain.is_(False)
        )
        confidence.update((comment_id, sureness) for comment_id, sureness in session.execute(chosen))
    sure = [one for one in found if one.comment_id in confidence]
    return sorted(sure, key=lambda one: (-confidence[one.comment_id], -one.comment_id))


def _told(session: Session, found: Sequence[_Found], given: NDArray[np.float64]) -> tuple[Mismatch, ...]:
    ids = [one.comment_id for one in found]
    chosen = (
        select(Comment.id, Comment.text, Comment.received_at, Source.name, Reading.sentiment, Reading.confidence)
        .join(Source, Source.id == Comment.source_id)
        .join(Reading, Reading.comment_id == Comment.id)
        .where(Comment.id.in_(ids))
    )
    rows = {row.id: row for row in session.execute(chosen)}
    scores = scores_of(session, ids)
    told = []
    for one in found:
        row, answer = rows[one.comment_id], _answer(scores[one.comment_id], one.kind, given[:, one.place])
        told.append(
            Mismatch(
                kind=one.kind,
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


def _answer(scores: Sequence[GivenScore], kind: rule.Mismatch, given: NDArray[np.float64]) -> GivenScore:
    """As it was given."""
    which = SCORES[rule.least_apart(kind, given)]
    return next(one for one in scores if (one.kind, one.scope) == which)
