"""Forming themes from feature rows: fits, agreement, the grain that holds best, the gate, thresholds. Geometry only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.themes import consensus
from nlp.themes.neighbours import Neighbours, neighbours_of
from nlp.themes.partitions import Labels, centroids_of
from nlp.themes.thresholds import calibrated
from nlp.themes.values import DiscoveryOptions, KnownTheme, Vector

# Grains to try, as multiples of the smallest theme: how fine the points are differs from company to company.
GRAINS = (0.3, 0.45, 0.7, 1.0, 1.5, 2.3, 3.4, 5.0)
# Twice as many themes are worth this much: without it, three great heaps would always win. Settled on training
# material alone (requests at two levels, two sets of intents, encyclopaedia sentences, patient comments; whole and in
# samples of 866): too fine costs .02 to .05 of AMI where people's groups are few, too coarse up to .17 where they are
# many, so the doubt goes to the finer side.
FINER_IS_WORTH = 0.08
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


@dataclass(frozen=True, slots=True)
class _Grain:
    """`apart`: how far neighbours share a theme beyond what themes of these sizes share by chance, 0..1.

    `survival` is of each theme, `support` of each row.
    """

    labels: Labels
    survival: NDArray[np.float64]
    apart: float
    support: NDArray[np.float64]

    @property
    def worth(self) -> float:
        sizes = np.bincount(self.labels[self.labels >= 0])
        return float(np.average(self.survival, weights=sizes)) + self.apart + FINER_IS_WORTH * math.log2(len(sizes))


def formed(material: Material, options: DiscoveryOptions, min_size: int) -> Formation:
    """The themes of these rows that survive other seeds and other samples, at the grain that holds best."""
    rows, plain = material.rows[material.base], material.plain[material.base]
    sizes = sorted({max(_SMALLEST, round(grain * min_size)) for grain in GRAINS})
    near = neighbours_of(rows)
    drawn = consensus.samples(rows, near, sizes, seed=options.seed, runs=options.runs, subsample=options.subsample)
    grains = [_grain(rows, near, drawn, place, size) for place, size in enumerate(sizes)]
    found = [grain for grain in grains if grain is not None]
    if not found:
        return Formation.empty(rows.shape[1])
    best = _best(found)
    sure = np.where(best.support >= consensus.SUPPORTED, best.labels, -1)
    founded = [theme for theme in np.flatnonzero(best.survival >= options.floor) if (sure == theme).sum() >= _SMALLEST]
    if not founded:
        return Formation.empty(rows.shape[1])
    labels = np.select([sure == theme for theme in founded], range(len(founded)), -1).astype(np.int64)
    centroids = centroids_of(plain, labels)
    return Formation(
        centroids,
        calibrated(plain, labels, centroids),
        best.survival[founded],
        (None,) * len(founded),
        tuple(material.base[labels == theme] for theme in range(len(founded))),
    )


def _best(found: Sequence[_Grain]) -> _Grain:
    """The grain that holds best together with the next finer and coarser: one alone may be lucky in one sample."""
    worths = [grain.worth for grain in found]
    around = [float(np.mean(worths[max(0, place - 1) : place + 2])) for place in range(len(found))]
    return found[int(np.argmax(around))]


def _grain(
    rows: Vector, near: Neighbours, drawn: Sequence[consensus.Sample], place: int, min_size: int
) -> _Grain | None:
    found = consensus.fits(near, drawn, place)
    labels = consensus.agreed(rows, near, found, min_size) if found else None
    if labels is None:
        return None
    survival = consensus.stability(rows, near, labels, found, min_size)
    return _Grain(labels, survival, near.kept_apart(labels), consensus.support(labels, found))
