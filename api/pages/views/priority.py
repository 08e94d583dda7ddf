"""The priority map: how many people, and how much goes with them in the score."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.pages.charts import interval
from api.pages.filtering import FilterForm
from api.pages.names import Names
from api.pages.priority_chart import NARROW, WIDE, Bubble, priority_map
from api.pages.scales import nice_ceiling
from api.pages.tongue import DASH
from api.pages.views.guesses import guesses
from api.pages.views.pieces import NONE, Tab, points, score_digits, score_step
from models.insights.drivers import Drivers
from models.insights.impact import Interval, ThemeImpact
from models.insights.priority import Place, Quadrant
from models.reports.values import ThemeRef
from models.score_columns import GuessedScore

KINDS = {
    Quadrant.FIX_FIRST: "fix",
    Quadrant.KEEP: "keep",
    Quadrant.WATCH: "watch",
    Quadrant.WITH_OTHERS: "others",
    Quadrant.NO_EVIDENCE: "none",
    Quadrant.TOO_FEW: "few",
}
MOST_LABELS = 14


@dataclass(frozen=True, slots=True)
class Row:
    """A theme in the table beside the map."""

    href: str
    label: str
    kind: str
    quadrant: str
    volume: str
    impact: str
    chart: Markup
    range: str
    adjusted: str
    verdict: str
    driver: str
    driver_range: str


@dataclass(frozen=True, slots=True)
class PriorityView:
    """Everything the template shows, in its order; `few` are the themes that too few people speak of."""

    form: FilterForm
    scores: tuple[Tab, ...]
    heading: str
    chart: Markup
    people: str
    impact_heading: str
    driver_heading: str
    rows: tuple[Row, ...]
    few: tuple[Row, ...]
    guesses: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriorityFacts:
    """The answers the map is made of; `n` respondents gave the score; `drivers` stand in the order of `impacts`."""

    kind: str
    scope: str
    n: int
    places: Sequence[Place]
    impacts: Sequence[ThemeImpact]
    drivers: Drivers | None
    themes: Mapping[str, ThemeRef]
    scores: Sequence[tuple[str, str]] = ()
    guessed: Sequence[GuessedScore] = ()


def priority_view(
    names: Names, facts: PriorityFacts, form: FilterForm, again: Callable[..., str] = lambda **_: ""
) -> PriorityView:
    heading = names.tongue.t("priority.heading", score=_score(names, facts.kind, facts.scope))
    judged = [place for place in facts.places if place.quadrant is not Quadrant.TOO_FEW]
    found = {one.theme_id: one for one in facts.impacts}
    driven = _driven(names, facts)
    widest = max((max(abs(p.impact.low), abs(p.impact.high)) for p in facts.places), default=1.0)
    reach = nice_ceiling(widest, score_step(facts.kind))

    def row(place: Place) -> Row:
        theme = place.theme_id
        share = driven.get(theme, (DASH, ""))
        return _row(names, facts.kind, place, facts.themes[theme], found[theme], share, reach)

    return PriorityView(
        form=form,
        scores=tuple(
            Tab(again(score=f"{kind}-{scope}"), _score(names, kind, scope), (kind, scope) == (facts.kind, facts.scope))
            for kind, scope in facts.scores
        ),
        heading=heading,
        chart=_map(names, facts, judged, heading) if judged else NONE,
        people=_people(names, facts),
        impact_heading=_impact(names, facts.kind),
        driver_heading=names.tongue.t("column.driver_estimated" if _estimated(facts) else "column.driver"),
        rows=tuple(row(place) for place in judged),
        few=tuple(row(place) for place in facts.places if place.quadrant is Quadrant.TOO_FEW),
        guesses=guesses(names, facts.guessed, facts.kind, facts.scope),
        notes=tuple(_notes(names, facts)),
    )


def _people(names: Names, facts: PriorityFacts) -> str:
    """Whom the map counts: not everyone who mentions a theme gave the score."""
    score = _score(names, facts.kind, facts.scope)
    return names.tongue.t("priority.x", score=score, n=names.tongue.number(facts.n))


def _impact(names: Names, kind: str) -> str:
    return names.tongue.t("column.impact", unit=points(names.tongue, kind).strip())


def _notes(names: Names, facts: PriorityFacts) -> Iterator[str]:
    """What the figures leave out, where they do."""
    t, number = names.tongue.t, names.tongue.number
    if facts.places and facts.drivers is None:
        yield t("priority.no_drivers")
    if facts.drivers is not None:
        yield t("priority.explained", share=names.tongue.percent(facts.drivers.r_squared))
    if _estimated(facts) and facts.drivers is not None:
        # Rounded up: what is smaller than shown is not larger than said.
        error = number(math.ceil(1e4 * facts.drivers.error) / 100, 2)
        yield t("priority.estimated", n=number(facts.drivers.orderings), error=error)


def _estimated(facts: PriorityFacts) -> bool:
    return facts.drivers is not None and facts.drivers.orderings > 0


def _map(names: Names, facts: PriorityFacts, places: Sequence[Place], heading: str) -> Markup:
    """Only the themes that matter most carry their name on the drawing; the table names them all."""
    by_weight = sorted(places, key=lambda place: -abs(place.impact.value) * place.volume)
    named = {place.theme_id for place in by_weight[:MOST_LABELS]}
    largest = max(place.volume for place in places)
    bubbles = [
        Bubble(
            x=place.volume,
            y=place.impact.value,
            low=place.impact.low,
            high=place.impact.high,
            size=4 + 11 * (place.volume / largest) ** 0.5,
            kind=KINDS[place.quadrant],
            label=names.tongue.label(facts.themes[place.theme_id].label, facts.themes[place.theme_id].code),
            href=f"/themes/{place.theme_id}",
            named=place.theme_id in named,
        )
        for place in places
    ]
    named_axes = (_people(names, facts), _impact(names, facts.kind), heading, score_step(facts.kind))
    # The style sheet shows the one that fits the screen.
    return Markup("").join(priority_map(bubbles, *named_axes, plot) for plot in (WIDE, NARROW))


def _score(names: Names, kind: str, scope: str) -> str:
    return names.tongue.t("report.scope_label", score=names.score(kind), scope=names.tongue.t(f"scope.{scope}"))


def _driven(names: Names, facts: PriorityFacts) -> dict[str, tuple[str, str]]:
    """The share of what the themes explain, and its interval."""
    found = facts.drivers
    if found is None:
        return {}
    percent, t = names.tongue.percent, names.tongue.t
    rows = zip(facts.impacts, found.shares, found.low, found.high, strict=False)
    return {
        one.theme_id: (percent(share), t("priority.driver_range", low=percent(low), high=percent(high)))
        for one, share, low, high in rows
    }


def _row(
    names: Names,
    score: str,
    place: Place,
    theme: ThemeRef,
    found: ThemeImpact,
    driver: tuple[str, str],
    reach: float,
) -> Row:
    tongue, digits = names.tongue, score_digits(score)
    kind = KINDS[place.quadrant]
    return Row(
        href=f"/themes/{theme.id}",
        label=tongue.label(theme.label, theme.code),
        kind=kind,
        quadrant=tongue.t(f"quadrant.{kind}"),
        volume=tongue.number(place.volume),
        impact=tongue.signed(place.impact.value, digits),
        chart=interval(place.impact.value, place.impact.low, place.impact.high, (-reach, reach), _impact(names, score)),
        range=_range(names, place.impact, digits),
        adjusted=tongue.signed(found.adjusted.value, digits) if found.adjusted else DASH,
        verdict=tongue.t(f"verdict.{found.verdict}"),
        driver=driver[0],
        driver_range=driver[1],
    )


def _range(names: Names, impact: Interval, digits: int) -> str:
    joint = "～" if names.tongue.code == "ja" else " to "
    return joint.join(names.tongue.signed(value, digits) for value in (impact.low, impact.high))
