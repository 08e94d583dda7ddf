"""The language means of a workspace that never had a discovery, frozen so that later centroids are comparable."""

from __future__ import annotations

import numpy as np

from models.database import Sessions, reading, retrying
from models.themes import NewThemeRun, UnitTable, save_discovery, units_for_discovery
from nlp.themes.values import Facet, LanguageMeans
from nlp.themes.vectors import means_of

# Enough for a mean; the first discovery takes these over instead of making its own.
_MOST_UNITS = 20_000


def facets_of(table: UnitTable) -> list[Facet]:
    columns = table.touchpoints, table.pain_points, map(int, table.polarity.tolist())
    return [Facet(*each) for each in zip(*columns, strict=True)]


def first_means(sessions: Sessions, workspace_id: int) -> LanguageMeans | None:
    """Kept as a run that found no themes; None when nothing was read yet."""
    with reading(sessions) as session:
        table = units_for_discovery(session, workspace_id, limit=_MOST_UNITS)
    if not len(table):
        return None
    means = means_of(table.vectors, table.languages, facets_of(table))
    run = NewThemeRun(
        seed=0,
        parameters={"means": "of the units read so far, for seed themes"},
        versions={},
        counts={"units": len(table), "themes": 0},
        unassigned_share=1.0,
        language_means=means,
        seconds=0.0,
        encoder=f"{table.vectors.shape[1]}d",
        themes=(),
        events=(),
        unit_ids=np.zeros(0, np.int64),
        unit_themes=np.zeros(0, np.int64),
        similarities=np.zeros(0, np.float32),
    )
    retrying(sessions, lambda session: save_discovery(session, workspace_id, run))
    return means
