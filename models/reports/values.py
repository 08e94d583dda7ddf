"""What reports answer with. Labels are {"ja": …, "en": …}; touchpoints and stages are codes; weeks are Mondays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.insights.scores import Difference, ScoreEstimate
from models.reports.filters import Period

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

    @property
    def complaint_share(self) -> float | None:
        """Of the comments those that contain a complaint, 0..1; None when there are none."""
        total = self.negative + self.neutral + self.positive + self.mixed
        return (self.negative + self.mixed) / total if total else None


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
    """The headline. `previous_*` None when the period is all time.

    `negative`: people with a negative comment; `mixed`: people with a mixed comment and no negative one.
    `in_candidates`: of the units that are in a theme, those in one that is not in the report yet.
    """

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
    mixed: Share
    scores: tuple[ScoreCard, ...]
    unassigned: Share
    abstained: int
    weekly: tuple[WeekPoint, ...]
    in_candidates: Share = Share(0, 0, None, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """One week: `share` of all respondents of the week, `negative` those who complain."""

    week: date
    comments: int
    respondents: int
    negative: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class ThemeRef:
    """Enough to name a theme and to link to it."""

    id: int
    code: str
    label: Label
