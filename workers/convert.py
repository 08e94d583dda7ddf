"""Carries what language says over to what storage keeps: the two know nothing of each other."""

from __future__ import annotations

from collections.abc import Sequence

from models.queue import EvidenceRow, OpinionRow, ReadComment, ReadingRow, UnitRow
from nlp.values import Reading

Place = tuple[int | None, float | None]


def read_comment(comment_id: int, reading: Reading, places: Sequence[Place] = ()) -> ReadComment:
    """`places`: theme id and similarity for each unit, in order; none given: unassigned."""
    places = places or [(None, None)] * len(reading.units)
    return ReadComment(
        comment_id=comment_id,
        reading=reading_row(reading),
        opinions=[
            OpinionRow(
                quote=opinion.quote,
                start=opinion.start,
                end=opinion.end,
                touchpoint=opinion.touchpoint,
                stage=opinion.stage,
                polarity=int(opinion.polarity),
                pain_point=opinion.pain_point,
                confidence=opinion.confidence,
            )
            for opinion in reading.opinions
        ],
        units=[
            UnitRow(
                position=position,
                start=unit.start,
                end=unit.end,
                language=reading.language.code,
                sentiment=unit.sentiment.value,
                score=unit.score,
                polarity=int(unit.polarity),
                touchpoint=unit.touchpoint,
                pain_point=unit.pain_point,
                confidence=unit.confidence,
                vector=unit.vector,
                theme_id=theme_id,
                similarity=similarity,
            )
            for position, (unit, (theme_id, similarity)) in enumerate(zip(reading.units, places, strict=True))
        ],
    )


def reading_row(reading: Reading) -> ReadingRow:
    return ReadingRow(
        language=reading.language.code,
        language_confidence=reading.language.confidence,
        sentiment=reading.sentiment.label.value,
        score=reading.sentiment.score,
        confidence=reading.sentiment.confidence,
        intents=reading.intents,
        urgency=reading.urgency,
        urgency_confidence=reading.urgency_confidence,
        signals=reading.signals,
        abstain=reading.abstain,
        version=reading.version,
        evidence=tuple(EvidenceRow(e.quote, e.start, e.end, e.label) for e in reading.evidence),
        flags=reading.flags,
    )
