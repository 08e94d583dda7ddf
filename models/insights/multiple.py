"""Many looks, few findings: Benjamini-Hochberg over everything that is shown together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def adjusted(p_values: ArrayLike) -> NDArray[np.float64]:
    """q-values in the order given; NaN stays NaN and does not count as a look."""
    p = np.asarray(p_values, dtype=np.float64)
    q = np.full(p.shape, np.nan)
    looked = np.flatnonzero(~np.isnan(p))
    if not len(looked):
        return q
    order = looked[np.argsort(p[looked], kind="stable")]
    scaled = p[order] * len(looked) / np.arange(1, len(looked) + 1)
    q[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return q
