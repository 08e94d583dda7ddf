"""Forming themes from feature rows: fits, agreement, the grain that holds best, the gate, thresholds. Geometry only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.themes import consensus
from nlp.themes.partitions import Labels, centroids_of
from nlp.themes.thresholds import calibrated
from nlp.themes.values import DiscoveryOptions, KnownTheme, Vector

# Grains to try, as multiples of the smallest theme: how fine the points are differs from company to company.
GRAINS = (0.5, 0.75, 1.0, 1.5, 2.5, 4.0)
# Twice as many themes are worth this much stability: without it, three great heaps would always win.
FINER_IS_WORTH = 0.08
_SMALLEST = 4


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

    def only(self, kept: Sequence[int]) -> Formation:
        chosen = list(kept)
        known = tuple(self.known[index] for index in chosen)
        return Formation(self.centroids[chosen], self.thresholds[chosen], self.stability[chosen], known)


@dataclass(frozen=True, slots=True)
class _Grain:
    labels: Labels
    survival: NDArray[np.float64]

    @property
    def worth(self) -> float:
        sizes = np.bincount(self.labels[self.labels >= 0])
        return float(np.average(self.survival, weights=sizes)) + FINER_IS_WORTH * math.log2(len(sizes))


def formed(rows: Vector, options: DiscoveryOptions, min_size: int) -> Formation:
    """The themes of these rows that survive other seeds and other samples, at the grain that holds best."""
    drawn = consensus.samples(rows, seed=options.seed, runs=options.runs, subsample=options.subsample)
    grains = [_grain(rows, drawn, max(_SMALLEST, round(grain * min_size))) for grain in GRAINS]
    found = [grain for grain in grains if grain is not None]
    if not found:
        return Formation.empty(rows.shape[1])
    best = max(found, key=lambda grain: grain.worth)
    centroids = centroids_of(rows, best.labels)
    thresholds = calibrated(rows, best.labels, centroids)
    whole = Formation(centroids, thresholds, best.survival, (None,) * len(centroids))
    return whole.only(np.flatnonzero(best.survival >= options.floor).tolist())


def _grain(rows: Vector, drawn: Sequence[consensus.Sample], min_size: int) -> _Grain | None:
    found = consensus.fits(rows, drawn, min_size)
    labels = consensus.agreed(rows, found, min_size) if found else None
    if labels is None:
        return None
    return _Grain(labels, consensus.stability(rows, labels, found, min_size))
