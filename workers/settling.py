"""What follows when themes have a new place: units that wait are given theirs, those inside are measured again."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.database import Sessions, reading, retrying
from models.themes import Link, Renewed, UnitTable, assign_units, links_of, note_similarities, units_after
from nlp.themes.values import LanguageMeans
from nlp.themes.vectors import features
from workers.assignment import Placing, load_placing
from workers.means import facets_of


def settle(sessions: Sessions, workspace_id: int, themes: Mapping[int, Renewed], means: LanguageMeans) -> None:
    """`themes`: the new places by id, in the space that `means` are of. No unit leaves the theme that it is in."""
    placing = load_placing(sessions, workspace_id)
    last = 0
    while placing:
        with reading(sessions) as session:
            table = units_after(session, workspace_id, last)
            links = links_of(session, table.ids)
        if not len(table):
            break
        last = int(table.ids[-1])
        if table.vectors.shape[1] == placing.dimension:
            _place_waiting(sessions, workspace_id, placing, table, links)
            _measure(sessions, table, links, themes, means)


def _place_waiting(
    sessions: Sessions, workspace_id: int, placing: Placing, table: UnitTable, links: Mapping[int, Link]
) -> None:
    rows = [row for row, unit in enumerate(table.ids.tolist()) if unit not in links]
    if not rows:
        return
    places = placing.rows(table, rows)
    themes = np.array([theme or 0 for theme, _ in places], np.int64)
    similarities = np.array([similarity or 0.0 for _, similarity in places], np.float32)
    retrying(sessions, lambda session: assign_units(session, workspace_id, table.ids[rows], themes, similarities))


def _measure(
    sessions: Sessions,
    table: UnitTable,
    links: Mapping[int, Link],
    themes: Mapping[int, Renewed],
    means: LanguageMeans,
) -> None:
    """A cosine of another encoder cannot be compared with one of today."""
    rows = features(table.vectors, table.languages, means, facets_of(table))
    near: dict[int, float] = {}
    for row, unit in zip(rows, table.ids.tolist(), strict=True):
        home = (links[unit].theme_id if unit in links else None) or 0
        if home in themes:
            near[unit] = float(row @ themes[home].centroid)
    retrying(sessions, lambda session: note_similarities(session, near))
