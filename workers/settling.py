"""What follows when themes have a new place: units that wait are given theirs, those inside are measured again."""

from __future__ import annotations

from collections.abc import Mapping

from models.database import Sessions, reading, retrying
from models.themes import Link, Renewed, UnitTable, links_of, note_similarities
from nlp.themes.values import LanguageMeans
from nlp.themes.vectors import features
from workers.assignment import load_placing, pages, put
from workers.means import facets_of


def settle(sessions: Sessions, workspace_id: int, themes: Mapping[int, Renewed], means: LanguageMeans) -> None:
    """`themes`: the new places by id, in the space that `means` are of. No unit leaves the theme that it is in."""
    placing = load_placing(sessions, workspace_id)
    for table in pages(sessions, workspace_id) if placing else ():
        if placing and table.vectors.shape[1] == placing.dimension:
            with reading(sessions) as session:
                links = links_of(session, table.ids)
            if rows := [row for row, unit in enumerate(table.ids.tolist()) if unit not in links]:
                put(sessions, workspace_id, placing, table, rows)
            _measure(sessions, table, links, themes, means)


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
