"""A reading on the wire, as `nlp.readout` writes it: the same from POST /v1/classify and from `kikitori classify`."""

from __future__ import annotations

from typing import Literal

from api.schemas.shape import Outgoing

Key = str | int | None
Label6 = Literal["very_negative", "negative", "neutral", "positive", "very_positive", "mixed"]


class SentimentOut(Outgoing):
    """`score` in -1..1; `confidence` is the calibrated probability that `label` is right."""

    label: Label6
    score: float
    confidence: float


class OpinionOut(Outgoing):
    """Offsets are code points into the text as received, end exclusive. `polarity` is -1, 0 or 1."""

    quote: str
    start: int
    end: int
    touchpoint: str | None
    stage: str | None
    polarity: int
    pain_point: str | None
    confidence: float


class UnitOut(Outgoing):
    """A sentence or clause."""

    start: int
    end: int
    sentiment: Label6


class EvidenceOut(Outgoing):
    """Words behind a signal's code, or behind "urgency"; where no known word stands, the sentence that weighs most."""

    label: str
    quote: str
    start: int
    end: int


class ReadingOut(Outgoing):
    """What was read in one text. `id` is the sender's; `abstain` asks for a person; `version` names the weights."""

    id: Key
    language: str
    sentiment: SentimentOut
    intents: list[str]
    urgency: int
    signals: list[str]
    opinions: list[OpinionOut]
    units: list[UnitOut]
    abstain: bool
    version: str
    evidence: list[EvidenceOut]
    flags: list[str]


class NotRead(Outgoing):
    """In the place of a reading: why there is none."""

    id: Key
    error: str


EXAMPLE_READING = {
    "id": "1",
    "language": "ja",
    "sentiment": {"label": "negative", "score": -0.71, "confidence": 0.93},
    "intents": ["complaint"],
    "urgency": 1,
    "signals": [],
    "opinions": [
        {
            "quote": "配送が三日も遅れました",
            "start": 0,
            "end": 11,
            "touchpoint": "delivery",
            "stage": "purchase",
            "polarity": -1,
            "pain_point": "waiting",
            "confidence": 0.88,
        }
    ],
    "units": [{"start": 0, "end": 12, "sentiment": "negative"}],
    "abstain": False,
    "version": "kikitori-1-3f9c2a7b-r1",
    "evidence": [],
    "flags": [],
}
