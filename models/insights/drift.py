"""Slow change that no single week gives away: EWMA and CUSUM on how far each week stands from its expectation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.insights.alarms import pooled_dispersion

EWMA_WEIGHT = 0.3
EWMA_LIMIT = 3.0
CUSUM_SLACK = 0.5
CUSUM_LIMIT = 5.0
_FEWEST_BASELINE = 6
Series = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drift:
    """Direction (1 up, -1 down) and the first week (position) at which the change shows, and when it likely began."""

    direction: int
    week: int
    since: int
    rule: str


def residuals(counts: Series, totals: Series, baseline: int) -> Series:
    """Pearson residuals of one theme's weeks against the mean share of the first `baseline` weeks."""
    if not _FEWEST_BASELINE <= baseline <= len(counts):
        raise ValueError(f"baseline is {baseline} weeks; wanted {_FEWEST_BASELINE} to {len(counts)}")
    past, exposure = counts[:baseline], totals[:baseline]
    share = (past.sum() + 0.5) / exposure.sum()
    spread = pooled_dispersion(past[None, :], exposure, np.ones((1, baseline), dtype=bool))
    expected = share * totals
    return np.asarray((counts - expected) / np.sqrt(np.maximum(expected + spread * expected**2, 1e-9)))


def ewma(residual: Series) -> Drift | None:
    """The first week whose weighted average of the past leaves its limits (3 standard errors)."""
    level = 0.0
    for week, value in enumerate(residual):
        level = EWMA_WEIGHT * value + (1 - EWMA_WEIGHT) * level
        error = np.sqrt(EWMA_WEIGHT / (2 - EWMA_WEIGHT) * (1 - (1 - EWMA_WEIGHT) ** (2 * (week + 1))))
        if abs(level) > EWMA_LIMIT * error:
            return Drift(1 if level > 0 else -1, week, week, "ewma")
    return None


def cusum(residual: Series) -> Drift | None:
    """The first week whose running sum beyond the slack passes the limit; `since` is where that sum last was zero."""
    for direction in (1, -1):
        total, since = 0.0, 0
        for week, value in enumerate(residual):
            total = max(0.0, total + direction * value - CUSUM_SLACK)
            if total == 0.0:
                since = week + 1
            elif total > CUSUM_LIMIT:
                return Drift(direction, week, since, "cusum")
    return None


def drift(counts: Series, totals: Series, baseline: int) -> Drift | None:
    """What either chart sees in the weeks after the baseline, whichever sees it first; None when both are quiet."""
    later = residuals(counts, totals, baseline)[baseline:]
    found = [seen for seen in (ewma(later), cusum(later)) if seen is not None]
    if not found:
        return None
    first = min(found, key=lambda seen: (seen.week, seen.rule))
    return Drift(first.direction, first.week + baseline, first.since + baseline, first.rule)
