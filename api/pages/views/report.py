"""The theme report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from api.pages.filtering import FilterForm
from api.pages.names import Names
from api.pages.views.board import Column, board
from api.pages.views.headline import cards
from api.pages.views.pieces import Card, unassigned_words
from api.pages.views.story import Line, story
from api.pages.views.themes import Row, is_praise, preferred_score, report_row
from models.insights.story import Fact
from models.reports.filters import Filters
from models.reports.place_values import Heatmap
from models.reports.theme_values import ThemeRow
from models.reports.values import Summary

FIRST_ROWS = 15


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the template shows, in its order."""

    period: str
    compared: str
    form: FilterForm
    empty: bool
    waiting: str
    story: tuple[Line, ...]
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    more_rows: tuple[Row, ...]
    score_heading: str
    unassigned: str
    board: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The answers the report is made of; `rising` are ids of themes, `waiting` counts comments not read yet."""

    summary: Summary
    themes: Sequence[ThemeRow]
    heatmap: Heatmap
    findings: Sequence[Fact]
    rising: Collection[int]
    waiting: int


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
        story=story(names, facts.findings, {row.id for row in facts.themes if is_praise(row)}),
        cards=cards(names, summary),
        rows=tuple(report_row(names, row, kind, facts.rising, url(f"/themes/{row.id}")) for row in first),
        more_rows=tuple(report_row(names, row, kind, facts.rising, url(f"/themes/{row.id}")) for row in rest),
        score_heading=t("report.score_column", score=names.score(kind[0])),
        unassigned=unassigned_words(names.tongue, summary.unassigned),
        board=board(names, facts.heatmap, cells),
    )


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
