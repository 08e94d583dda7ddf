"""Pooling over spans of words: what each head finds worth hearing, and the largest values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def pooled(scores: Floats, values: Floats, starts: NDArray[np.int64], heads: int) -> Floats:
    """Of spans in a row, each from its start to the next: weighted means (by head), then the largest values.

    `scores` (words, heads) say how much a word counts; `values` (words, width).
    """
    sizes = np.diff(np.append(starts, len(scores)))
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes, axis=0))
    powers /= np.repeat(np.add.reduceat(powers, starts), sizes, axis=0)
    weighted = values.reshape(len(values), heads, -1) * powers[:, :, None]
    means = np.add.reduceat(weighted.reshape(values.shape), starts)
    found: Floats = np.concatenate([means, np.maximum.reduceat(values, starts)], axis=1)
    return found
