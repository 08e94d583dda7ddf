"""Forming themes from feature rows: fits, agreement, the gate, thresholds. Geometry only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.themes import consensus
from nlp.themes.neighbours import neighbours_of
from nlp.themes.partitions import centroids_of
from nlp.themes.thresholds import calibrated
from nlp.themes.values import DiscoveryOptions, KnownTheme, Vector

_SMALLEST = 4


@dataclass(frozen=True, slots=True)
class Formation:
    """Themes as geometry: one row each of `centroids`, one threshold, one stability; `known` where matched.

    `founders` are the rows that a fresh theme was made of; a known theme has none.
    """

    centroids: Vector
    thresholds: NDArray[np.float32]
    stability: NDArray[np.float64]
    known: tuple[KnownTheme | None, ...]
    founders: tuple[NDArray[np.int64], ...] = ()

    @classmethod
    def empty(cls, dimension: int) -> Formation:
        return cls(np.zeros((0, dimension), np.float32), np.zeros(0, np.float32), np.zeros(0), ())

    def __len__(self) -> int:
        return len(self.thresholds)

    def only(self, kept: Sequence[int]) -> Formation:
        chosen = list(kept)
        return Formation(
            self.centroids[chosen],
            self.thresholds[chosen],
            self.stability[chosen],
            tuple(self.known[index] for index in chosen),
            tuple(self.founders[index] for index in chosen) if self.founders else (),
        )


@dataclass(frozen=True, slots=True)
class Material:
    """What themes are formed of: `rows` are compared with one another, `plain` rows with the themes, then and later.

    Both have length 1 and run parallel; `rows` have the pull of their words, which a text that comes next month has
    not. `base` are the rows to fit on.
    """

    rows: Vector
    plain: Vector
    base: NDArray[np.int64]


def formed(material: Material, options: DiscoveryOptions, min_size: int) -> Formation:
    """The themes of these rows that survive other seeds and other samples."""
    rows, plain = material.rows[material.base], material.plain[material.base]
    near = neighbours_of(rows)
    found = consensus.fits(rows, near, min_size, options)
    labels = consensus.agreed(rows, near, found, min_size) if found else None
    if labels is None:
        return Formation.empty(rows.shape[1])
    survival = consensus.stability(rows, near, labels, found, min_size)
    sure = np.where(consensus.support(labels, found) >= consensus.SUPPORTED, labels, -1)
    founded = [theme for theme in np.flatnonzero(survival >= options.floor) if (sure == theme).sum() >= _SMALLEST]
    if not founded:
        return Formation.empty(rows.shape[1])
    labels = np.select([sure == theme for theme in founded], range(len(founded)), -1).astype(np.int64)
    centroids = centroids_of(plain, labels)
    return Formation(
        centroids,
        calibrated(plain, labels, centroids),
        survival[founded],
        (None,) * len(founded),
        tuple(material.base[labels == theme] for theme in range(len(founded))),
    )
