"""How near is near enough, learnt for each theme from its own members and from everyone else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.themes.values import Vector
from nlp.themes.vectors import centroid_of, normalised

_LOWEST_SHARE = 0.03  # at least this share of the members may fall below the threshold,
_HIGHEST_SHARE = 0.10  # and never more than this
_CANDIDATES = 28
FLOOR = 0.05
# The median width of the themes of the sample comments: where nothing is known of a theme's own.
USUAL = 0.4
# What is usual, and what lies around, count as four examples. Settled on training material (six sets of groups that
# people made, one to eight examples a group): F1 of what twelve seeds take is .434, at USUAL for all of them .369; two
# to six examples' weight, or .35 for .4, change it by .006 at most.
_PRIOR = 4
_SPREADS = 3.0
_FEWEST_AROUND = 100


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


def of_examples(as_read: Vector, as_planted: Vector, around: Vector) -> float:
    """The cosine threshold of a theme that is known by examples alone.

    How near each example is to the others, with the facet it was read with itself (`as_read`), because that is how
    what comes next will be read; `as_planted` are the same rows with the facet of the theme. Few examples say little:
    they are drawn to the mean of what is usual and of where hardly any of the rows `around` still reach.
    """
    others = normalised(as_planted.sum(axis=0) - as_planted)
    near = np.einsum("ij,ij->i", as_read, others) if len(as_read) > 1 else np.zeros(0)
    edge = _edge(around @ centroid_of(as_planted)) if len(around) >= _FEWEST_AROUND else USUAL
    return max(FLOOR, float((near.sum() + _PRIOR * (USUAL + edge) / 2) / (len(near) + _PRIOR)))


def _edge(similarities: NDArray[np.float32]) -> float:
    """Three spreads above the middle of the strangers: the spread of the lower half, in which no members are."""
    middle = float(np.median(similarities))
    below = similarities[similarities <= middle] - middle
    return middle + _SPREADS * float(np.sqrt((below**2).mean()))
