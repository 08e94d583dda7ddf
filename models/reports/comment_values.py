"""What reports answer about single comments: their words, their readings, the desk they lie on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.audit import AuditView
from models.readings import OpinionRow
from models.reports.values import ThemeRef
from models.triage import TriageView


@dataclass(frozen=True, slots=True)
class GivenScore:
    """A score as it was given, on its own scale."""

    kind: str
    scope: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A comment and the words in it (start, end) that belong to the theme; `copies` counts duplicates and itself."""

    comment_id: int
    unit_id: int
    text: str
    start: int
    end: int
    polarity: int
    touchpoint: str | None
    pain_point: str | None
    language: str
    received_at: datetime
    source: str
    channel: str
    sentiment: str
    similarity: float
    by: str
    copies: int
    scores: tuple[GivenScore, ...]


@dataclass(frozen=True, slots=True)
class VerbatimPage:
    """`next` continues where this page ends; None at the end."""

    items: tuple[Verbatim, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """`score` -1..1, confidences 0..1, `urgency` 0..3; `abstain` asks for a person."""

    language: str
    language_confidence: float
    sentiment: str
    score: float
    confidence: float
    intents: tuple[str, ...]
    urgency: int
    urgency_confidence: float
    signals: tuple[str, ...]
    evidence: tuple[Mapping[str, object], ...]
    flags: tuple[str, ...]
    abstain: bool
    version: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit and its theme; `by`: engine, person, or "" when unassigned."""

    id: int
    start: int
    end: int
    sentiment: str
    polarity: int
    touchpoint: str | None
    pain_point: str | None
    confidence: float
    theme: ThemeRef | None
    similarity: float
    by: str


@dataclass(frozen=True, slots=True)
class CommentPage:
    """All about one comment. `state` pending, leased, done, quarantined; `copies`: the others of its text.

    `place` is the cursor of the triage queue that begins with it; None until it was read.
    """

    id: int
    external_id: str
    source: str
    channel: str
    text: str
    question: str | None
    author: str | None
    segment: Mapping[str, str]
    received_at: datetime
    state: str
    error: str | None
    touchpoint: str | None
    touchpoint_hint: str | None
    reading: ReadingView | None
    opinions: tuple[OpinionRow, ...]
    units: tuple[UnitView, ...]
    scores: tuple[GivenScore, ...]
    triage: TriageView
    priority: int
    reasons: tuple[str, ...]
    place: str | None
    duplicate_of: int | None
    copies: tuple[int, ...]
    history: tuple[AuditView, ...]


@dataclass(frozen=True, slots=True)
class TriageItem:
    """`priority` 0..100; `reasons`, the weightiest first: urgency_N, signal_X, sentiment_X, waiting, unsure."""

    comment_id: int
    text: str
    source: str
    channel: str
    received_at: datetime
    age_days: int
    language: str
    sentiment: str
    score: float
    urgency: int
    signals: tuple[str, ...]
    touchpoint: str | None
    abstain: bool
    priority: int
    reasons: tuple[str, ...]
    triage: TriageView
    scores: tuple[GivenScore, ...] = ()
    segment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TriagePage:
    """In the order a person should see them; `next` continues, None at the end."""

    items: tuple[TriageItem, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class TriageCounts:
    """How many comments are open (by urgency 0..3), taken and done."""

    open: int
    taken: int
    done: int
    open_by_urgency: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """`kind`: angry_high or praise_low, see models.insights.mismatch.

    `score` as it was given, on a scale from `score_low` to `score_high`.
    """

    kind: str
    comment_id: int
    text: str
    score_kind: str
    score: float
    score_low: float
    score_high: float
    sentiment: str
    confidence: float
    received_at: datetime
    source: str
