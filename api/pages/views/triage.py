"""The triage desk: what a person should see first, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from api.pages.filtering import Choice
from api.pages.highlight import Piece, excerpt
from api.pages.names import Names
from api.pages.tongue import Tongue
from api.pages.views.pieces import Option, Tab, Tag
from models.reports.comment_values import TriageCounts, TriageItem, TriagePage

STATES = ("open", "taken", "done")
LIMIT = 220


@dataclass(frozen=True, slots=True)
class Item:
    """One comment on the desk."""

    id: int
    href: str
    state: str
    urgency: int
    urgency_name: str
    age: str
    source: str
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
    owner = tongue.t("triage.owner", name=one.triage.owner) if one.triage.owner else ""
    return Item(
        id=one.comment_id,
        href=f"/comments/{one.comment_id}",
        state=one.triage.state,
        urgency=one.urgency,
        urgency_name=tongue.t(f"urgency.{one.urgency}"),
        age=tongue.age(one.received_at, now),
        source=one.source,
        place=place,
        pieces=tuple(excerpt(one.text, [], LIMIT)),
        language=one.language,
        why=tongue.listing([reason(names, code, one.age_days) for code in one.reasons if not _on_badge(code)]),
        tags=tuple(Tag("alert", names.signal(code)) for code in one.signals if f"signal_{code}" not in one.reasons),
        note=one.triage.note or "",
        owner=owner,
    )


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
