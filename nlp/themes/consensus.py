"""Themes that do not depend on luck: several seeded fits on subsamples, and what they agree on.

Rows are feature vectors of length 1. A partition gives each row a cluster 0..k-1, or -1 for none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial import cKDTree
from scipy.spatial.distance import pdist

from nlp.themes import partitions, topic_engine
from nlp.themes.neighbours import Neighbours
from nlp.themes.partitions import Labels
from nlp.themes.values import DiscoveryOptions, Vector

MIN_SAMPLES = 5
NEIGHBOURS = 15
AGREEMENT = 0.5
# A row founds a theme when, in the mean fit, this share of the rows it stands with are of the theme too.
SUPPORTED = 0.5
_SMALLEST_ATOM = 3
_MOST_ATOMS = 3000


def fits(rows: Vector, near: Neighbours, min_size: int, options: DiscoveryOptions) -> list[Labels]:
    """A partition of all rows by each of `options.runs` subsamples, drawn and placed with a seed of its own.

    Subsamples in which nothing is found are left out; `min_size` is of the whole, not of a subsample.
    """
    found = []
    for run in range(options.runs):
        generator = np.random.default_rng([options.seed, run])
        count = max(2, round(options.subsample * len(rows)))
        picked = np.sort(generator.choice(len(rows), count, replace=False))
        inside = near.within(picked, NEIGHBOURS)
        placed = topic_engine.place(rows[picked], inside, seed=int(generator.integers(2**31)))
        labels = topic_engine.clusters(placed, max(3, round(options.subsample * min_size)), min_samples=MIN_SAMPLES)
        if labels.max() >= 0:
            everywhere = np.full(len(rows), -1, dtype=np.int64)
            everywhere[picked] = _settled(placed, labels)
            found.append(near.vote(everywhere))
    return found


def agreed(rows: Vector, near: Neighbours, found: Sequence[Labels], min_size: int) -> Labels | None:
    """The partition that the fits share: rows that travel together through most of them, the others with their kin."""
    together = np.stack(found, axis=1)
    atoms, which, weights = np.unique(together, axis=0, return_inverse=True, return_counts=True)
    kept = _large_atoms(weights)
    cluster_of = np.full(len(atoms), -1, dtype=np.int64)
    cluster_of[kept] = _grouped(atoms[kept])
    labels = partitions.renumbered(cluster_of[which.ravel()], min_size)
    if labels.max() < 0:
        return None
    labels = partitions.joined(rows, near.vote(labels))
    return partitions.renumbered(labels, min_size)


def stability(
    rows: Vector, near: Neighbours, labels: Labels, found: Sequence[Labels], min_size: int
) -> NDArray[np.float64]:
    """How far each cluster comes back when only half of the fits have a say: the mean best Jaccard overlap.

    Hennig's cluster-wise stability, asked of the whole procedure instead of a single fit: what we publish is what the
    fits agree on, so that is what has to survive.
    """
    half = len(found) // 2
    halves = [found[:half], found[half:], found[::2], found[1::2]] if half else [found]
    totals = np.zeros(int(labels.max()) + 1)
    for some in halves:
        again = agreed(rows, near, some, min_size)
        if again is not None:
            totals += partitions.overlap(labels, again).max(axis=1)
    return np.asarray(totals / len(halves))


def support(labels: Labels, found: Sequence[Labels]) -> NDArray[np.float64]:
    """How surely each row is in its cluster: the share of its company that belongs there, over the fits."""
    total = np.zeros(len(labels))
    inside = np.flatnonzero(labels >= 0)
    for fit in found:
        known = inside[fit[inside] >= 0]
        company = np.zeros((int(labels.max()) + 1, int(fit.max()) + 1))
        np.add.at(company, (labels[known], fit[known]), 1)
        total[known] += (company / np.maximum(company.sum(axis=0), 1))[labels[known], fit[known]]
    return np.asarray(total / len(found))


def _grouped(atoms: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(atoms) < 2:
        return np.zeros(len(atoms), dtype=np.int64)
    tree = linkage(pdist(atoms, "hamming"), "average")
    groups: NDArray[np.int64] = np.asarray(fcluster(tree, AGREEMENT, "distance"), dtype=np.int64)
    return groups - 1


def _settled(placed: NDArray[np.float32], labels: Labels) -> Labels:
    """Rows that fell between clusters join the one that most of the nearest placed rows are in.

    Placed, not as vectors: there clusters have shapes that a centroid does not know.
    """
    between, inside = labels < 0, np.flatnonzero(labels >= 0)
    if not len(inside) or not between.any():
        return labels
    _, nearest = cKDTree(placed[inside]).query(placed[between], k=min(MIN_SAMPLES, len(inside)))
    told = labels[inside][nearest.reshape(int(between.sum()), -1)]
    votes = np.zeros((len(told), int(labels.max()) + 1), dtype=np.int64)
    np.add.at(votes, (np.arange(len(told))[:, None], told), 1)
    settled = labels.copy()
    settled[between] = votes.argmax(axis=1)
    return settled


def _large_atoms(weights: NDArray[np.int64]) -> NDArray[np.int64]:
    smallest = _SMALLEST_ATOM if (weights >= _SMALLEST_ATOM).sum() > 1 else 1
    kept = np.flatnonzero(weights >= smallest)
    if len(kept) > _MOST_ATOMS:
        kept = np.sort(kept[np.argsort(-weights[kept], kind="stable")[:_MOST_ATOMS]])
    return kept
