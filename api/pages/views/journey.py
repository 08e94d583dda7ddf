"""The journey, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.pages.charts import interval
from api.pages.filtering import FilterForm
from api.pages.names import Names
from api.pages.tongue import DASH
from api.pages.views.guesses import all_guesses
from api.pages.views.headline import SPANS
from api.pages.views.pieces import NONE, Card, Link, basis, score_range, score_text, share_bar, share_of
from api.pages.views.place_impacts import ImpactTable, impact_tables
from models.insights.impact import PlaceImpact
from models.insights.journey import StageScore
from models.insights.scores import RANKABLE_FROM
from models.reports.place_values import JourneyCell, JourneyStage
from models.reports.values import ScoreCard, ThemeRef
from models.score_columns import GuessedScore

Asked = tuple[str, str]  # a score's kind and scope


@dataclass(frozen=True, slots=True)
class Row:
    """A touchpoint; `few` comments, or `few_answers` behind the score: shown for reference.

    `scope` names the score's scope where it is not the column's.
    """

    href: str
    name: str
    volume: str
    bar: Markup
    negative: str
    score: str
    scope: str
    n: str
    chart: Markup
    range: str
    theme: Link | None
    few: bool
    few_answers: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with its touchpoints; `few` respondents behind its score, `few_comments` behind its shares.

    `basis` says what the score is made of.
    """

    code: str
    name: str
    score: str
    basis: str
    doubt: str
    few: bool
    volume: str
    bar: Markup
    negative: str
    theme: Link | None
    few_comments: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """A stage and how much it counts."""

    code: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class JourneyView:
    """Everything the template shows, in its order."""

    period: str
    form: FilterForm
    cards: tuple[Card, ...]
    score_heading: str
    stages: tuple[Stage, ...]
    impacts: tuple[ImpactTable, ...] = ()
    guesses: tuple[str, ...] = ()
    weights: tuple[Weight, ...] = ()
    weight_list: str = ""


def journey_view(
    names: Names,
    stages: Sequence[JourneyStage],
    scores: Sequence[StageScore],
    overall: StageScore | None,
    form: FilterForm,
    period: str,
    url: Callable[..., str],
    weights: Mapping[str, float] | None = None,
    impacts: Sequence[PlaceImpact] = (),
    guessed: Sequence[GuessedScore] = (),
) -> JourneyView:
    weighed = tuple(Weight(code, names.stage(code), f"{value:g}") for code, value in (weights or {}).items())
    column = _column(stages)
    by_stage = {score.stage: score for score in scores}
    return JourneyView(
        period=period,
        form=form,
        cards=_cards(names, scores, overall),
        score_heading=_scoped(names, column),
        stages=tuple(
            _stage(names, stage, by_stage.get(stage.stage), column, url) for stage in stages if stage.comments
        ),
        impacts=impact_tables(names, impacts, url),
        guesses=all_guesses(names, guessed),
        weights=weighed,
        weight_list=names.tongue.t(
            "journey.weight_list", weights=names.tongue.listing([f"{one.name} {one.value}" for one in weighed])
        ),
    )


def _column(stages: Sequence[JourneyStage]) -> Asked:
    """The score of the column: the kind and scope with most answers over all touchpoints."""
    counts: dict[Asked, int] = {}
    for stage in stages:
        for cell in stage.touchpoints:
            for card in cell.scores:
                asked = (card.kind, card.scope)
                counts[asked] = counts.get(asked, 0) + (card.estimate.n if card.estimate else 0)
    return max(counts, key=lambda asked: counts[asked], default=("nps", "relational"))


def _scoped(names: Names, asked: Asked) -> str:
    kind, scope = asked
    return names.tongue.t("report.scope_label", score=names.score(kind), scope=names.tongue.t(f"scope.{scope}"))


def _cards(names: Names, scores: Sequence[StageScore], overall: StageScore | None) -> tuple[Card, ...]:
    tongue = names.tongue
    cards = [_card(names, tongue.t("journey.overall"), overall)] if overall else []
    ranked = sorted((one for one in scores if one.counts), key=lambda one: one.value)
    if len(ranked) >= 2:
        for key, one in (("worst", ranked[0]), ("best", ranked[-1])):
            cards.append(_card(names, f"{tongue.t(f'journey.{key}')} · {names.stage(one.stage)}", one))
    return tuple(cards)


def _card(names: Names, label: str, one: StageScore) -> Card:
    tongue = names.tongue
    return Card(
        label=label,
        value=tongue.number(one.value, 0),
        unit=tongue.t("journey.of_hundred"),
        doubt=_doubt(names, one),
        chart=interval(one.value, one.low, one.high, (0, 100), label),
        note=_made_of(names, one),
    )


def _made_of(names: Names, one: StageScore) -> str:
    return names.tongue.t(f"journey.basis.{one.basis}") if one.basis else ""


def _doubt(names: Names, one: StageScore) -> str:
    tongue = names.tongue
    low, high = tongue.number(one.low, 0), tongue.number(one.high, 0)
    key = "report.doubt" if one.counts else "journey.not_counted"
    return tongue.t(key, low=low, high=high, n=tongue.number(one.n))


def _stage(
    names: Names, stage: JourneyStage, score: StageScore | None, column: Asked, url: Callable[..., str]
) -> Stage:
    tongue = names.tongue
    return Stage(
        code=stage.stage or "other",
        name=names.stage(stage.stage),
        score=tongue.number(score.value, 0) if score else DASH,
        basis=_made_of(names, score) if score else "",
        doubt=_doubt(names, score) if score else "",
        few=score is not None and not score.counts,
        volume=tongue.t("journey.volume", n=tongue.number(stage.comments), people=tongue.number(stage.respondents)),
        bar=share_bar(tongue, stage.negative),
        negative=tongue.t("report.complaining", share=share_of(tongue, stage.negative)),
        theme=_theme(names, stage.top_theme),
        few_comments=stage.comments < RANKABLE_FROM,
        rows=tuple(_row(names, cell, column, url) for cell in stage.touchpoints if cell.comments),
    )


def _row(names: Names, cell: JourneyCell, column: Asked, url: Callable[..., str]) -> Row:
    tongue = names.tongue
    card = _of_column(cell.scores, column)
    estimate = card.estimate if card else None
    kind = column[0]
    chart = interval(estimate.value, estimate.low, estimate.high, SPANS[kind], kind) if estimate else NONE
    return Row(
        href=url("/", touchpoint=cell.touchpoint),
        name=tongue.label(cell.name, cell.touchpoint),
        volume=tongue.number(cell.comments),
        bar=share_bar(tongue, cell.negative),
        negative=tongue.t("report.complaining", share=share_of(tongue, cell.negative)),
        score=score_text(tongue, estimate),
        scope=tongue.t(f"scope.{card.scope}") if card and (card.kind, card.scope) != column else "",
        n=basis(tongue, estimate) if estimate else "",
        chart=chart,
        range=score_range(tongue, estimate) if estimate else "",
        theme=_theme(names, cell.top_theme),
        few=cell.comments < RANKABLE_FROM,
        few_answers=estimate is not None and not estimate.rankable,
    )


def _of_column(cards: Sequence[ScoreCard], column: Asked) -> ScoreCard | None:
    """The column's own score; where it was not asked, the same kind in the other scope."""
    fitting = [card for card in cards if card.kind == column[0] and card.estimate]
    return next((card for card in fitting if card.scope == column[1]), next(iter(fitting), None))


def _theme(names: Names, theme: ThemeRef | None) -> Link | None:
    return Link(f"/themes/{theme.id}", names.tongue.label(theme.label, theme.code)) if theme else None
