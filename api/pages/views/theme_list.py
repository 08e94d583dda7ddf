"""All themes by what has become of them, in their two levels: groups of one touchpoint, children under parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.views.pieces import unassigned_words
from api.pages.views.proposals import Proposal
from api.pages.views.themes import ListRow, list_row
from api.schemas.theme_seeds import YAML
from models.reports.theme_values import ThemeRow
from models.reports.values import Summary

STATES = ("active", "candidate", "dormant", "retired", "merged", "forbidden")
ALWAYS_SHOWN = ("active", "candidate")
GROUPED = "active"


@dataclass(frozen=True, slots=True)
class Branch:
    """Themes that stand together; `name` "" where there is nothing to tell them by."""

    name: str
    themes: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The themes of one state."""

    key: str
    count: int
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """Everything the template shows; no groups when nothing was ever discovered."""

    proposals: tuple[Proposal, ...]
    groups: tuple[Group, ...]
    unassigned: str = ""
    looked: str = ""
    seed_example: str = YAML


def list_view(
    names: Names,
    rows: Sequence[ThemeRow],
    proposed: tuple[Proposal, ...] = (),
    summary: Summary | None = None,
    looked: str = "",
) -> ListView:
    if not rows:
        return ListView((), ())
    states = (*STATES, *sorted({row.state for row in rows} - set(STATES)))
    groups = []
    for state in states:
        inside = [row for row in rows if row.state == state]
        if inside or state in ALWAYS_SHOWN:
            branches = _branches(names, inside) if state == GROUPED else _flat(names, inside)
            groups.append(Group(state, len(inside), branches))
    queue = _queue(names, summary) if summary and summary.unassigned.count else ""
    return ListView(proposed, tuple(groups), queue, looked)


def _queue(names: Names, summary: Summary) -> str:
    return unassigned_words(names.tongue, summary.unassigned, summary.in_candidates)


def _branches(names: Names, rows: Sequence[ThemeRow]) -> tuple[Branch, ...]:
    """The upper level, the most spoken of first; a branch of one theme needs no name of its own."""
    group_of = {row.id: row.group_key for row in rows}
    # What a person has put under a parent stands there, wherever it was read.
    keys = [group_of.get(row.parent_id or 0, row.group_key) for row in rows]
    found = [(key, [row for row, own in zip(rows, keys, strict=True) if own == key]) for key in dict.fromkeys(keys)]
    found.sort(key=lambda pair: -sum(row.respondents for row in pair[1]))
    named = [(key, inside) for key, inside in found if len(inside) > 1 and key]
    alone = [row for key, inside in found if len(inside) == 1 or not key for row in inside]
    branches = [_branch(names, names.tongue.label(inside[0].group_label, key), inside) for key, inside in named]
    if alone:
        branches.append(_branch(names, names.tongue.t("themes.ungrouped") if named else "", alone))
    return tuple(branches)


def _flat(names: Names, rows: Sequence[ThemeRow]) -> tuple[Branch, ...]:
    return (_branch(names, "", rows),) if rows else ()


def _branch(names: Names, name: str, rows: Sequence[ThemeRow]) -> Branch:
    return Branch(name, tuple(list_row(names, row) for row in _in_order(rows)))


def _in_order(rows: Sequence[ThemeRow]) -> list[ThemeRow]:
    """Each parent before its children; a child whose parent is elsewhere stands where it would alone."""
    present = {row.id for row in rows}
    ordered: list[ThemeRow] = []
    for row in rows:
        if row.parent_id not in present:
            ordered += [row, *(child for child in rows if child.parent_id == row.id)]
    return ordered + [row for row in rows if row not in ordered]
