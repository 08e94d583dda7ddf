"""Gives themes that have just been made the units that are theirs, without stirring the others."""

from __future__ import annotations

import numpy as np

from models.database import Sessions, reading, retrying
from models.themes import Link, UnitTable, assign_units, links_of, units_after
from nlp.themes.membership import LOYALTY
from workers.assignment import Placing, load_placing


def assign_to_new(sessions: Sessions, workspace_id: int, themes: frozenset[int]) -> int:
    """How many units came to `themes`: out of none, or out of one that is clearly further. A person's word stands."""
    placing = load_placing(sessions, workspace_id, only=themes) if themes else None
    total = last = 0
    while placing:
        with reading(sessions) as session:
            table = units_after(session, workspace_id, last)
            links = links_of(session, table.ids)
        if not len(table):
            break
        last = int(table.ids[-1])
        total += _assign_page(sessions, workspace_id, placing, table, links)
    return total


def _assign_page(
    sessions: Sessions, workspace_id: int, placing: Placing, table: UnitTable, links: dict[int, Link]
) -> int:
    places = placing.rows(table, range(len(table)))
    coming = {
        unit: (theme, similarity)
        for unit, (theme, similarity) in zip(table.ids.tolist(), places, strict=True)
        if theme is not None and similarity is not None and _comes(links.get(unit), similarity)
    }
    if coming:
        units = np.array(list(coming), np.int64)
        themes = np.array([theme for theme, _ in coming.values()], np.int64)
        similarities = np.array([similarity for _, similarity in coming.values()], np.float32)
        retrying(sessions, lambda session: assign_units(session, workspace_id, units, themes, similarities))
    return len(coming)


def _comes(link: Link | None, similarity: float) -> bool:
    return link is None or (link.by != "person" and similarity > link.similarity + LOYALTY)
