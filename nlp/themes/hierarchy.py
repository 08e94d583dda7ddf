"""The upper level: themes of one touchpoint stand together; those without one stand with their nearest kin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from nlp.themes.formation import Formation
from nlp.themes.phrases import Wording, subject_of
from nlp.themes.values import Theme, ThemeGroup

_KIN = 0.8  # cosine distance at which a branch of touchpoint-less themes is cut


def grouped(
    themes: Sequence[Theme], formation: Formation, wording: Wording
) -> tuple[tuple[Theme, ...], tuple[ThemeGroup, ...]]:
    """The themes with their group set, and the groups, largest first."""
    keys = {theme.index: theme.touchpoint for theme in themes if theme.touchpoint}
    keys.update(_kin([theme for theme in themes if not theme.touchpoint], formation))
    placed = tuple(replace(theme, group=keys[theme.index]) for theme in themes)
    groups = [_group(key, [t for t in placed if t.group == key], wording) for key in sorted(set(keys.values()))]
    groups.sort(key=lambda group: (-sum(placed[index].respondents for index in group.themes), group.key))
    return placed, tuple(groups)


def _kin(themes: Sequence[Theme], formation: Formation) -> dict[int, str]:
    if len(themes) < 2:
        return {theme.index: f"kin:{theme.index}" for theme in themes}
    centroids = formation.centroids[[theme.index for theme in themes]]
    distance = np.maximum(0.0, 1.0 - centroids @ centroids.T)
    upper = distance[np.triu_indices(len(themes), 1)].astype(np.float64)
    branches = fcluster(linkage(upper, "average"), _KIN, "distance")
    head = {int(b): themes[int(np.flatnonzero(branches == b)[0])].index for b in np.unique(branches)}
    return {theme.index: f"kin:{head[int(branch)]}" for theme, branch in zip(themes, branches, strict=True)}


def _group(key: str, themes: Sequence[Theme], wording: Wording) -> ThemeGroup:
    largest = max(themes, key=lambda theme: (theme.respondents, -theme.index))
    label = largest.label if key.startswith("kin:") else subject_of(key, wording)
    return ThemeGroup(key, dict(label), tuple(theme.index for theme in themes))
