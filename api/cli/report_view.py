"""The report for a person at a terminal: headline, scores with their intervals, themes with their weeks."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from api.cli.locale import locale, say
from api.cli.reporting import Report
from api.cli.screen import digits_of
from api.pages.views.story import plain
from models.reports.theme_values import ThemeRow
from models.reports.ties import PREFERRED
from models.reports.values import ScoreCard, Summary, WeekPoint

LEVELS = "▁▂▃▄▅▆▇█"
WEEKS = 12


def show(console: Console, report: Report) -> None:
    headline(console, report.summary)
    if any(card.estimate for card in report.summary.scores):
        console.print(scores(report.summary.scores))
    if report.story:
        console.print(say("report.story"), style="bold")
        for fact in report.story:
            console.print(f"・{plain(fact, locale())}", highlight=False, markup=False)
    if report.themes:
        console.print(themes(report))
    elif report.summary.comments and not report.candidates:
        console.print(say("report.no_themes"), highlight=False)
    if report.candidates:
        console.print(say("report.candidates", count=report.candidates), highlight=False)


def headline(console: Console, summary: Summary) -> None:
    days = f"{summary.first_day} – {summary.last_day}" if summary.first_day else "–"
    console.rule(say("report.title", days=days), style="dim")
    negative = summary.negative
    console.print(
        say(
            "report.headline",
            comments=summary.comments,
            people=summary.respondents,
            share=negative.value or 0.0,
            low=negative.low,
            high=negative.high,
            mixed=summary.mixed.value or 0.0,
            unassigned=summary.unassigned.value or 0.0,
            candidates=summary.in_candidates.value or 0.0,
            abstained=summary.abstained,
        ),
        highlight=False,
    )


def scores(cards: Sequence[ScoreCard]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for key in ("score", "value", "interval", "n"):
        table.add_column(say(f"report.{key}"), justify="left" if key == "score" else "right")
    for card in cards:
        found = card.estimate
        if found is not None:
            name = f"{card.kind.upper()} ({say('scope.' + card.scope)})"
            value, low, high = (f"{each:.{digits_of(card.kind)}f}" for each in (found.value, found.low, found.high))
            table.add_row(name, value, f"{low} – {high}", f"{found.n:,}")
    return table


def themes(report: Report) -> Table:
    title = say("report.themes", shown=len(report.themes), total=report.themes_total)
    table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column(say("report.theme"), overflow="fold", ratio=1)
    scope = nps_scope(report.summary.scores)
    for key in ("people", "share", "negative"):
        table.add_column(say(f"report.{key}"), justify="right")
    table.add_column(say("report.nps", scope=say(f"scope.{scope}")), justify="right")
    table.add_column(say("report.weeks"))
    for row in report.themes:
        table.add_row(
            name_of(row), f"{row.respondents:,}", _share(row), _negative(row), _nps(row, scope), spark(row.weekly)
        )
    return table


def name_of(row: ThemeRow) -> str:
    label = row.label.get(locale()) or row.label.get("ja") or row.code
    return f"{label} {say('report.new')}" if row.new else label


def _share(row: ThemeRow) -> str:
    return "–" if row.share.value is None else f"{row.share.value:.1%}"


def _negative(row: ThemeRow) -> str:
    share = row.polarity.complaint_share
    return "–" if share is None else f"{share:.0%}"


def nps_scope(cards: Sequence[ScoreCard]) -> str:
    """One kind of NPS for the whole column, the one that the story speaks of too: the two cannot be compared."""
    given = [card.scope for card in cards if card.kind == "nps" and card.estimate and card.estimate.rankable]
    return next((scope for kind, scope in PREFERRED if kind == "nps" and scope in given), "relational")


def _nps(row: ThemeRow, scope: str) -> str:
    """The difference to those who do not speak of it, only where the interval leaves out zero."""
    for score in row.scores:
        if (score.kind, score.scope) == ("nps", scope) and score.difference is not None and score.difference.evident:
            return f"{score.difference.value:+.0f}"
    return "–"


def spark(weekly: Sequence[WeekPoint]) -> str:
    """The people of the last twelve weeks, each against the fullest."""
    counts = [point.respondents for point in weekly[-WEEKS:]]
    most = max(counts, default=0)
    return "".join(LEVELS[round(count / most * (len(LEVELS) - 1))] if most else LEVELS[0] for count in counts)
