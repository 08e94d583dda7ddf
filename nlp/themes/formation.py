"""Forming themes from feature rows: fits, agreement, polish, the stability gate, thresholds. Geometry only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.themes import consensus
from nlp.themes.thresholds import calibrated
from nlp.themes.values import DiscoveryOptions, KnownTheme, Vector

# Two clusters whose centroids are this close say the same thing in other words.
SAME_THING = 0.8


@dataclass(frozen=True, slots=True)
class Formation:
    """Themes as geometry: one row each of `centroids`, one threshold, one stability; `known` where matched."""

    centroids: Vector
    thresholds: NDArray[np.float32]
    stability: NDArray[np.float64]
    known: tuple[KnownTheme | None, ...]

    @classmethod
    def empty(cls, dimension: int) -> Formation:
        return cls(np.zeros((0, dimension), np.float32), np.zeros(0, np.float32), np.zeros(0), ())

    def __len__(self) -> int:
        return len(self.thresholds)


def formed(rows: Vector, documents: Sequence[str], options: DiscoveryOptions, min_size: int) -> Formation:
    """The themes of these rows that survive other seeds and other samples."""
    found = consensus.fits(
        rows, documents, seed=options.seed, runs=options.runs, subsample=options.subsample, min_size=min_size
    )
    if not found:
        return Formation.empty(rows.shape[1])
    labels = consensus.agreed(found, min_size)
    if labels.max() < 0:
        return Formation.empty(rows.shape[1])
    labels, _ = consensus.polished(rows, labels)
    labels = consensus.renumbered(joined(rows, labels), min_size)
    labels, centroids = consensus.polished(rows, labels)
    survival = consensus.stability(labels, found)
    return Formation(centroids, calibrated(rows, labels, centroids), survival, (None,) * len(centroids))


def joined(rows: Vector, labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Near-identical clusters made one, nearest pair first, until no two are closer than `SAME_THING`."""
    labels = labels.copy()
    while labels.max() > 0:
        labels = consensus.renumbered(labels, 1)
        centroids = consensus.centroids_of(rows, labels)
        closeness = centroids @ centroids.T
        np.fill_diagonal(closeness, -1.0)
        first, second = divmod(int(closeness.argmax()), len(centroids))
        if closeness[first, second] < SAME_THING:
            break
        labels[labels == max(first, second)] = min(first, second)
    return labels
