"""How near is near enough, learnt for each theme from its own members and from everyone else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.themes.values import Vector

_LOWEST_SHARE = 0.03  # at least this share of the members may fall below the threshold,
_HIGHEST_SHARE = 0.10  # and never more than this
_CANDIDATES = 28
FLOOR = 0.05


def calibrated(rows: Vector, labels: NDArray[np.int64], centroids: Vector) -> NDArray[np.float32]:
    """One cosine threshold a theme: where wrongly refused members and wrongly taken strangers balance.

    Strangers that another theme would win anyway do no harm, so only rows for which this theme is the nearest count.
    """
    similarities = rows @ centroids.T
    nearest = similarities.argmax(axis=1)
    thresholds = np.empty(len(centroids), dtype=np.float32)
    for theme in range(len(centroids)):
        members = similarities[labels == theme, theme]
        strangers = similarities[(labels != theme) & (nearest == theme), theme]
        thresholds[theme] = max(FLOOR, _balance(members, strangers))
    return thresholds


def _balance(members: NDArray[np.float32], strangers: NDArray[np.float32]) -> float:
    if not len(members):
        return 1.0
    candidates = np.quantile(members, np.linspace(_LOWEST_SHARE, _HIGHEST_SHARE, _CANDIDATES))
    if not len(strangers):
        return float(candidates[0])
    refused = np.searchsorted(np.sort(members), candidates, side="left") / len(members)
    taken = 1 - np.searchsorted(np.sort(strangers), candidates, side="left") / len(strangers)
    return float(candidates[int((refused + taken).argmin())])
