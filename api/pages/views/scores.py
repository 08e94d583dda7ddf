"""NPS, CSAT and CES of touchpoints, stages, segments, themes and times, each with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from api.pages.charts import interval
from api.pages.filtering import FilterForm
from api.pages.names import Names
from api.pages.views.guesses import guesses
from api.pages.views.headline import SPANS
from api.pages.views.pieces import Tab, answers, basis, score_range, score_text
from models.reports import Breakdown
from models.reports.breakdown import SEGMENT, ScoreRow
from models.score_columns import GuessedScore


@dataclass(frozen=True, slots=True)
class Row:
    """A group and its score; `few` is shown for reference and has no rank."""

    rank: str
    name: str
    score: str
    chart: Markup
    range: str
    n: str
    few: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One kind and scope; `note` says what the kind is, `guesses` what of it was not told by who sent it."""

    key: str
    title: str
    note: str
    guesses: tuple[str, ...]
    overall: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ScoresView:
    """Everything the template shows, in its order."""

    form: FilterForm
    tabs: tuple[Tab, ...]
    heading: str
    ranked: bool
    sections: tuple[Section, ...]


def scores_view(
    names: Names,
    found: Sequence[Breakdown],
    by: str,
    choices: Sequence[str],
    form: FilterForm,
    again: Callable[..., str],
    guessed: Sequence[GuessedScore] = (),
) -> ScoresView:
    return ScoresView(
        form=form,
        tabs=tuple(Tab(again(by=one), by_name(names, one), one == by) for one in choices),
        heading=by_name(names, by),
        ranked=by not in ("week", "month"),
        sections=tuple(_section(names, one, guessed) for one in found),
    )


def by_name(names: Names, by: str) -> str:
    if by.startswith(SEGMENT):
        return names.segment(by.removeprefix(SEGMENT))
    return names.tongue.t(f"scores.by.{by}")


def _section(names: Names, one: Breakdown, guessed: Sequence[GuessedScore]) -> Section:
    tongue = names.tongue
    scope = tongue.t(f"scope.{one.scope}")
    return Section(
        key=f"{one.kind}-{one.scope}",
        title=tongue.t("report.scope_label", score=names.score(one.kind), scope=scope),
        note=tongue.t(f"definition.{one.kind}"),
        guesses=guesses(names, guessed, one.kind, one.scope),
        overall=tongue.t(
            "scores.overall",
            value=score_text(tongue, one.overall),
            range=score_range(tongue, one.overall),
            n=answers(tongue, one.overall),
        ),
        rows=tuple(_row(names, one, row) for row in one.rows),
    )


def _row(names: Names, one: Breakdown, row: ScoreRow) -> Row:
    tongue, found = names.tongue, row.estimate
    return Row(
        rank="" if row.rank is None else str(row.rank),
        name=_name(names, one.by, row),
        score=score_text(tongue, found),
        chart=interval(found.value, found.low, found.high, SPANS[one.kind], names.score(one.kind)),
        range=score_range(tongue, found),
        n=basis(tongue, found),
        few=not found.rankable,
    )


def _name(names: Names, by: str, row: ScoreRow) -> str:
    if row.label is not None:
        return names.tongue.label(row.label, row.key)
    known = {"stage": names.stage, "channel": names.channel}
    if by == "week":
        return names.tongue.week(date.fromisoformat(row.key))
    return known[by](row.key) if by in known else row.key
