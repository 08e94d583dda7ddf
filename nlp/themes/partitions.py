"""Rows divided into clusters 0..k-1, or -1 for none: numbered, joined, compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.themes.values import Vector
from nlp.themes.vectors import centroid_of

Labels = NDArray[np.int64]
# Two clusters whose centroids are this close say the same thing in other words.
SAME_THING = 0.85


def centroids_of(rows: Vector, labels: Labels) -> Vector:
    return np.stack([centroid_of(rows[labels == cluster]) for cluster in range(int(labels.max()) + 1)])


def joined(rows: Vector, labels: Labels) -> Labels:
    """Near-identical clusters made one, nearest pair first, until no two are closer than `SAME_THING`."""
    while labels.max() > 0:
        centroids = centroids_of(rows, labels)
        closeness = centroids @ centroids.T
        np.fill_diagonal(closeness, -1.0)
        first, second = divmod(int(closeness.argmax()), len(centroids))
        if closeness[first, second] < SAME_THING:
            break
        labels = renumbered(np.where(labels == max(first, second), min(first, second), labels), 1)
    return labels


def renumbered(labels: Labels, min_size: int) -> Labels:
    """Clusters below `min_size` dissolved, the others numbered 0.. by size, then by first row."""
    clusters, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    kept = [i for i in range(len(clusters)) if clusters[i] >= 0 and sizes[i] >= min_size]
    fresh = np.full(len(labels), -1, dtype=np.int64)
    for number, i in enumerate(sorted(kept, key=lambda i: (-sizes[i], first[i]))):
        fresh[labels == clusters[i]] = number
    return fresh


def overlap(ours: Labels, theirs: Labels) -> NDArray[np.float64]:
    """Jaccard overlap of each of our clusters (row) with each of theirs (column)."""
    shared = np.zeros((int(ours.max()) + 1, int(theirs.max()) + 1))
    both = (ours >= 0) & (theirs >= 0)
    np.add.at(shared, (ours[both], theirs[both]), 1)
    our_sizes = np.bincount(ours[ours >= 0], minlength=shared.shape[0])
    their_sizes = np.bincount(theirs[theirs >= 0], minlength=shared.shape[1])
    union = our_sizes[:, None] + their_sizes[None, :] - shared
    return np.asarray(shared / np.maximum(union, 1))
