"""What a discovery would change, to look at first. The same seed over the same comments then does exactly that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.database import Sessions
from models.sheets.packing import refresh_all
from nlp.themes.proposal import Change, propose
from nlp.themes.values import KnownTheme
from workers.discovery import MOST_UNITS, Say, look


@dataclass(frozen=True, slots=True)
class PreviewedChange:
    """`kind` as in nlp.themes; `theme_id` None: not born yet. `others`: the themes that a merge would bring in."""

    kind: str
    theme_id: int | None
    label: Mapping[str, str]
    units: int
    reason: str
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """`moved` of the units that are in a theme would be in another, or in none; `kept` would stay."""

    changes: tuple[PreviewedChange, ...]
    moved: int
    kept: int
    seed: int


def preview_discovery(
    sessions: Sessions, workspace_id: int, seed: int = 0, progress: Say | None = None, *, most: int = MOST_UNITS
) -> Preview:
    """Changes no theme and moves no unit. Raises `TooFewUnits`."""
    _, known, found = look(sessions, workspace_id, seed, progress or (lambda _share, _note: None), most=most)
    # Looking links copies, and that marks their weeks.
    refresh_all(sessions, workspace_id)
    proposal = propose(found, known)
    by_id = {theme.id: theme for theme in known}
    return Preview(tuple(_change(each, by_id) for each in proposal.changes), proposal.moved, proposal.kept, seed)


def _change(change: Change, known: Mapping[str, KnownTheme]) -> PreviewedChange:
    event, theme = change.event, change.theme
    label = known[event.theme_id].label if event.theme_id else theme.label if theme else {}
    others = tuple(int(other) for other in event.others)
    theme_id = int(event.theme_id) if event.theme_id else None
    return PreviewedChange(event.kind, theme_id, label, change.units, event.reason, others)
