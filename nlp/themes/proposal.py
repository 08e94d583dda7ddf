"""What a re-discovery would change, as a diff to look at first: accept some of it, reject the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.themes.values import Discovery, Event, KnownTheme, Theme


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the diff; `key` is the same in every run that proposes the same thing."""

    key: str
    event: Event
    theme: Theme | None
    units: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes to choose from; `moved` counts units that would change theme if all were accepted."""

    changes: tuple[Change, ...]
    moved: int
    kept: int


def propose(discovery: Discovery, known: Sequence[KnownTheme]) -> Proposal:
    """The diff between what is known and what the run found."""
    home = {unit: theme.id for theme in known for unit in theme.member_ids}
    moved, kept = 0, 0
    for unit, membership in discovery.memberships.items():
        if unit in home:
            now = None if membership.theme is None else discovery.themes[membership.theme].known_id
            moved, kept = (moved, kept + 1) if now == home[unit] else (moved + 1, kept)
    return Proposal(tuple(_change(event, discovery) for event in discovery.events), moved, kept)


def _change(event: Event, discovery: Discovery) -> Change:
    theme = discovery.themes[event.index] if event.index is not None else None
    about = event.theme_id or (theme.label["en"] if theme is not None else "")
    key = ":".join([event.kind, about, *event.others])
    return Change(key, event, theme, len(theme.member_ids) if theme is not None else 0)
