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

from nlp.themes import topic_engine
from nlp.themes.values import Vector
from nlp.themes.vectors import centroid_of

Labels = NDArray[np.int64]
MIN_SAMPLES = 5
NEIGHBOURS = 15
AGREEMENT = 0.5
_SMALLEST_ATOM = 3
_MOST_ATOMS = 3000
_POLISHING = 8


@dataclass(frozen=True, slots=True)
class Fit:
    """One fit: the cluster of every row by nearest centroid, and which rows it had seen."""

    labels: Labels
    seen: NDArray[np.bool_]


def fits(rows: Vector, documents: Sequence[str], *, seed: int, runs: int, subsample: float, min_size: int) -> list[Fit]:
    """`runs` fits, each with its own seed on its own subsample; fits that find nothing are left out."""
    found = []
    for run in range(runs):
        generator = np.random.default_rng([seed, run])
        picked = np.sort(generator.choice(len(rows), max(2, round(subsample * len(rows))), replace=False))
        labels = topic_engine.cluster(
            rows[picked],
            [documents[index] for index in picked],
            seed=int(generator.integers(2**31)),
            neighbours=NEIGHBOURS,
            min_cluster_size=max(3, round(subsample * min_size)),
            min_samples=min(MIN_SAMPLES, max(2, round(subsample * min_size) - 1)),
        )
        if labels.max() >= 0:
            found.append(_extended(rows, picked, labels))
    return found


def agreed(found: Sequence[Fit], min_size: int) -> Labels:
    """The partition that the fits share: rows that travel together through most of them."""
    together = np.stack([fit.labels for fit in found], axis=1)
    atoms, which, weights = np.unique(together, axis=0, return_inverse=True, return_counts=True)
    kept = _large_atoms(weights)
    if len(kept) < 2:
        return renumbered(np.isin(which.ravel(), kept).astype(np.int64) - 1, min_size)
    tree = linkage(pdist(atoms[kept], "hamming"), "average")
    cluster_of = np.full(len(atoms), -1, dtype=np.int64)
    cluster_of[kept] = fcluster(tree, AGREEMENT, "distance") - 1
    return renumbered(cluster_of[which.ravel()], min_size)


def polished(rows: Vector, labels: Labels) -> tuple[Labels, Vector]:
    """Every row at its nearest centroid, until that holds still: what the assigner will do later, done now."""
    centroids = centroids_of(rows, labels)
    for _ in range(_POLISHING):
        nearest = (rows @ centroids.T).argmax(axis=1)
        moved = np.stack(
            [centroid_of(rows[nearest == c]) if (nearest == c).any() else centroids[c] for c in range(len(centroids))]
        )
        if np.array_equal(moved, centroids):
            break
        centroids = moved
    return (rows @ centroids.T).argmax(axis=1).astype(np.int64), centroids


def stability(labels: Labels, found: Sequence[Fit]) -> NDArray[np.float64]:
    """Hennig's cluster-wise stability: the mean over fits of the best Jaccard overlap, on the rows each had seen."""
    size = int(labels.max()) + 1
    totals = np.zeros(size)
    for fit in found:
        ours, theirs = labels[fit.seen], fit.labels[fit.seen]
        counts = np.zeros((size, int(fit.labels.max()) + 1))
        np.add.at(counts, (ours[ours >= 0], theirs[ours >= 0]), 1)
        union = counts.sum(1, keepdims=True) + np.bincount(theirs, minlength=counts.shape[1])[None, :] - counts
        totals += (counts / np.maximum(union, 1)).max(axis=1)
    return totals / max(1, len(found))


def centroids_of(rows: Vector, labels: Labels) -> Vector:
    return np.stack([centroid_of(rows[labels == cluster]) for cluster in range(int(labels.max()) + 1)])


def renumbered(labels: Labels, min_size: int) -> Labels:
    """Clusters below `min_size` dissolved, the others numbered 0.. by size, then by first row."""
    clusters, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    kept = [i for i in range(len(clusters)) if clusters[i] >= 0 and sizes[i] >= min_size]
    fresh = np.full(len(labels), -1, dtype=np.int64)
    for number, i in enumerate(sorted(kept, key=lambda i: (-sizes[i], first[i]))):
        fresh[labels == clusters[i]] = number
    return fresh


def _extended(rows: Vector, picked: NDArray[np.int64], labels: Labels) -> Fit:
    seen = np.zeros(len(rows), dtype=bool)
    seen[picked] = True
    everywhere = (rows @ centroids_of(rows[picked], labels).T).argmax(axis=1).astype(np.int64)
    clustered = picked[labels >= 0]
    everywhere[clustered] = labels[labels >= 0]
    return Fit(everywhere, seen)


def _large_atoms(weights: NDArray[np.int64]) -> NDArray[np.int64]:
    smallest = _SMALLEST_ATOM if (weights >= _SMALLEST_ATOM).sum() > 1 else 1
    kept = np.flatnonzero(weights >= smallest)
    if len(kept) > _MOST_ATOMS:
        kept = np.sort(kept[np.argsort(-weights[kept], kind="stable")[:_MOST_ATOMS]])
    return kept
