"""The theme report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.filtering import FilterForm
from api.pages.names import Names
from api.pages.views.board import Column, board
from api.pages.views.headline import cards
from api.pages.views.pieces import Card, unassigned_words
from api.pages.views.story import Line, story
from api.pages.views.themes import Row, is_praise, preferred_score, report_row
from models.insights.story import Fact, FactKind
from models.reports.filters import Filters
from models.reports.place_values import Heatmap
from models.reports.theme_values import ThemeRow
from models.reports.values import Summary

FIRST_ROWS = 15
CANDIDATES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A theme that is not in the table yet; `figures` says how many speak of it, and how many complain."""

    href: str
    label: str
    figures: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the template shows, in its order."""

    period: str
    compared: str
    form: FilterForm
    empty: bool
    waiting: str
    urgent: str
    story: tuple[Line, ...]
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    more_rows: tuple[Row, ...]
    score_heading: str
    held_back: str
    candidates: tuple[Candidate, ...]
    unassigned: str
    board: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The answers the report is made of; `waiting` counts comments not read yet.

    `candidates`: themes that the table leaves out. `urgent`: open comments that cannot wait, and the oldest one's day.
    """

    summary: Summary
    themes: Sequence[ThemeRow]
    heatmap: Heatmap
    findings: Sequence[Fact]
    waiting: int
    candidates: Sequence[ThemeRow] = ()
    urgent: tuple[int, date | None] = (0, None)

    @property
    def rising(self) -> set[int]:
        """The badge says what the story says: a rise that is over is none."""
        return {int(one.theme_id) for one in self.findings if one.kind is FactKind.RISING and not one.over}


def report_view(
    names: Names, facts: ReportFacts, form: FilterForm, filters: Filters, url: Callable[..., str]
) -> ReportView:
    t, summary = names.tongue.t, facts.summary
    kind = preferred_score(facts.themes)
    told = {int(one.theme_id) for one in facts.findings}
    first = [row for place, row in enumerate(facts.themes) if place < FIRST_ROWS or row.id in told]
    rest = [row for place, row in enumerate(facts.themes) if place >= FIRST_ROWS and row.id not in told]
    cells = {cell.touchpoint: url("/", touchpoint=cell.touchpoint) for cell in facts.heatmap.cells}
    return ReportView(
        period=period_words(names, summary),
        compared=_compared(names, filters, summary),
        form=form,
        empty=summary.comments == 0,
        waiting=t("report.waiting", n=facts.waiting) if facts.waiting else "",
        urgent=_urgent(names, *facts.urgent),
        story=story(names, facts.findings, {row.id for row in facts.themes if is_praise(row)}),
        cards=cards(names, summary),
        rows=tuple(report_row(names, row, kind, facts.rising, url(f"/themes/{row.id}")) for row in first),
        more_rows=tuple(report_row(names, row, kind, facts.rising, url(f"/themes/{row.id}")) for row in rest),
        score_heading=t("report.score_column", score=names.score(kind[0]), scope=t(f"scope_short.{kind[1]}")),
        held_back=_held_back(names, facts.candidates),
        candidates=tuple(_candidate(names, row) for row in _largest(facts.candidates)[:CANDIDATES_NAMED]),
        unassigned=unassigned_words(names.tongue, summary.unassigned, summary.in_candidates),
        board=board(names, facts.heatmap, cells),
    )


def _urgent(names: Names, count: int, oldest: date | None) -> str:
    """Whatever the period shown: what somebody must see now does not wait for the filter."""
    if not count:
        return ""
    return names.tongue.t("report.urgent", n=count, oldest=names.tongue.day(oldest))


def _largest(rows: Sequence[ThemeRow]) -> list[ThemeRow]:
    return sorted(rows, key=lambda row: -row.respondents)


def _held_back(names: Names, rows: Sequence[ThemeRow]) -> str:
    """How many themes the table leaves out, and how many people the largest of them has."""
    if not rows:
        return ""
    most = names.tongue.number(_largest(rows)[0].respondents)
    return names.tongue.t("report.held_back", n=len(rows), most=most)


def _candidate(names: Names, row: ThemeRow) -> Candidate:
    tongue, share = names.tongue, row.polarity.complaint_share
    people = tongue.number(row.respondents)
    figures = tongue.t("report.candidate", people=people, share=tongue.percent(share))
    return Candidate(f"/themes/{row.id}", tongue.label(row.label, row.code), figures)


def period_words(names: Names, summary: Summary) -> str:
    first = summary.period.first if summary.period else summary.first_day
    last = summary.period.last if summary.period else summary.last_day
    if first is None or last is None:
        return names.tongue.t("period.none")
    return names.tongue.t("period.shown", first=names.tongue.day(first), last=names.tongue.day(last))


def _compared(names: Names, filters: Filters, summary: Summary) -> str:
    if filters.period is None or not summary.previous_comments:
        return ""
    before = filters.period.previous
    return names.tongue.t("period.compared", first=names.tongue.day(before.first), last=names.tongue.day(before.last))
