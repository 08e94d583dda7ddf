"""Which themes rose more than their past allows: a predictive test that knows how unruly weekly counts are.

The usual rule (two standard deviations over the recent mean) cries wolf four times a week on pure noise with sixty
themes. Here the count is tested against a negative binomial whose over-dispersion is pooled over all themes, and
false discoveries are controlled over everything that is looked at in the week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.insights.multiple import adjusted

BASELINE_WEEKS = 12
FEWEST_WEEKS = 4
FEWEST_RESPONDENTS = 5
# Simulated with sixty themes: .05, .07 and .1 give .13, .21 and .31 alerts a week on noise, and find .59, .63 and
# .67 of threefold spikes (over-dispersion .1, means of two sets of draws).
ALERT_Q = 0.07
WATCH_P = 0.01
_LARGEST_DISPERSION = 2.0
Counts = NDArray[np.float64]


class Tier(StrEnum):
    """`alert` is pushed, `watch` is only shown, `new` is a theme without a past to compare with."""

    ALERT = "alert"
    WATCH = "watch"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A theme's week above its past: respondents observed, expected, and the 95 % range that was to be expected."""

    theme_id: str
    week: date
    observed: int
    expected: float
    low: float
    high: float
    p: float | None
    q: float | None
    tier: Tier


def scan(
    theme_ids: Sequence[str],
    weeks: Sequence[date],
    counts: Counts,
    totals: Counts,
    births: Mapping[str, date] | None = None,
) -> list[Alarm]:
    """Alarms of every week that has at least four before it, oldest first.

    `counts`: distinct respondents, themes by weeks. `totals`: all respondents of the week. `births`: the first week
    of themes younger than the data; such a theme is `new` in the first week that enough people speak of it, and
    tested from its fifth week on.
    """
    _check(theme_ids, weeks, counts, totals)
    born = [_first_week(births, theme_id, weeks) for theme_id in theme_ids]
    quiet = np.ones_like(counts, dtype=bool)  # an alert does not become the new normal; dropping milder weeks too would
    # cut the baseline's own tail off and cause alarms later
    found: list[Alarm] = []
    announced: set[int] = set()
    for now in range(len(weeks)):
        young = [t for t, first in enumerate(born) if t not in announced and 0 < first <= now < first + FEWEST_WEEKS]
        for alarm, theme in _of_week(now, theme_ids, weeks, counts, totals, born, quiet, young):
            found.append(alarm)
            announced.add(theme)
            quiet[theme, now] = alarm.tier is not Tier.ALERT
    return found


def _of_week(
    now: int,
    theme_ids: Sequence[str],
    weeks: Sequence[date],
    counts: Counts,
    totals: Counts,
    born: Sequence[int],
    quiet: NDArray[np.bool_],
    young: Sequence[int],
) -> list[tuple[Alarm, int]]:
    fresh = [
        (Alarm(theme_ids[t], weeks[now], int(counts[t, now]), 0.0, 0.0, 0.0, None, None, Tier.NEW), t)
        for t in young
        if counts[t, now] >= FEWEST_RESPONDENTS
    ]
    past = np.arange(max(0, now - BASELINE_WEEKS), now)
    usable = quiet[:, past] & (past[None, :] >= np.array(born)[:, None]) & (totals[past] > 0)
    tested = np.flatnonzero(usable.sum(axis=1) >= FEWEST_WEEKS)
    if not len(tested) or totals[now] <= 0:
        return fresh
    dispersion = pooled_dispersion(counts[tested][:, past], totals[past], usable[tested])
    expected, variance = _forecast(counts[tested][:, past], totals[past], usable[tested], totals[now], dispersion)
    p = _tail(counts[tested, now], expected, variance)
    q = adjusted(p)
    tiers = [_tier(int(counts[t, now]), p[i], q[i]) for i, t in enumerate(tested)]
    risen = [
        (_alarm(theme_ids[int(t)], weeks[now], int(counts[t, now]), expected[i], variance[i], p[i], q[i], tier), int(t))
        for i, (t, tier) in enumerate(zip(tested, tiers, strict=True))
        if tier is not None
    ]
    return fresh + sorted(risen, key=lambda pair: (pair[0].p or 0.0, pair[0].theme_id))


def pooled_dispersion(counts: Counts, totals: Counts, usable: NDArray[np.bool_]) -> float:
    """The phi of Var = mean + phi mean², by moments over all themes: one theme's dozen weeks say too little."""
    shares = (counts * usable).sum(axis=1) / np.maximum((totals * usable).sum(axis=1), 1e-9)
    means = np.where(usable, shares[:, None] * totals, 0.0)
    weeks = usable.sum(axis=1)
    correction = np.where(weeks > 1, weeks / np.maximum(weeks - 1, 1), 1.0)[:, None]
    excess = np.where(usable, correction * (counts - means) ** 2 - means, 0.0).sum()
    return float(np.clip(excess / max((means**2).sum(), 1e-9), 0.0, _LARGEST_DISPERSION))


def _forecast(
    past: Counts, totals: Counts, usable: NDArray[np.bool_], total_now: float, dispersion: float
) -> tuple[Counts, Counts]:
    """Mean and variance of this week's count, with what we do not know of the mean itself."""
    exposure = (totals * usable).sum(axis=1)
    # Half a respondent more than was seen: a theme with an empty past is rare, not impossible.
    expected = ((past * usable).sum(axis=1) + 0.5) / exposure * total_now
    of_mean = expected * total_now / exposure + dispersion * expected**2 / usable.sum(axis=1)
    return expected, expected + dispersion * expected**2 + of_mean


def _tail(observed: Counts, expected: Counts, variance: Counts) -> Counts:
    """Mid-p of seeing this many or more: the plain tail is too cautious for small counts."""
    size, share = _negative_binomial(expected, variance)
    return np.asarray(stats.nbinom.sf(observed, size, share) + stats.nbinom.pmf(observed, size, share) / 2)


def _negative_binomial(expected: Counts, variance: Counts) -> tuple[Counts, Counts]:
    excess = np.maximum(variance - expected, 1e-6 * expected)
    return expected**2 / excess, expected / (expected + excess)


def _tier(observed: int, p: float, q: float) -> Tier | None:
    if observed < FEWEST_RESPONDENTS:
        return None
    if q <= ALERT_Q:
        return Tier.ALERT
    return Tier.WATCH if p <= WATCH_P else None


def _alarm(
    theme_id: str, week: date, observed: int, expected: float, variance: float, p: float, q: float, tier: Tier
) -> Alarm:
    size, share = _negative_binomial(np.array([expected]), np.array([variance]))
    low, high = stats.nbinom.ppf([0.025, 0.975], size[0], share[0])
    return Alarm(theme_id, week, observed, float(expected), float(low), float(high), float(p), float(q), tier)


def _first_week(births: Mapping[str, date] | None, theme_id: str, weeks: Sequence[date]) -> int:
    day = (births or {}).get(theme_id)
    if day is None:
        return 0
    return next((index for index, week in enumerate(weeks) if week >= day), len(weeks))


def _check(theme_ids: Sequence[str], weeks: Sequence[date], counts: Counts, totals: Counts) -> None:
    if counts.shape != (len(theme_ids), len(weeks)) or len(totals) != len(weeks):
        raise ValueError(
            f"counts have shape {counts.shape} and totals {len(totals)}; "
            f"wanted {len(theme_ids)} themes by {len(weeks)} weeks"
        )
