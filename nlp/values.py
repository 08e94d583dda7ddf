"""The values that reading takes and gives: frozen, typed, free of behaviour that needs anything else.

Offsets everywhere are Python code points into the text as received, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


class Sentiment(StrEnum):
    """The tone of a comment; `mixed` holds both a praise and a complaint of weight."""

    VERY_NEGATIVE = "very_negative"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    VERY_POSITIVE = "very_positive"
    MIXED = "mixed"


class Polarity(IntEnum):
    """The side an opinion or a unit takes."""

    NEGATIVE = -1
    NEUTRAL = 0
    POSITIVE = 1


@dataclass(frozen=True, slots=True)
class Text:
    """One text to read. `language` is a hint (ISO 639-1); `question` is what the writer was answering."""

    text: str
    language: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """`confidence` in 0..1; `source` says which rule decided (hint, script, detector, prior)."""

    code: str
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text that support a label."""

    quote: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class SentimentReading:
    """`score` in -1..1; `confidence` is the calibrated probability that the side of `label` is right, 0..1.

    The sides are negative, neutral, positive and mixed; how strong a side is stays a matter of taste.
    """

    label: Sentiment
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """One point the writer makes, and the words that make it."""

    quote: str
    start: int
    end: int
    touchpoint: str | None
    stage: str | None
    polarity: Polarity
    pain_point: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A sentence or clause that carries one point; `vector` has the encoder's dimension, length 1."""

    start: int
    end: int
    text: str
    sentiment: Sentiment
    score: float
    polarity: Polarity
    touchpoint: str | None
    pain_point: str | None
    confidence: float
    vector: Vector = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the analyser says of one text. `urgency` in 0..3; `abstain` asks for a person."""

    language: LanguageGuess
    sentiment: SentimentReading
    intents: tuple[str, ...]
    urgency: int
    urgency_confidence: float
    signals: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    flags: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    units: tuple[UnitReading, ...]
    abstain: bool
    version: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text could not be read, in words the sender can act on."""

    error: str
    version: str
