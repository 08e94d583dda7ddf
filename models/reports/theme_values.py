"""What reports answer about themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.insights.scores import Difference, ScoreEstimate
from models.reports.comment_values import Verbatim
from models.reports.values import Label, PolarityCounts, Share, ThemeRef, WeekPoint


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
class ThemeRow:
    """One line of the theme table. `share` is of all respondents; `multiplier` is comments for each respondent.

    `state`: candidate, active, dormant, retired, merged, or forbidden, which hides whatever it was before.

    `new`: first heard in the last four weeks of the period. `previous_share`: in the equal period before.
    `stability`: how far other samples found the same theme, 0..1.
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
    stability: float = 1.0

    @property
    def ref(self) -> ThemeRef:
        return ThemeRef(self.id, self.code, self.label)


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
    """All about one theme. `concentrations`: where it is heard more than elsewhere, the strongest first.

    `pairs`: subject, predicate, count, marks, language, rule ("parse", or the lighter "order") and comments; those of
    older runs have the first three alone.
    """

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
