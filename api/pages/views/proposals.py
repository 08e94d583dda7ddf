"""What the regular re-analysis would change about themes that people know: shown, and left to a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.views.pieces import Link
from models.reports.values import EventView, ThemeRow

MERGE, SPLIT = "merge_proposed", "split_proposed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change; a split is carried out on the theme's own page, where its units can be chosen."""

    id: int
    title: str
    themes: tuple[Link, ...]
    people: str
    acceptable: bool


def proposals(
    names: Names, events: Sequence[EventView], settled: Collection[int], rows: Sequence[ThemeRow]
) -> tuple[Proposal, ...]:
    """The newest of each kind about each theme, without those that are settled or whose themes are gone."""
    known = {row.id: row for row in rows if row.state not in ("merged", "retired")}
    found: dict[tuple[str, int], Proposal] = {}
    for event in events:
        if event.kind not in (MERGE, SPLIT) or event.id in settled or (event.kind, event.theme_id) in found:
            continue
        themes = [known.get(theme) for theme in (event.theme_id, *others(event))]
        present = [row for row in themes if row is not None]
        if len(present) == len(themes):
            found[event.kind, event.theme_id] = _proposal(names, event, present)
    return tuple(found.values())


def others(event: EventView) -> tuple[int, ...]:
    """The themes that a merge would bring into the event's own."""
    listed = event.after.get("others")
    if event.kind != MERGE or not isinstance(listed, list):
        return ()
    return tuple(int(theme) for theme in listed if str(theme).isdecimal())


def _proposal(names: Names, event: EventView, themes: Sequence[ThemeRow]) -> Proposal:
    tongue = names.tongue
    labels = [tongue.label(row.label, row.code) for row in themes]
    values: Mapping[str, str] = {"into": labels[0], "others": tongue.listing(labels[1:])}
    return Proposal(
        id=event.id,
        title=tongue.t("themes.proposal.merge" if event.kind == MERGE else "themes.proposal.split", **values),
        themes=tuple(
            Link(f"/themes/{row.id}", f"{row.code} {label}") for row, label in zip(themes, labels, strict=True)
        ),
        people=tongue.t(
            "themes.proposal.people", counts=tongue.listing([tongue.number(r.respondents) for r in themes])
        ),
        acceptable=event.kind == MERGE,
    )
