"""The few texts that show a theme: central, different from one another, readable at a glance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.themes.values import ThemeUnit, Vector

_RELEVANCE = 0.7
_SAME_SAID = 0.95  # such a neighbour repeats what was chosen, and is taken only when nothing else is left
_POOL = 200
_READABLE = (8, 120)  # code points; shorter says little, longer is not read


def choose(units: Sequence[ThemeUnit], rows: Vector, centroid: Vector, count: int) -> tuple[str, ...]:
    """Ids by maximal marginal relevance: near the centroid, far from those already chosen."""
    similarity = rows @ centroid - np.array([_awkwardness(unit.text) for unit in units], dtype=np.float32)
    pool = np.argsort(-similarity, kind="stable")[:_POOL]
    between = rows[pool] @ rows[pool].T
    chosen: list[int] = []
    while len(chosen) < min(count, len(pool)):
        redundancy = between[:, chosen].max(axis=1) if chosen else np.zeros(len(pool))
        worth = _RELEVANCE * similarity[pool] - (1 - _RELEVANCE) * redundancy
        worth[redundancy > _SAME_SAID] -= 1.0
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
    return tuple(units[int(pool[place])].id for place in chosen)


def _awkwardness(text: str) -> float:
    low, high = _READABLE
    return 0.15 if len(text) < low else min(0.3, max(0, len(text) - high) / 1000)
