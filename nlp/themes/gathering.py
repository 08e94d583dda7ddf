"""Groups in a small pool of leftovers: what lies together by itself, without fits.

Fits look for the shape of a whole material. A pool has none: a few new voices among strangers, and what is asked is
only which of them say the same thing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from nlp.themes import partitions
from nlp.themes.formation import Formation, Material
from nlp.themes.partitions import Labels
from nlp.themes.thresholds import calibrated
from nlp.themes.values import DiscoveryOptions, Vector

# Members of a group are this near one another on average.
TOGETHER = 0.35


def gathered(material: Material, options: DiscoveryOptions, min_size: int) -> Formation:
    """Groups of at least `min_size` rows that come back in most samples of the pool."""
    rows, plain = material.rows[material.base], material.plain[material.base]
    labels = partitions.renumbered(_linked(rows), min_size)
    if labels.max() < 0:
        return Formation.empty(rows.shape[1])
    survival = _survival(rows, labels, options)
    kept = [theme for theme in range(len(survival)) if survival[theme] >= options.floor]
    if not kept:
        return Formation.empty(rows.shape[1])
    labels = np.select([labels == theme for theme in kept], range(len(kept)), -1).astype(np.int64)
    centroids = partitions.centroids_of(plain, labels)
    return Formation(
        centroids,
        calibrated(plain, labels, centroids),
        survival[kept],
        (None,) * len(kept),
        tuple(material.base[labels == theme] for theme in range(len(kept))),
    )


def _linked(rows: Vector) -> Labels:
    distances = (1.0 - rows @ rows.T)[np.triu_indices(len(rows), 1)]
    tree = linkage(np.maximum(distances, 0.0).astype(np.float64), "average")
    return np.asarray(fcluster(tree, 1 - TOGETHER, "distance"), dtype=np.int64)


def _survival(rows: Vector, labels: Labels, options: DiscoveryOptions) -> NDArray[np.float64]:
    """The mean best Jaccard overlap of each group with those of seeded samples, over the rows of the sample."""
    total = np.zeros(int(labels.max()) + 1)
    for run in range(options.runs):
        generator = np.random.default_rng([options.seed, run])
        picked = np.sort(generator.choice(len(rows), max(2, round(options.subsample * len(rows))), replace=False))
        found = partitions.overlap(labels[picked], _linked(rows[picked]) - 1) if (labels[picked] >= 0).any() else None
        if found is not None:
            total[: len(found)] += found.max(axis=1)
    return np.asarray(total / options.runs)
