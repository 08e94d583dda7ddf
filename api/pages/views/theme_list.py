"""All themes by what has become of them, children under their parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.views.proposals import Proposal
from api.pages.views.themes import ListRow, list_row
from models.reports.values import ThemeRow

STATES = ("active", "candidate", "dormant", "retired", "merged", "forbidden")
ALWAYS_SHOWN = ("active", "candidate")


@dataclass(frozen=True, slots=True)
class Group:
    """The themes of one state."""

    key: str
    themes: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """Everything the template shows; empty when nothing was ever discovered."""

    proposals: tuple[Proposal, ...]
    groups: tuple[Group, ...]


def list_view(names: Names, rows: Sequence[ThemeRow], proposed: tuple[Proposal, ...] = ()) -> ListView:
    if not rows:
        return ListView((), ())
    states = (*STATES, *sorted({row.state for row in rows} - set(STATES)))
    groups = []
    for state in states:
        inside = tuple(list_row(names, row) for row in _in_order([row for row in rows if row.state == state]))
        if inside or state in ALWAYS_SHOWN:
            groups.append(Group(state, inside))
    return ListView(proposed, tuple(groups))


def _in_order(rows: Sequence[ThemeRow]) -> list[ThemeRow]:
    """Each parent before its children; a child whose parent is elsewhere stands where it would alone."""
    present = {row.id for row in rows}
    ordered: list[ThemeRow] = []
    for row in rows:
        if row.parent_id not in present:
            ordered += [row, *(child for child in rows if child.parent_id == row.id)]
    return ordered + [row for row in rows if row not in ordered]
