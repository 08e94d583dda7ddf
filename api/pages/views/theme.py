"""One theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from api.pages.charts import Part, columns, sentiment_bar
from api.pages.names import Names
from api.pages.views.actions import places
from api.pages.views.history import History
from api.pages.views.impact import Impact
from api.pages.views.measures import Measure
from api.pages.views.pairs import PairsView, pairs_view
from api.pages.views.pieces import Dated, Link, Option, Tab, Tag, Voice, doubt, score_text, share_of, voice, voices
from api.pages.views.story import Line, story
from api.pages.views.themes import is_praise, tags
from models.insights.story import Fact
from models.reports.comment_values import VerbatimPage
from models.reports.theme_values import Campaign, Concentration, ThemePage, ThemeRow, ThemeScore
from models.reports.values import ThemeRef
from models.themes.ageing import FROM_POOL
from nlp.themes.values import DiscoveryOptions

MOVES = {
    "candidate": ("active", "retired"),
    "active": ("dormant", "retired"),
    "dormant": ("active", "retired"),
    "retired": ("active",),
}
PUBLISHED_FROM = DiscoveryOptions().stability
SIDES = {"": None, "negative": -1, "neutral": 0, "positive": 1}


@dataclass(frozen=True, slots=True)
class Week:
    """A row of the weekly table."""

    name: str
    counts: tuple[str, ...]
    share: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A score of those who mention the theme, and of those who do not; either from few answers: for reference."""

    name: str
    with_it: str
    with_doubt: str
    with_few: bool
    without: str
    without_doubt: str
    without_few: bool


@dataclass(frozen=True, slots=True)
class Gathering:
    """A value the theme gathers at."""

    name: str
    bar: Markup
    volume: str
    note: str


@dataclass(frozen=True, slots=True)
class Gatherings:
    """One attribute and where on it the theme gathers."""

    name: str
    rows: tuple[Gathering, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Other themes that this one leads to: its opposite, where it went, what stands under it."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """Everything the template shows, in its order."""

    id: int
    code: str
    label: str
    labels: Mapping[str, str]
    parent: Link | None
    parent_id: str
    tags: tuple[Tag, ...]
    summary: str
    held_back: str
    related: tuple[Relation, ...]
    story: tuple[Line, ...]
    columns: Markup
    weeks: tuple[Week, ...]
    impacts: tuple[Impact, ...]
    compare: tuple[Compared, ...]
    sides: tuple[Tab, ...]
    campaigns: tuple[Link, ...]
    typical: tuple[Voice, ...]
    verbatims: tuple[Voice, ...]
    older: str
    newest: str
    pairs: PairsView
    keywords: tuple[str, ...]
    where: tuple[Gatherings, ...]
    actions: tuple[Measure, ...]
    others: tuple[Option, ...]
    pinned: bool
    forbidden: bool
    states: tuple[Option, ...]
    watch_words: str
    events: tuple[Dated, ...]
    today: str
    places: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """The answers the page is made of; `refs` name every theme there is."""

    page: ThemePage
    voices: VerbatimPage
    findings: Sequence[Fact]
    impacts: Sequence[Impact]
    actions: Sequence[Measure]
    others: Sequence[ThemeRow]
    side: str
    cursor: str
    today: date
    refs: Mapping[str, ThemeRef] = field(default_factory=dict)


def theme_view(names: Names, facts: ThemeFacts, again: Callable[..., str]) -> ThemeView:
    tongue, found, row = names.tongue, facts.page, facts.page.row
    label = tongue.label(row.label, row.code)
    called = {ref.id: tongue.label(ref.label, ref.code) for ref in facts.refs.values()}
    return ThemeView(
        id=row.id,
        code=row.code,
        label=label,
        labels=row.label,
        parent=Link(f"/themes/{found.parent.id}", tongue.label(found.parent.label)) if found.parent else None,
        parent_id=str(row.parent_id or ""),
        tags=tags(names, row, ()),
        summary=tongue.t(
            "theme.summary",
            people=tongue.number(row.respondents),
            share=share_of(tongue, row.share, 1),
            negative=tongue.percent(row.polarity.complaint_share),
        ),
        held_back=_held_back(names, found),
        related=tuple(_relations(names, found)),
        story=story(names, facts.findings, {row.id} if is_praise(row) else (), linked=False),
        columns=_columns(names, row, label),
        weeks=tuple(_weeks(names, row)),
        impacts=tuple(facts.impacts),
        compare=tuple(_compared(names, score) for score in row.scores if score.with_theme),
        sides=tuple(_side(names, side, facts.side, again) for side in SIDES),
        campaigns=tuple(_campaign(names, one) for one in found.campaigns),
        typical=tuple(voice(names, one) for one in found.verbatims) if not (facts.side or facts.cursor) else (),
        verbatims=voices(names, facts.voices.items),
        older=again(cursor=facts.voices.next) + "#voices" if facts.voices.next else "",
        newest=again(cursor=None) + "#voices" if facts.cursor else "",
        pairs=pairs_view(names, found.pairs, sorted(found.keywords)),
        keywords=found.keywords.get(tongue.code) or next(iter(found.keywords.values()), ()),
        where=_gatherings(names, found.concentrations),
        actions=tuple(facts.actions),
        others=tuple(
            Option(str(other.id), f"{other.code} {tongue.label(other.label)}")
            for other in facts.others
            if other.id != row.id
        ),
        pinned=row.pinned,
        forbidden=found.forbidden,
        states=tuple(
            Option(state, tongue.t(f"hand.to.{state}")) for state in MOVES.get(row.state, ()) if not found.forbidden
        ),
        watch_words="、".join(found.watch_words) if tongue.code == "ja" else ", ".join(found.watch_words),
        events=History(names, called).lines(found.events),
        today=facts.today.isoformat(),
        places=places(names),
    )


def _held_back(names: Names, found: ThemePage) -> str:
    """Why a candidate stands in no report, by the way it came; "" for every other theme."""
    if found.row.state != "candidate":
        return ""
    valid = [event for event in found.events if not event.undone]
    if any(event.kind == "state" for event in valid):
        kind = "put_back"
    elif any(FROM_POOL in event.after for event in valid):
        kind = "newcomer"
    else:
        kind = "loose" if found.row.stability < PUBLISHED_FROM else "pointless"
    return names.tongue.t(f"theme.held_back.{kind}")


def _relations(names: Names, found: ThemePage) -> Iterator[Relation]:
    tongue = names.tongue
    for key, refs in (
        ("merged_into", (found.merged_into,)),
        ("opposite", (found.opposite,)),
        ("children", found.children),
    ):
        links = tuple(Link(f"/themes/{ref.id}", tongue.label(ref.label, ref.code)) for ref in refs if ref is not None)
        if links:
            yield Relation(tongue.t(f"theme.{key}"), links)


def _campaign(names: Names, one: Campaign) -> Link:
    tongue = names.tongue
    days = list(dict.fromkeys(tongue.day(day, year=False) for day in (one.first_day, one.last_day)))
    people, copies = tongue.number(one.respondents), tongue.number(one.copies)
    words = tongue.t("theme.campaign", copies=copies, people=people, days=tongue.t("days_between").join(days))
    return Link(f"/comments/{one.comment_id}", words)


def _columns(names: Names, row: ThemeRow, label: str) -> Markup:
    t = names.tongue.t
    stacks = [
        [
            Part("negative", point.negative, t("side.negative")),
            Part("rest", point.respondents - point.negative, t("side.rest")),
        ]
        for point in row.weekly
    ]
    weeks = [names.tongue.short_week(point.week) for point in row.weekly]
    return columns(weeks, stacks, t("theme.weeks_chart", label=label))


def _weeks(names: Names, row: ThemeRow) -> list[Week]:
    tongue = names.tongue
    return [
        Week(
            tongue.week(point.week),
            (tongue.number(point.negative), tongue.number(point.respondents - point.negative)),
            tongue.percent(point.share, 1),
        )
        for point in row.weekly
    ]


def _compared(names: Names, score: ThemeScore) -> Compared:
    tongue = names.tongue
    scope = tongue.t(f"scope.{score.scope}")
    return Compared(
        name=tongue.t("report.scope_label", score=names.score(score.kind), scope=scope),
        with_it=score_text(tongue, score.with_theme),
        with_doubt=doubt(tongue, score.with_theme) if score.with_theme else "",
        with_few=score.with_theme is not None and not score.with_theme.rankable,
        without=score_text(tongue, score.without),
        without_doubt=doubt(tongue, score.without) if score.without else "",
        without_few=score.without is not None and not score.without.rankable,
    )


def _side(names: Names, side: str, chosen: str, again: Callable[..., str]) -> Tab:
    text = names.tongue.t(f"side.{side}" if side else "theme.all_sides")
    return Tab(again(side=side or None, cursor=None) + "#voices", text, side == chosen)


def _gatherings(names: Names, found: Sequence[Concentration]) -> tuple[Gatherings, ...]:
    fields = list(dict.fromkeys(one.field for one in found))
    return tuple(
        Gatherings(_field(names, field), tuple(_gathering(names, one) for one in found if one.field == field))
        for field in fields
    )


def _field(names: Names, field: str) -> str:
    if field in ("touchpoint", "source", "channel", "language"):
        return names.tongue.t(f"filter.{field}")
    return names.segment(field.removeprefix("segment:").removeprefix("segment."))


def _gathering(names: Names, one: Concentration) -> Gathering:
    tongue = names.tongue
    known = {"touchpoint": names.touchpoint, "channel": names.channel, "language": names.language}
    share = round(1000 * one.share)
    times = one.share / one.overall if one.overall else 0.0
    name = known[one.field](one.value) if one.field in known else one.value
    parts = [Part("brand", share, name), Part("rest", 1000 - share, "")]
    return Gathering(
        name=name,
        bar=sentiment_bar(parts, f"{name} {tongue.percent(one.share)}"),
        volume=tongue.percent(one.share),
        note=tongue.t("theme.times", times=f"{times:.1f}"),
    )
