"""A reading as the plain values other programs rely on (`kikitori classify`, `POST /v1/classify`).

Keys keep their order and their meaning; numbers are rounded to four decimals.
"""

from __future__ import annotations

from typing import TypedDict

from nlp.values import Opinion, Reading, SentimentReading, UnitReading, Unreadable


class SentimentReadout(TypedDict):
    """`score` -1..1, `confidence` 0..1."""

    label: str
    score: float
    confidence: float


class OpinionReadout(TypedDict):
    """`polarity` is -1, 0 or 1; touchpoint, stage and pain point are codes or None."""

    quote: str
    start: int
    end: int
    touchpoint: str | None
    stage: str | None
    polarity: int
    pain_point: str | None
    confidence: float


class UnitReadout(TypedDict):
    """Where a unit stands and its tone."""

    start: int
    end: int
    sentiment: str


class EvidenceReadout(TypedDict):
    """Words behind a signal's code or behind "urgency"."""

    label: str
    quote: str
    start: int
    end: int


class Readout(TypedDict):
    """One output line; `id` is whatever the sender gave."""

    id: str | int | None
    language: str
    sentiment: SentimentReadout
    intents: list[str]
    urgency: int
    signals: list[str]
    opinions: list[OpinionReadout]
    units: list[UnitReadout]
    abstain: bool
    version: str
    evidence: list[EvidenceReadout]
    flags: list[str]


class ErrorReadout(TypedDict):
    """The line of a text that could not be read."""

    id: str | int | None
    error: str


def readout(identifier: str | int | None, found: Reading | Unreadable) -> Readout | ErrorReadout:
    """The output line of one text."""
    if isinstance(found, Unreadable):
        return {"id": identifier, "error": found.error}
    return {
        "id": identifier,
        "language": found.language.code,
        "sentiment": _sentiment(found.sentiment),
        "intents": list(found.intents),
        "urgency": found.urgency,
        "signals": list(found.signals),
        "opinions": [_opinion(opinion) for opinion in found.opinions],
        "units": [_unit(unit) for unit in found.units],
        "abstain": found.abstain,
        "version": found.version,
        "evidence": [
            {"label": item.label, "quote": item.quote, "start": item.start, "end": item.end} for item in found.evidence
        ],
        "flags": list(found.flags),
    }


def _sentiment(sentiment: SentimentReading) -> SentimentReadout:
    return {
        "label": str(sentiment.label),
        "score": round(sentiment.score, 4),
        "confidence": round(sentiment.confidence, 4),
    }


def _opinion(opinion: Opinion) -> OpinionReadout:
    return {
        "quote": opinion.quote,
        "start": opinion.start,
        "end": opinion.end,
        "touchpoint": opinion.touchpoint,
        "stage": opinion.stage,
        "polarity": int(opinion.polarity),
        "pain_point": opinion.pain_point,
        "confidence": round(opinion.confidence, 4),
    }


def _unit(unit: UnitReading) -> UnitReadout:
    return {"start": unit.start, "end": unit.end, "sentiment": str(unit.sentiment)}
