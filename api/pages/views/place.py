"""One touchpoint: how it and the scores go together, and what was said there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from api.pages.filtering import FilterForm
from api.pages.names import Names
from api.pages.views.guesses import all_guesses
from api.pages.views.impact import Impact, impact
from api.pages.views.pieces import Link, Tab, Voice, voices
from models.insights.impact import PlaceImpact
from models.reports.comment_values import VerbatimPage
from models.score_columns import GuessedScore

COMPLAINTS = "negative"


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """The answers the page is made of; `side` is COMPLAINTS or ""; `paged` when it is not the first page."""

    code: str
    period: str
    impacts: Sequence[PlaceImpact]
    voices: VerbatimPage
    side: str
    paged: bool
    guessed: Sequence[GuessedScore] = ()


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Everything the template shows, in its order."""

    path: str
    name: str
    stage: str
    period: str
    form: FilterForm
    links: tuple[Link, ...]
    impacts: tuple[Impact, ...]
    guesses: tuple[str, ...]
    sides: tuple[Tab, ...]
    voices: tuple[Voice, ...]
    older: str
    newest: str


def place_view(
    names: Names, facts: PlaceFacts, form: FilterForm, path: str, url: Callable[..., str], again: Callable[..., str]
) -> PlaceView:
    t = names.tongue.t
    told = [impact(names, one.kind, one.scope, one, "place") for one in facts.impacts if one.touchpoint == facts.code]
    return PlaceView(
        path=path,
        name=names.touchpoint(facts.code),
        stage=names.stage(names.stage_of(facts.code)),
        period=facts.period,
        form=replace(form, choices=tuple(one for one in form.choices if one.name != "touchpoint")),
        links=(
            Link(url("/", touchpoint=facts.code), t("place.to_report")),
            Link(url("/priority", touchpoint=facts.code), t("place.to_map")),
        ),
        impacts=tuple(one for one in told if one),
        guesses=all_guesses(names, facts.guessed),
        sides=tuple(
            Tab(
                again(side=side or None, cursor=None) + "#voices",
                t(f"side.{side}" if side else "theme.all_sides"),
                side == facts.side,
            )
            for side in ("", COMPLAINTS)
        ),
        voices=voices(names, facts.voices.items),
        older=again(cursor=facts.voices.next) + "#voices" if facts.voices.next else "",
        newest=again(cursor=None) + "#voices" if facts.paged else "",
    )
