"""Gives themes that have just been made the units that are theirs, without stirring the others."""

from __future__ import annotations

import numpy as np

from models.database import Sessions, reading, retrying
from models.themes import Link, UnitTable, assign_units, links_of
from nlp.themes.membership import LOYALTY
from workers.assignment import Placing, load_placing, pages


def assign_to_new(sessions: Sessions, workspace_id: int, themes: frozenset[int]) -> int:
    """How many units came to `themes`: out of none, or out of one that is clearly further. A person's word stands."""
    placing = load_placing(sessions, workspace_id, only=themes) if themes else None
    if placing is None:
        return 0
    return sum(_assign_page(sessions, workspace_id, placing, table) for table in pages(sessions, workspace_id))


def _assign_page(sessions: Sessions, workspace_id: int, placing: Placing, table: UnitTable) -> int:
    with reading(sessions) as session:
        links = links_of(session, table.ids)
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
