"""The triage desk: what a person should see first, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from api.pages.filtering import Choice
from api.pages.highlight import Piece, excerpt
from api.pages.names import Names
from api.pages.tongue import Tongue
from api.pages.views.pieces import Option, Tab, Tag, given
from models import priority
from models.reports.comment_values import TriageCounts, TriageItem, TriagePage

STATES = ("open", "taken", "done")
LIMIT = 220
SEGMENTS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One comment on the desk."""

    id: int
    href: str
    state: str
    urgency: int
    urgency_name: str
    lifted: str
    age: str
    source: str
    about: tuple[str, ...]
    place: str
    pieces: tuple[Piece, ...]
    language: str
    why: str
    tags: tuple[Tag, ...]
    note: str
    owner: str


@dataclass(frozen=True, slots=True)
class TriageView:
    """Everything the template shows, in its order."""

    lead: str
    state: str
    states: tuple[Tab, ...]
    choices: tuple[Choice, ...]
    items: tuple[Item, ...]
    older: str
    newest: str
    here: str


@dataclass(frozen=True, slots=True)
class TriageFacts:
    """The answers the desk is made of."""

    page: TriagePage
    counts: TriageCounts
    sources: tuple[str, ...]
    state: str
    query: Mapping[str, str]
    now: datetime


def triage_view(names: Names, facts: TriageFacts, again: Callable[..., str]) -> TriageView:
    older = again(cursor=facts.page.next) if facts.page.next else ""
    return TriageView(
        lead=_lead(names.tongue, facts.counts),
        state=facts.state,
        states=tuple(_state(names.tongue, state, facts, again) for state in STATES),
        choices=_choices(names, facts),
        items=tuple(_item(names, one, facts.now) for one in facts.page.items),
        older=older,
        newest=again(cursor=None) if facts.query.get("cursor") else "",
        here=again(),
    )


def _lead(tongue: Tongue, counts: TriageCounts) -> str:
    """What is pressing apart from the rest: most of what nobody has looked at asks for nothing."""
    *calm, soon, urgent = counts.open_by_urgency
    found = {"sum": urgent + soon, "urgent": urgent, "soon": soon, "rest": sum(calm)}
    return tongue.t("triage.lead", **{name: tongue.number(count) for name, count in found.items()})


def _state(tongue: Tongue, state: str, facts: TriageFacts, again: Callable[..., str]) -> Tab:
    count = {"open": facts.counts.open, "taken": facts.counts.taken, "done": facts.counts.done}[state]
    href = again(state=state, cursor=None)
    return Tab(href, tongue.t(f"triage.state.{state}"), state == facts.state, tongue.number(count))


def _choices(names: Names, facts: TriageFacts) -> tuple[Choice, ...]:
    t, query = names.tongue.t, facts.query
    levels = tuple(Option(str(level), t(f"urgency.{level}")) for level in (3, 2, 1, 0))
    places = tuple(Option(code, names.touchpoint(code)) for code in names.places)
    found = [
        Choice("urgency", t("filter.urgency"), levels, query.get("urgency", "")),
        Choice("touchpoint", t("filter.touchpoint"), places, query.get("touchpoint", "")),
    ]
    if len(facts.sources) > 1:
        options = tuple(Option(name, name) for name in facts.sources)
        found.append(Choice("source", t("filter.source"), options, query.get("source", "")))
    return tuple(found)


def _item(names: Names, one: TriageItem, now: datetime) -> Item:
    tongue = names.tongue
    place = names.touchpoint(one.touchpoint) if one.touchpoint else names.channel(one.channel)
    tier = priority.tier(one.urgency, one.signals)
    level, lifted = tongue.t(f"urgency.{tier}"), _lifted(names, one) if tier > one.urgency else []
    owner = tongue.t("triage.owner", name=one.triage.owner) if one.triage.owner else ""
    return Item(
        id=one.comment_id,
        href=f"/comments/{one.comment_id}",
        state=one.triage.state,
        urgency=tier,
        urgency_name=tongue.t("triage.handled_as", level=level) if lifted else level,
        lifted=tongue.t("triage.lifted", why=tongue.listing(lifted)) if lifted else "",
        age=tongue.age(one.received_at, now),
        source=one.source,
        about=_about(names, one),
        place=place,
        pieces=tuple(excerpt(one.text, [], LIMIT)),
        language=one.language,
        why=tongue.listing([reason(names, code, one.age_days) for code in one.reasons if not _on_badge(code)]),
        tags=tuple(Tag("alert", names.signal(code)) for code in one.signals if f"signal_{code}" not in one.reasons),
        note=one.triage.note or "",
        owner=owner,
    )


def _lifted(names: Names, one: TriageItem) -> list[str]:
    """The signals that put it above others of its urgency, in a word each."""
    return [names.tongue.t(f"triage.lifts.{signal}") for signal in one.signals if signal in priority.LEAST_TIER]


def _about(names: Names, one: TriageItem) -> tuple[str, ...]:
    """Who it comes from, as far as it is known: the channel, the scores, the segment."""
    channel = [names.channel(one.channel)] if one.touchpoint else []
    segment = [f"{names.segment(name)} {value}" for name, value in one.segment.items()]
    return (*channel, *(given(names, score) for score in one.scores), *segment[:SEGMENTS])


def _on_badge(code: str) -> bool:
    return code.startswith("urgency_")


def reason(names: Names, code: str, age_days: int) -> str:
    """A reason's code in words: signal_X, sentiment_X, waiting, unsure."""
    t = names.tongue.t
    kind, _, rest = code.partition("_")
    if kind == "signal":
        key = f"triage.signal.{rest}"
        return t(key) if names.tongue.has(key) else names.signal(rest)
    if kind == "sentiment":
        key = f"triage.sentiment.{rest}"
        return t(key) if names.tongue.has(key) else names.sentiment(rest)
    if kind == "waiting":
        return t("triage.waiting", n=age_days)
    return t("triage.unsure") if kind == "unsure" else code
