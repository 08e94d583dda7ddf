"""What the monthly re-analysis would change, line by line: shown, and left to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.names import Names
from api.pages.views.pieces import Link, Tag
from models.reports.quotes import Quote
from models.reports.theme_values import ThemeRow
from models.themes import ChangeView, ProposalView

ORDER = ("born", "merged", "split", "drifted", "renamed", "placed")


@dataclass(frozen=True, slots=True)
class Part:
    """What a change would make: a name, how much of it there is, and words that are typical of it."""

    title: str
    quotes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One line; `open` waits for an answer, `settled` can be taken back."""

    id: int
    title: str
    note: str
    themes: tuple[Link, ...]
    parts: tuple[Part, ...]
    tag: Tag
    open: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """One re-analysis; `open` when any of it waits for an answer."""

    id: int
    title: str
    summary: str
    changes: tuple[Change, ...]
    open: bool
    settled: bool


def proposals(
    names: Names, found: Sequence[ProposalView], rows: Sequence[ThemeRow], words: Mapping[int, Quote]
) -> tuple[Proposal, ...]:
    """Those that wait for an answer or can be taken back; a proposal that a newer one replaced is over."""
    by_id = {row.id: row for row in rows}
    told = (_proposal(names, one, by_id, words) for one in found)
    return tuple(one for one in told if one.changes and (one.open or one.settled))


def last_look(names: Names, found: Sequence[ProposalView]) -> str:
    """When the newest look was, and that it found nothing to change where it did not; "" when there was none."""
    if not found:
        return ""
    newest, tongue = found[0], names.tongue
    key = "themes.looked" if newest.changes else "themes.looked_nothing"
    return tongue.t(key, moment=tongue.moment(newest.at), n=len(newest.changes))


def quoted_units(found: Iterable[ProposalView]) -> set[int]:
    """The units whose words the page will show."""
    details = [change.detail for one in found for change in one.changes]
    parts = [part for detail in details for part in (detail, *detail.get("parts", ()))]
    return {int(unit) for part in parts for unit in part.get("verbatims", ())[:3]}


def _proposal(names: Names, one: ProposalView, rows: Mapping[int, ThemeRow], words: Mapping[int, Quote]) -> Proposal:
    tongue = names.tongue
    changes = tuple(_change(names, change, rows, words) for change in one.changes)
    kinds = Counter(change.kind for change in one.changes)
    counted = [tongue.t(f"proposal.count.{kind}", n=kinds[kind]) for kind in ORDER if kinds[kind]]
    moved, kept = tongue.number(one.moved), tongue.number(one.kept)
    return Proposal(
        id=one.id,
        title=tongue.t("proposal.of", day=tongue.day(one.at)),
        summary=tongue.t("proposal.summary", counts=tongue.listing(counted), moved=moved, kept=kept),
        changes=changes,
        open=any(change.open for change in changes),
        settled=any(change.settled for change in changes),
    )


def _change(names: Names, change: ChangeView, rows: Mapping[int, ThemeRow], words: Mapping[int, Quote]) -> Change:
    tongue = names.tongue
    themes = [rows[theme] for theme in (change.theme_id or 0, *change.others) if theme in rows]
    labels = [tongue.label(row.label, row.code) for row in themes]
    return Change(
        id=change.id,
        title=tongue.t(f"proposal.{change.kind}", **_values(names, change, labels)),
        note=tongue.t(f"proposal.note.{change.kind}", units=tongue.number(change.units), **_figures(names, change)),
        themes=tuple(
            Link(f"/themes/{row.id}", f"{row.code} {label}") for row, label in zip(themes, labels, strict=True)
        ),
        parts=tuple(_parts(names, change, words)),
        tag=Tag(change.state, tongue.t(f"proposal.state.{change.state}")),
        open=change.state == "proposed",
        settled=change.state in ("accepted", "rejected"),
    )


def _values(names: Names, change: ChangeView, labels: Sequence[str]) -> dict[str, str]:
    tongue, detail = names.tongue, change.detail
    own = labels[0] if labels else ""
    if change.kind == "born":
        return {"theme": tongue.label(detail["label"])}
    if change.kind == "renamed":
        return {"theme": own, "name": tongue.label(detail["label"])}
    return {"theme": own, "others": tongue.listing(list(labels[1:]))}


def _figures(names: Names, change: ChangeView) -> dict[str, str]:
    tongue, detail = names.tongue, change.detail
    return {
        "people": tongue.number(detail.get("respondents", 0)),
        "none": tongue.number(detail.get("from_none", 0)),
        "closeness": f"{detail.get('cosine', 1.0):.2f}",
    }


def _parts(names: Names, change: ChangeView, words: Mapping[int, Quote]) -> Iterable[Part]:
    """A birth shows what it is made of; a split shows what stays under the old number, and what would leave."""
    tongue, detail = names.tongue, change.detail
    if change.kind == "born":
        yield Part("", _quotes(detail, words))
    for place, part in enumerate(detail.get("parts", ())):
        key = "proposal.part.leaves" if place else "proposal.part.stays"
        title = tongue.t(key, name=tongue.label(part["label"]), units=tongue.number(part["units"]))
        yield Part(title, _quotes(part, words))


def _quotes(part: Mapping[str, Any], words: Mapping[int, Quote]) -> tuple[Link, ...]:
    found = [words[int(unit)] for unit in part.get("verbatims", ())[:3] if int(unit) in words]
    return tuple(Link(f"/comments/{quote.comment_id}", quote.text) for quote in found)
