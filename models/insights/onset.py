"""When a rise began: the split of the weeks into before and since that two rates explain best."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]


def onset(counts: Counts, totals: Counts, latest: int) -> int:
    """The first week of the higher share, at most `latest`; `latest` itself when no earlier split explains more.

    Maximum likelihood of one change of a Poisson rate per `totals` (Hinkley 1970), among splits that rise.
    """
    gains = [_gain(counts, totals, start) for start in range(1, latest + 1)]
    return int(np.argmax(gains)) + 1 if gains and max(gains) > 0 else latest


def _gain(counts: Counts, totals: Counts, start: int) -> float:
    before, since = _rate(counts[:start], totals[:start]), _rate(counts[start:], totals[start:])
    if since <= before:
        return 0.0
    whole = _rate(counts, totals)
    return _likelihood(counts[:start], before, whole) + _likelihood(counts[start:], since, whole)


def _rate(counts: Counts, totals: Counts) -> float:
    return float(counts.sum() / max(totals.sum(), 1.0))


def _likelihood(counts: Counts, rate: float, whole: float) -> float:
    """How much better `rate` explains these counts than the rate of all weeks; the exposures cancel in the sum."""
    return float(counts.sum()) * float(np.log(rate / whole)) if rate > 0 else 0.0
