"""What a re-discovery would change, as a diff to look at first: accept some of it, reject the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.themes.values import Discovery, Event, EventKind, KnownTheme, Theme


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

    def accepted(self, keys: Iterable[str]) -> tuple[Change, ...]:
        """The chosen changes in the order of the proposal; an unknown key is an error, not a silence."""
        wanted = set(keys)
        unknown = sorted(wanted - {change.key for change in self.changes})
        if unknown:
            raise ValueError(f"no change {unknown[0]!r} in this proposal; wanted one of its {len(self.changes)} keys")
        return tuple(change for change in self.changes if change.key in wanted)


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


def needs_a_person(event: Event) -> bool:
    """Births, sleep and revival happen by themselves; what changes a theme that people know is asked first."""
    return event.kind in (EventKind.SPLIT, EventKind.MERGED, EventKind.DRIFTED, EventKind.RENAMED, EventKind.RETIRED)
