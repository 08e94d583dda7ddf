"""Puts units into the themes that exist. The themes of a workspace are loaded again when they have changed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.database import Sessions, reading, retrying
from models.themes import UnitTable, assignable, units_after
from models.themes.discovered import assign_units
from models.themes.known import themes_version
from nlp.themes.assign import Assigner
from nlp.themes.values import Facet
from nlp.values import Reading
from workers.convert import Place

_ASK_EVERY_SECONDS = 1.0


@dataclass(slots=True)
class _Loaded:
    asked_at: float
    version: str
    assigner: Assigner | None


@dataclass(slots=True)
class ThemeAssignment:
    """An `Assign` for `read_batch`. A link to a theme that has just gone is put right by storage."""

    sessions: Sessions
    _loaded: dict[int, _Loaded] = field(default_factory=dict)

    def __call__(self, workspace_id: int, readings: Sequence[Reading]) -> list[list[Place]]:
        assigner = self._assigner(workspace_id)
        units = [(each.language.code, unit) for each in readings for unit in each.units]
        if assigner is None or not units:
            return [[] for _ in readings]
        facets = [Facet(unit.touchpoint, unit.pain_point, int(unit.polarity)) for _, unit in units]
        vectors = np.stack([unit.vector for _, unit in units])
        found = assigner.assign(vectors, [language for language, _ in units], facets)
        places = iter([(int(theme) if theme else None, similarity) for theme, similarity in found])
        return [[next(places) for _ in each.units] for each in readings]

    def _assigner(self, workspace_id: int) -> Assigner | None:
        known = self._loaded.get(workspace_id)
        if known and time.monotonic() - known.asked_at < _ASK_EVERY_SECONDS:
            return known.assigner
        with reading(self.sessions) as session:
            version = themes_version(session, workspace_id)
        if known and known.version == version:
            known.asked_at = time.monotonic()
            return known.assigner
        assigner = load_assigner(self.sessions, workspace_id)
        self._loaded[workspace_id] = _Loaded(time.monotonic(), version, assigner)
        return assigner


def load_assigner(sessions: Sessions, workspace_id: int) -> Assigner | None:
    """None while the workspace has no themes."""
    with reading(sessions) as session:
        stored = assignable(session, workspace_id)
    if not stored.themes or not stored.language_means:
        return None
    return Assigner(
        np.stack([theme.centroid for theme in stored.themes]),
        [theme.threshold for theme in stored.themes],
        [str(theme.id) for theme in stored.themes],
        stored.language_means,
    )


def assign_rest(sessions: Sessions, workspace_id: int, done: frozenset[int]) -> tuple[int, int]:
    """Assign every unit that is not in `done`, a page at a time; returns (how many, how many belong nowhere)."""
    assigner = load_assigner(sessions, workspace_id)
    total = without = last = 0
    while assigner:
        with reading(sessions) as session:
            table = units_after(session, workspace_id, last)
        if not len(table):
            break
        last = int(table.ids[-1])
        chosen = np.array([unit not in done for unit in table.ids.tolist()])
        if chosen.any():
            total, without = _assign_page(sessions, workspace_id, assigner, table, chosen, (total, without))
    return total, without


def _assign_page(
    sessions: Sessions,
    workspace_id: int,
    assigner: Assigner,
    table: UnitTable,
    chosen: NDArray[np.bool_],
    so_far: tuple[int, int],
) -> tuple[int, int]:
    rows = np.flatnonzero(chosen).tolist()
    facets = [Facet(table.touchpoints[row], table.pain_points[row], int(table.polarity[row])) for row in rows]
    found = assigner.assign(table.vectors[rows], [table.languages[row] for row in rows], facets)
    themes = np.array([int(theme) if theme else 0 for theme, _ in found], np.int64)
    similarities = np.array([similarity for _, similarity in found], np.float32)
    retrying(sessions, lambda s: assign_units(s, workspace_id, table.ids[rows], themes, similarities))
    return so_far[0] + len(rows), so_far[1] + int((themes == 0).sum())
