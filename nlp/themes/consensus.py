"""Themes that do not depend on luck: several seeded fits on subsamples, and what they agree on.

Rows are feature vectors of length 1. A partition gives each row a cluster 0..k-1, or -1 for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist

from nlp.themes import partitions, topic_engine
from nlp.themes.partitions import Labels
from nlp.themes.values import Vector

MIN_SAMPLES = 5
NEIGHBOURS = 15
AGREEMENT = 0.5
_SMALLEST_ATOM = 3
_MOST_ATOMS = 3000


@dataclass(frozen=True, slots=True)
class Sample:
    """A seeded subsample of the rows, and where UMAP put them."""

    picked: NDArray[np.int64]
    placed: NDArray[np.float32]


def samples(rows: Vector, *, seed: int, runs: int, subsample: float) -> list[Sample]:
    """`runs` samples, each drawn and placed with a seed of its own."""
    drawn = []
    for run in range(runs):
        generator = np.random.default_rng([seed, run])
        picked = np.sort(generator.choice(len(rows), max(2, round(subsample * len(rows))), replace=False))
        placed = topic_engine.place(rows[picked], seed=int(generator.integers(2**31)), neighbours=NEIGHBOURS)
        drawn.append(Sample(picked, placed))
    return drawn


def fits(rows: Vector, drawn: Sequence[Sample], min_size: int) -> list[Labels]:
    """One partition of all rows a sample, at one grain; samples in which nothing is found are left out."""
    found = []
    for sample in drawn:
        smallest = max(3, round(len(sample.picked) / len(rows) * min_size))
        labels = topic_engine.cluster(
            sample.placed, min_cluster_size=smallest, min_samples=min(MIN_SAMPLES, smallest - 1)
        )
        if labels.max() >= 0:
            found.append(_extended(rows, sample.picked, labels))
    return found


def agreed(rows: Vector, found: Sequence[Labels], min_size: int) -> Labels | None:
    """The partition that the fits share, polished: rows that travel together through most of them."""
    together = np.stack(found, axis=1)
    atoms, which, weights = np.unique(together, axis=0, return_inverse=True, return_counts=True)
    kept = _large_atoms(weights)
    cluster_of = np.full(len(atoms), -1, dtype=np.int64)
    cluster_of[kept] = _grouped(atoms[kept])
    labels = partitions.renumbered(cluster_of[which.ravel()], min_size)
    if labels.max() < 0:
        return None
    labels = partitions.joined(rows, partitions.polished(rows, labels))
    labels = partitions.renumbered(labels, min_size)
    return partitions.polished(rows, labels) if labels.max() >= 0 else None


def stability(rows: Vector, labels: Labels, found: Sequence[Labels], min_size: int) -> NDArray[np.float64]:
    """How far each cluster comes back when only half of the fits have a say: the mean best Jaccard overlap.

    Hennig's cluster-wise stability, asked of the whole procedure instead of a single fit: what we publish is what the
    fits agree on, so that is what has to survive.
    """
    half = len(found) // 2
    halves = [found[:half], found[half:], found[::2], found[1::2]] if half else [found]
    totals = np.zeros(int(labels.max()) + 1)
    for some in halves:
        again = agreed(rows, some, min_size)
        if again is not None:
            totals += partitions.overlap(labels, again).max(axis=1)
    return np.asarray(totals / len(halves))


def _grouped(atoms: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(atoms) < 2:
        return np.zeros(len(atoms), dtype=np.int64)
    tree = linkage(pdist(atoms, "hamming"), "average")
    groups: NDArray[np.int64] = np.asarray(fcluster(tree, AGREEMENT, "distance"), dtype=np.int64)
    return groups - 1


def _extended(rows: Vector, picked: NDArray[np.int64], labels: Labels) -> Labels:
    """The clusters of a sample, and every other row at the nearest of their centroids."""
    nearest = (rows @ partitions.centroids_of(rows[picked], labels).T).argmax(axis=1)
    everywhere: Labels = np.asarray(nearest, dtype=np.int64)
    everywhere[picked[labels >= 0]] = labels[labels >= 0]
    return everywhere


def _large_atoms(weights: NDArray[np.int64]) -> NDArray[np.int64]:
    smallest = _SMALLEST_ATOM if (weights >= _SMALLEST_ATOM).sum() > 1 else 1
    kept = np.flatnonzero(weights >= smallest)
    if len(kept) > _MOST_ATOMS:
        kept = np.sort(kept[np.argsort(-weights[kept], kind="stable")[:_MOST_ATOMS]])
    return kept
