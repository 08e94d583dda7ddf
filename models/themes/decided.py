"""What a person has parted or joined, while it stands: nobody is asked to undo it at the next look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Theme, ThemeEvent
from models.themes import kinds


@dataclass(frozen=True, slots=True)
class Decided:
    """`apart`: the themes that each one was parted from, both ways round. `joined`: themes that took others in."""

    apart: Mapping[int, frozenset[int]]
    joined: frozenset[int]


def decided(session: Session, workspace_id: int) -> Decided:
    """An accepted proposal is a person's word as well. A theme that was merged since is the one that it leads to."""
    acts = select(ThemeEvent.theme_id, ThemeEvent.kind, ThemeEvent.after).where(
        ThemeEvent.workspace_id == workspace_id,
        ThemeEvent.kind.in_((kinds.SPLIT, kinds.MERGED)),
        ThemeEvent.by != "engine",
        ThemeEvent.undone_by.is_(None),
    )
    merged = select(Theme.id, Theme.merged_into).where(Theme.workspace_id == workspace_id, Theme.state == "merged")
    leads = {theme_id: into for theme_id, into in session.execute(merged) if into is not None}
    apart: dict[int, set[int]] = defaultdict(set)
    joined = set()
    for theme_id, kind, after in session.execute(acts):
        if kind == kinds.MERGED:
            joined.add(_end(leads, after["merged_into"]))
            continue
        parts = {_end(leads, part) for part in (theme_id, *after["themes"])}
        for part in parts:
            apart[part] |= parts - {part}
    return Decided({theme: frozenset(others) for theme, others in apart.items()}, frozenset(joined))


def _end(leads: Mapping[int, int], theme_id: int) -> int:
    while theme_id in leads:
        theme_id = leads[theme_id]
    return theme_id
