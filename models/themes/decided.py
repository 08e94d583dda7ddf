"""What a person has parted or joined, while it stands: nobody is asked to undo it at the next look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import ThemeEvent
from models.themes import kinds
from models.themes.ways import merged_into, way


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
    leads = merged_into(session, workspace_id)
    apart: dict[int, set[int]] = defaultdict(set)
    joined = set()
    for theme_id, kind, after in session.execute(acts):
        if kind == kinds.MERGED:
            joined.add(way(leads, after["merged_into"])[-1])
            continue
        parts = {way(leads, part)[-1] for part in (theme_id, *after["themes"])}
        for part in parts:
            apart[part] |= parts - {part}
    return Decided({theme: frozenset(others) for theme, others in apart.items()}, frozenset(joined))
