"""What reports answer about the journey: its touchpoints and stages."""

from __future__ import annotations

from dataclasses import dataclass

from models.reports.values import Label, ScoreCard, Share, ThemeRef


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
