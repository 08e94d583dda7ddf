"""What reports answer with. Labels are {"ja": …, "en": …}; touchpoints and stages are codes; weeks are Mondays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.audit import AuditView
from models.insights.scores import Difference, ScoreEstimate
from models.reports.filters import Period
from models.triage import TriageView

Label = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`; `value`, `low` and `high` in 0..1 (Wilson, 95 %); value None when n is 0."""

    count: int
    n: int
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SentimentCounts:
    """Comments by the tone that was read; `unread` have no reading (yet)."""

    very_negative: int = 0
    negative: int = 0
    neutral: int = 0
    positive: int = 0
    very_positive: int = 0
    mixed: int = 0
    unread: int = 0

    @property
    def read(self) -> int:
        return self.very_negative + self.negative + self.neutral + self.positive + self.very_positive + self.mixed


@dataclass(frozen=True, slots=True)
class PolarityCounts:
    """Comments by the side their words about one thing take; `mixed` says both."""

    negative: int = 0
    neutral: int = 0
    positive: int = 0
    mixed: int = 0


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """One kind (nps, csat, ces) and scope (transactional, relational); `previous` is the equal period before."""

    kind: str
    scope: str
    estimate: ScoreEstimate | None
    previous: ScoreEstimate | None
    change: Difference | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The headline. `previous_*` None when the period is all time."""

    period: Period | None
    first_day: date | None
    last_day: date | None
    comments: int
    respondents: int
    previous_comments: int | None
    previous_respondents: int | None
    sentiment: SentimentCounts
    negative: Share
    previous_negative: Share | None
    scores: tuple[ScoreCard, ...]
    unassigned: Share
    abstained: int
    weekly: tuple[WeekPoint, ...]


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """One week: `share` of all respondents of the week, `negative` those who complain."""

    week: date
    comments: int
    respondents: int
    negative: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class TouchpointCount:
    """How many comments say it there."""

    code: str
    comments: int


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A score among those who speak of the theme and those who do not; a difference is never called a cause."""

    kind: str
    scope: str
    with_theme: ScoreEstimate | None
    without: ScoreEstimate | None
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class ThemeRef:
    """Enough to name a theme and to link to it."""

    id: int
    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One line of the theme table. `share` is of all respondents; `multiplier` is comments for each respondent.

    `state`: candidate, active, dormant, retired, merged, or forbidden, which hides whatever it was before.

    `new`: first heard in the last four weeks of the period. `previous_share`: in the equal period before.
    """

    id: int
    code: str
    label: Label
    state: str
    group_key: str
    group_label: Label
    parent_id: int | None
    pinned: bool
    first_week: date | None
    new: bool
    comments: int
    respondents: int
    multiplier: float
    share: Share
    previous_share: Share | None
    polarity: PolarityCounts
    touchpoints: tuple[TouchpointCount, ...]
    scores: tuple[ThemeScore, ...]
    weekly: tuple[WeekPoint, ...]

    @property
    def ref(self) -> ThemeRef:
        return ThemeRef(self.id, self.code, self.label)


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
class EventView:
    """Something that happened to a theme, by the engine or by a person; `undoable` by `models.themes.undo`."""

    id: int
    theme_id: int
    kind: str
    by: str
    at: datetime
    reason: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    undone: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class Concentration:
    """Where a theme gathers: `share` of the theme's comments against `overall` of all comments, both 0..1."""

    field: str
    value: str
    comments: int
    share: float
    overall: float


@dataclass(frozen=True, slots=True)
class Campaign:
    """One long text sent in `copies` times, the first included; `comment_id` is the first of its kind."""

    comment_id: int
    copies: int
    respondents: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ThemePage:
    """All about one theme. `concentrations`: where it is heard more than elsewhere, the strongest first."""

    row: ThemeRow
    keywords: Mapping[str, tuple[str, ...]]
    pairs: tuple[Mapping[str, object], ...]
    watch_words: tuple[str, ...]
    forbidden: bool
    merged_into: ThemeRef | None
    parent: ThemeRef | None
    children: tuple[ThemeRef, ...]
    opposite: ThemeRef | None
    verbatims: tuple[Verbatim, ...]
    concentrations: tuple[Concentration, ...]
    events: tuple[EventView, ...]
    campaigns: tuple[Campaign, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A touchpoint of a stage: who speaks of it, and the share of them who complain there."""

    stage: str
    touchpoint: str
    name: Label
    comments: int
    respondents: int
    negative: Share


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Cells in the order of the journey; touchpoints outside the taxonomy come last, in stage ""."""

    stages: tuple[str, ...]
    cells: tuple[HeatCell, ...]
    most_comments: int


@dataclass(frozen=True, slots=True)
class JourneyCell:
    """A touchpoint with its scores and the theme most spoken of there."""

    touchpoint: str
    name: Label
    comments: int
    respondents: int
    negative: Share
    scores: tuple[ScoreCard, ...]
    top_theme: ThemeRef | None


@dataclass(frozen=True, slots=True)
class JourneyStage:
    """A stage, and what its touchpoints have together (each respondent once)."""

    stage: str
    comments: int
    respondents: int
    negative: Share
    scores: tuple[ScoreCard, ...]
    top_theme: ThemeRef | None
    touchpoints: tuple[JourneyCell, ...]


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
class OpinionView:
    """Offsets into the comment's text, end exclusive; `polarity` -1, 0, 1."""

    quote: str
    start: int
    end: int
    touchpoint: str | None
    stage: str | None
    polarity: int
    pain_point: str | None
    confidence: float


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
    """All about one comment. `state` pending, leased, done, quarantined; `copies`: the others of its text."""

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
    opinions: tuple[OpinionView, ...]
    units: tuple[UnitView, ...]
    scores: tuple[GivenScore, ...]
    triage: TriageView
    priority: int
    reasons: tuple[str, ...]
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
    """`kind`: angry_high (9-10 with a very negative text) or praise_low (0-2 with praise); `score` on its own scale."""

    kind: str
    comment_id: int
    text: str
    score_kind: str
    score: float
    sentiment: str
    confidence: float
    received_at: datetime
    source: str
