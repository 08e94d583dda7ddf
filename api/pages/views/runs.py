"""Discoveries of the past, and the themes as they stood then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.tongue import DASH
from api.pages.views.headline import cards
from api.pages.views.pieces import Card, Tag, points, score_digits
from api.pages.views.report import period_words
from api.pages.views.story import Line, story
from models.insights.impact import Interval, Verdict
from models.reports import Kept, KeptReport, RunReport, RunView, ScoreImpact
from models.reports.history import ThemeThen


@dataclass(frozen=True, slots=True)
class RunRow:
    """One discovery; `href` only where something was kept."""

    href: str
    when: str
    state: Tag
    themes: str
    units: str
    versions: str


@dataclass(frozen=True, slots=True)
class ThenRow:
    """A theme under its name of that day. `impacts`: what it had to do with each score, as the report said then."""

    href: str
    code: str
    label: str
    people: str
    comments: str
    negative: str
    impacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThenView:
    """One discovery, opened again. `kept` says of when its report is, or why there is none."""

    title: str
    note: str
    missing: str
    kept: str
    story: tuple[Line, ...]
    cards: tuple[Card, ...]
    rows: tuple[ThenRow, ...]


def runs_view(names: Names, found: Sequence[RunView], lines: Mapping[int, int]) -> tuple[RunRow, ...]:
    """`lines`: how many changes each look proposed, by run; a look that moved nothing has no counts of its own."""
    tongue = names.tongue
    return tuple(
        RunRow(
            href=f"/themes/runs/{one.id}" if one.units else "",
            when=tongue.moment(one.at),
            state=Tag(one.state, _outcome(names, one, lines.get(one.id))),
            themes=tongue.number(one.themes) if one.units else DASH,
            units=tongue.number(one.units) if one.units else DASH,
            versions=", ".join(f"{name} {version}" for name, version in sorted(one.versions.items())),
        )
        for one in found
    )


def _outcome(names: Names, one: RunView, lines: int | None) -> str:
    if lines is None or one.units:
        return names.tongue.t(f"runs.state.{one.state}")
    return names.tongue.t("runs.proposed" if lines else "runs.nothing", n=lines)


def run_view(names: Names, found: RunReport) -> ThenView:
    tongue, report = names.tongue, found.report
    impacts = impacts_of(names, report.impacts if report else ())
    return ThenView(
        title=tongue.t("runs.as_of", moment=tongue.moment(found.run.at)),
        note=tongue.t("runs.note", themes=tongue.number(len(found.themes)), units=tongue.number(found.run.units)),
        missing=tongue.t("runs.missing", n=tongue.number(found.missing)) if found.missing else "",
        kept=_kept(names, found.kept, report),
        story=story(names, report.story, _praised(found.themes)) if report else (),
        cards=cards(names, report.summary) if report else (),
        rows=tuple(
            ThenRow(
                href=f"/themes/{theme.id}",
                code=theme.code,
                label=tongue.label(theme.label, theme.code),
                people=tongue.number(theme.respondents),
                comments=tongue.number(theme.comments),
                negative=tongue.percent(theme.negative / theme.units if theme.units else None),
                impacts=impacts.get(theme.id, ()),
            )
            for theme in found.themes
        ),
    )


def _praised(themes: Sequence[ThemeThen]) -> set[int]:
    """As on the report: what most were pleased to say."""
    return {one.id for one in themes if 2 * one.positive > one.units}


def _kept(names: Names, kept: Kept, report: KeptReport | None) -> str:
    if report is None:
        return names.tongue.t(f"runs.kept.{kept}")
    moment = names.tongue.moment(report.at)
    return names.tongue.t("runs.kept.kept", moment=moment, period=period_words(names, report.summary))


def impacts_of(names: Names, found: Sequence[ScoreImpact]) -> Mapping[int, tuple[str, ...]]:
    """Of each theme, by its id; those that too few people spoke of to say anything are missing."""
    told: dict[int, list[str]] = {}
    for one in found:
        if one.impact.leave_out is not None and one.impact.verdict != Verdict.TOO_FEW:
            told.setdefault(int(one.impact.theme_id), []).append(_impact(names, one, one.impact.leave_out))
    return {theme: tuple(lines) for theme, lines in told.items()}


def _impact(names: Names, one: ScoreImpact, moved: Interval) -> str:
    tongue, digits = names.tongue, score_digits(one.kind)
    value, low, high = (tongue.signed(figure, digits) for figure in (moved.value, moved.low, moved.high))
    return tongue.t(
        "runs.impact",
        score=names.score(one.kind),
        scope=tongue.t(f"scope_short.{one.scope}"),
        value=value + points(tongue, one.kind),
        low=low,
        high=high,
        verdict=tongue.t(f"runs.verdict.{one.impact.verdict}"),
    )
