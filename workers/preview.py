"""What a discovery would change, to look at first. The same seed over the same comments then proposes exactly that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.database import Sessions, reading
from models.sheets.packing import refresh_all
from models.themes import NewChange, has_found_themes
from workers.discovery import MOST_UNITS, Say
from workers.proposing import new_proposal, see


@dataclass(frozen=True, slots=True)
class PreviewedChange:
    """`kind` as in a proposal; `theme_id` None: not born yet. `others`: the themes that a merge would bring in."""

    kind: str
    theme_id: int | None
    label: Mapping[str, str]
    units: int
    reason: str
    others: tuple[int, ...]
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Preview:
    """`moved` of the units that are in a theme would be in another, or in none; `kept` would stay.

    `first`: no theme was found here yet, so that a discovery is applied at once and proposes nothing.
    """

    changes: tuple[PreviewedChange, ...]
    moved: int
    kept: int
    seed: int
    first: bool = False


def preview_discovery(
    sessions: Sessions, workspace_id: int, seed: int = 0, progress: Say | None = None, *, most: int = MOST_UNITS
) -> Preview:
    """Changes no theme and moves no unit. Raises `TooFewUnits`."""
    sight, proposal = see(sessions, workspace_id, seed, progress or (lambda _share, _note: None), most=most)
    # Looking links copies, and that marks their weeks.
    refresh_all(sessions, workspace_id)
    found = new_proposal(sight, proposal, seed)
    with reading(sessions) as session:
        first = not has_found_themes(session, workspace_id)
    known = {theme_id: theme.label for theme_id, theme in sight.known.items()}
    changes = tuple(_change(change, known) for change in found.changes)
    return Preview(changes, found.moved, found.kept, seed, first)


def _change(change: NewChange, known: Mapping[int, Mapping[str, str]]) -> PreviewedChange:
    label = known.get(change.theme_id or 0) or change.detail.get("label") or {}
    detail = {name: value for name, value in change.detail.items() if name in ("parts", "label", "cosine", "from_none")}
    return PreviewedChange(
        change.kind, change.theme_id, label, change.units, change.reason, tuple(change.others), detail
    )
