"""The filters of a page: from the address to the question, and back into the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.pages.names import Names
from api.pages.views.pieces import Option
from models.reports.filters import Filters, Period

WEEKS = {"w4": 4, "w12": 12, "w26": 26}
DEFAULT = "w12"
CHANNELS = ("survey", "ticket", "review", "social")


@dataclass(frozen=True, slots=True)
class Choice:
    """One list of the form."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The form as it was sent; `first` and `last` as the browser writes days."""

    period: str
    periods: tuple[Option, ...]
    first: str
    last: str
    choices: tuple[Choice, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What can be chosen from in this workspace; `span` None when nothing was received yet."""

    span: Period | None
    sources: Sequence[str]
    segments: Mapping[str, Sequence[str]]


def filters_of(query: Mapping[str, str], known: Known) -> Filters:
    """What cannot be understood is left out: an old bookmark shows more, never an error."""
    segments = tuple(
        (name, query[f"s.{name}"]) for name, values in known.segments.items() if query.get(f"s.{name}") in values
    )
    return Filters(
        period=_period(query, known.span),
        sources=_one(query.get("source"), known.sources),
        channels=_one(query.get("channel"), CHANNELS),
        touchpoints=(query["touchpoint"],) if query.get("touchpoint") else (),
        segments=segments,
    )


def form_of(names: Names, query: Mapping[str, str], known: Known, filters: Filters) -> FilterForm:
    t = names.tongue.t
    chosen = _named_period(query)
    sources = [Option(name, name) for name in known.sources]
    kinds = [Option(code, names.channel(code)) for code in CHANNELS]
    places = [Option(code, names.touchpoint(code)) for code in names.places]
    choices = [
        Choice("source", t("filter.source"), tuple(sources) if len(sources) > 1 else (), query.get("source", "")),
        Choice("channel", t("filter.channel"), tuple(kinds), query.get("channel", "")),
        Choice("touchpoint", t("filter.touchpoint"), tuple(places), query.get("touchpoint", "")),
    ]
    for name, values in known.segments.items():
        options = tuple(Option(value, value) for value in values)
        choices.append(Choice(f"s.{name}", names.segment(name), options, query.get(f"s.{name}", "")))
    shown = filters.period or known.span
    return FilterForm(
        period=chosen,
        periods=tuple(Option(code, t(f"period.{code}")) for code in (*WEEKS, "all", "dates")),
        first=shown.first.isoformat() if shown else "",
        last=shown.last.isoformat() if shown else "",
        choices=tuple(choices),
        active=any(query.get(choice.name) for choice in choices) or chosen != DEFAULT,
    )


def kept(query: Mapping[str, str]) -> dict[str, str]:
    """The part of the address that belongs to the filters, to be carried into links."""
    names = ("period", "from", "to", "source", "channel", "touchpoint")
    return {name: value for name, value in query.items() if value and (name in names or name.startswith("s."))}


def _named_period(query: Mapping[str, str]) -> str:
    wish = query.get("period", "")
    return wish if wish in (*WEEKS, "all", "dates") else DEFAULT


def _period(query: Mapping[str, str], span: Period | None) -> Period | None:
    chosen = _named_period(query)
    if span is None or chosen == "all":
        return None
    if chosen == "dates":
        first, last = _day(query.get("from"), span.first), _day(query.get("to"), span.last)
        return Period(min(first, last), max(first, last))
    end = span.last + timedelta(days=6 - span.last.weekday())
    return Period(end - timedelta(weeks=WEEKS[chosen], days=-1), end)


def _day(written: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return otherwise


def _one(wish: str | None, known: Sequence[str]) -> tuple[str, ...]:
    return (wish,) if wish and wish in known else ()
