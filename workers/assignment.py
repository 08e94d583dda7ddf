"""Puts units into the themes that exist. The themes of a workspace are loaded again when they have changed."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.database import Sessions, reading, retrying
from models.themes import UnitTable, assignable, units_after
from models.themes.discovered import assign_units
from models.themes.known import themes_version
from nlp.themes.assign import Assigner
from nlp.themes.membership import watched_theme
from nlp.themes.values import Facet, KnownTheme, Vector
from nlp.themes.vectors import dimension_of, lives_in
from nlp.values import Reading
from workers.convert import Place

_ASK_EVERY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Placing:
    """The themes that take units. One with a watch-word in the text comes before all nearness, at similarity 1.

    `dimension`: of the vectors that the themes were found with. Units of another encoder are not asked about: their
    similarity is None.
    """

    assigner: Assigner
    watching: tuple[KnownTheme, ...]
    dimension: int

    def places(
        self, texts: Sequence[str], vectors: Vector, languages: Sequence[str], facets: Sequence[Facet]
    ) -> list[Place]:
        nearest = self._nearest(vectors, languages, facets)
        if not self.watching:
            return nearest
        watched = [watched_theme(text, self.watching) for text in texts]
        return [(int(theme), 1.0) if theme else place for theme, place in zip(watched, nearest, strict=True)]

    def _nearest(self, vectors: Vector, languages: Sequence[str], facets: Sequence[Facet]) -> list[Place]:
        if vectors.shape[1] != self.dimension:
            return [(None, None)] * len(vectors)
        found = self.assigner.assign(vectors, languages, facets)
        return [(int(theme) if theme else None, similarity) for theme, similarity in found]

    def rows(self, table: UnitTable, rows: Sequence[int]) -> list[Place]:
        """The places of some rows of a table."""
        facets = [Facet(table.touchpoints[row], table.pain_points[row], int(table.polarity[row])) for row in rows]
        texts, languages = ([column[row] for row in rows] for column in (table.texts, table.languages))
        return self.places(texts, table.vectors[rows], languages, facets)


@dataclass(slots=True)
class _Loaded:
    asked_at: float
    version: str
    placing: Placing | None


@dataclass(slots=True)
class ThemeAssignment:
    """An `Assign` for `read_batch`. A link to a theme that has just gone is put right by storage."""

    sessions: Sessions
    _loaded: dict[int, _Loaded] = field(default_factory=dict)

    def __call__(self, workspace_id: int, readings: Sequence[Reading]) -> list[list[Place]]:
        placing = self._placing(workspace_id)
        units = [(each.language.code, unit) for each in readings for unit in each.units]
        if placing is None or not units:
            return [[] for _ in readings]
        found = placing.places(
            [unit.text for _, unit in units],
            np.stack([unit.vector for _, unit in units]),
            [language for language, _ in units],
            [Facet(unit.touchpoint, unit.pain_point, int(unit.polarity)) for _, unit in units],
        )
        places = iter(found)
        return [[next(places) for _ in each.units] for each in readings]

    def _placing(self, workspace_id: int) -> Placing | None:
        known = self._loaded.get(workspace_id)
        if known and time.monotonic() - known.asked_at < _ASK_EVERY_SECONDS:
            return known.placing
        with reading(self.sessions) as session:
            version = themes_version(session, workspace_id)
        if known and known.version == version:
            known.asked_at = time.monotonic()
            return known.placing
        placing = load_placing(self.sessions, workspace_id)
        self._loaded[workspace_id] = _Loaded(time.monotonic(), version, placing)
        return placing


def load_placing(sessions: Sessions, workspace_id: int, only: Collection[int] | None = None) -> Placing | None:
    """Of all themes that take units, or of some. None while there are none.

    A theme that was found with another encoder than the means takes units by its watch-words only.
    """
    with reading(sessions) as session:
        stored = assignable(session, workspace_id)
    themes = [theme for theme in stored.themes if only is None or theme.id in only]
    if not themes or not stored.language_means:
        return None
    dimension = dimension_of(stored.language_means)
    known = [
        KnownTheme(str(theme.id), theme.centroid, theme.threshold, theme.label, watch_words=theme.watch_words)
        for theme in themes
    ]
    near = [theme for theme in known if lives_in(theme.centroid, dimension)]
    watching = tuple(theme for theme in known if theme.watch_words)
    return Placing(Assigner.of(near, stored.language_means), watching, dimension)


def pages(sessions: Sessions, workspace_id: int) -> Iterator[UnitTable]:
    """All units that have a vector, a page at a time."""
    last = 0
    while True:
        with reading(sessions) as session:
            table = units_after(session, workspace_id, last)
        if not len(table):
            return
        last = int(table.ids[-1])
        yield table


def put(sessions: Sessions, workspace_id: int, placing: Placing, table: UnitTable, rows: Sequence[int]) -> int:
    """Gives these rows of a page, of the encoder of `placing`, their themes; how many belong nowhere."""
    found = placing.rows(table, rows)
    themes = np.array([theme or 0 for theme, _ in found], np.int64)
    similarities = np.array([similarity for _, similarity in found], np.float32)
    retrying(sessions, lambda s: assign_units(s, workspace_id, table.ids[rows], themes, similarities))
    return int((themes == 0).sum())


def assign_rest(sessions: Sessions, workspace_id: int, done: frozenset[int]) -> tuple[int, int]:
    """Assign every unit that is not in `done`, a page at a time; returns (how many, how many belong nowhere)."""
    placing = load_placing(sessions, workspace_id)
    total = without = 0
    for table in pages(sessions, workspace_id) if placing else ():
        rows = [row for row, unit in enumerate(table.ids.tolist()) if unit not in done]
        if placing and rows and table.vectors.shape[1] == placing.dimension:
            total, without = total + len(rows), without + put(sessions, workspace_id, placing, table, rows)
    return total, without
