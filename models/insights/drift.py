"""Slow change that no single week gives away: EWMA and CUSUM on how far each week stands from its expectation.

The charts' textbook limits, watched over forty themes, cry wolf two to four times a page (simulated, over-dispersion
.1): here each theme's charts are held against what they reach by chance, and false discoveries are controlled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.insights.alarms import pooled_dispersion
from models.insights.multiple import adjusted

EWMA_WEIGHT = 0.3
CUSUM_SLACK = 0.5
# Simulated, 50 pages of 41 themes, one of them growing by 12 % a week from the 13th of 26 weeks on: found on every
# page with .02 others beside it (over-dispersion .1), on 88 % with .24 (.3). In 12 weeks .05, for .04 others.
DRIFT_Q = 0.07
FEWEST_BASELINE, MOST_BASELINE = 6, 12
FEWEST_A_WEEK = 1.5  # respondents: rarer themes jump from nothing to one
_DRAWS = 300
Series = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drift:
    """A theme that slid: `since` is the week the slide likely began, shares (0..1) are before it and from it on."""

    theme_id: str
    direction: int
    since: date
    share_before: float
    share_now: float
    rule: str
    q: float


@dataclass(frozen=True, slots=True)
class Charts:
    """The largest value of each chart, and where the sum that CUSUM reached began (0: no chart rose)."""

    ewma: Series
    cusum: Series
    since: NDArray[np.int64]
    direction: NDArray[np.int64]


def drifts(theme_ids: Sequence[str], weeks: Sequence[date], counts: Series, totals: Series) -> list[Drift]:
    """Themes whose weeks since the baseline lean one way beyond chance, the surest first.

    `counts`: distinct respondents, themes by weeks. `totals`: all respondents of the week. The baseline is the first
    half of the weeks, at most twelve.
    """
    baseline = min(len(weeks) // 2, MOST_BASELINE)
    if baseline < FEWEST_BASELINE or not len(theme_ids) or totals[:baseline].sum() <= 0:
        return []
    heard = np.flatnonzero(counts[:, :baseline].mean(axis=1) >= FEWEST_A_WEEK)
    if not len(heard):
        return []
    counts = counts[heard]
    dispersion = pooled_dispersion(counts[:, :baseline], totals[:baseline], np.ones((len(heard), baseline), dtype=bool))
    seen = charts(residuals(counts, totals, baseline, dispersion)[:, baseline:])
    p, by_ewma = _chance(seen, counts, totals, baseline, dispersion)
    q = adjusted(p)
    found = [
        _drift(theme_ids[int(heard[t])], weeks, counts[t], totals, baseline, seen, t, bool(by_ewma[t]), float(q[t]))
        for t in np.flatnonzero(q <= DRIFT_Q).tolist()
    ]
    return sorted(found, key=lambda drift: (drift.q, drift.theme_id))


def residuals(counts: Series, totals: Series, baseline: int, dispersion: float) -> Series:
    """Pearson residuals of each row's weeks against its mean share of the first `baseline` weeks."""
    share = (counts[..., :baseline].sum(axis=-1) + 0.5) / totals[:baseline].sum()
    expected = share[..., None] * totals
    return np.asarray((counts - expected) / np.sqrt(np.maximum(expected + dispersion * expected**2, 1e-9)))


def charts(residual: Series) -> Charts:
    """Both charts over the last axis; EWMA in its own standard errors, which widen as weeks come in."""
    shape = residual.shape[:-1]
    level, highest = np.zeros(shape), np.zeros(shape)
    sums, since = np.zeros((2, *shape)), np.zeros((2, *shape), np.int64)
    best, began, way = np.zeros(shape), np.zeros(shape, np.int64), np.ones(shape, np.int64)
    for week in range(residual.shape[-1]):
        value = residual[..., week]
        level = EWMA_WEIGHT * value + (1 - EWMA_WEIGHT) * level
        error = np.sqrt(EWMA_WEIGHT / (2 - EWMA_WEIGHT) * (1 - (1 - EWMA_WEIGHT) ** (2 * (week + 1))))
        highest = np.maximum(highest, np.abs(level) / error)
        for place, direction in enumerate((1, -1)):
            sums[place] = np.maximum(0.0, sums[place] + direction * value - CUSUM_SLACK)
            since[place] = np.where(sums[place] == 0.0, week + 1, since[place])
            better = sums[place] > best
            best = np.where(better, sums[place], best)
            began, way = np.where(better, since[place], began), np.where(better, direction, way)
    return Charts(highest, best, began, way)


def _chance(
    seen: Charts, counts: Series, totals: Series, baseline: int, dispersion: float
) -> tuple[Series, NDArray[np.bool_]]:
    """How often charts reach that far when nothing changes, the shorter of both times two; whether it was EWMA's.

    The draws of all themes are one heap: residuals have no size any more, and one theme's draws alone are too few for
    what is left of a p-value after correction.
    """
    generator = np.random.default_rng(0)  # the same page twice says the same
    share = (counts[:, :baseline].sum(axis=1) + 0.5) / totals[:baseline].sum()
    mean = np.repeat(share[:, None] * totals, _DRAWS, axis=0)
    if dispersion > 1e-6:
        mean = mean * generator.gamma(1 / dispersion, dispersion, mean.shape)
    drawn = charts(residuals(generator.poisson(mean).astype(np.float64), totals, baseline, dispersion)[:, baseline:])
    both = [_beyond(drawn.ewma, seen.ewma), _beyond(drawn.cusum, seen.cusum)]
    return np.minimum(1.0, 2 * np.minimum(*both)), both[0] < both[1]


def _beyond(drawn: Series, reached: Series) -> Series:
    ordered = np.sort(drawn)
    return np.asarray((1 + len(ordered) - np.searchsorted(ordered, reached, side="left")) / (1 + len(ordered)))


def _drift(
    theme_id: str,
    weeks: Sequence[date],
    counts: Series,
    totals: Series,
    baseline: int,
    seen: Charts,
    place: int,
    by_ewma: bool,
    q: float,
) -> Drift:
    start = min(baseline + int(seen.since[place]), len(weeks) - 1)
    return Drift(
        theme_id=theme_id,
        direction=int(seen.direction[place]),
        since=weeks[start],
        share_before=float(counts[:start].sum() / max(totals[:start].sum(), 1.0)),
        share_now=float(counts[start:].sum() / max(totals[start:].sum(), 1.0)),
        rule="ewma" if by_ewma else "cusum",
        q=q,
    )
