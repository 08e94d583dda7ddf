"""Did people begin to speak of a theme otherwise? Its share of complaints in the last weeks against those before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.insights.multiple import adjusted

RECENT_WEEKS = 4
# Respondents on either side: below that a share of complaints says nothing.
FEWEST_BEFORE, FEWEST_NOW = 20, 10
TONE_Q = 0.07
_STRONGEST_PRIOR = 50.0
Series = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ToneShift:
    """`since`: the Monday that the recent weeks begin with. Shares of respondents who complain, 0..1, with their n."""

    theme_id: str
    since: date
    before: float
    n_before: int
    now: float
    n_now: int
    low: float
    high: float
    p: float
    q: float

    @property
    def worse(self) -> bool:
        return self.now > self.before


def tone_shifts(theme_ids: Sequence[str], weeks: Sequence[date], negative: Series, people: Series) -> list[ToneShift]:
    """Themes whose complaints are more, or fewer, than their past and that of all themes allow; the surest first.

    `negative` of `people` complain, both themes by weeks. `low` to `high` is the 95 % range that was to be expected.
    """
    if len(weeks) <= RECENT_WEEKS:
        return []
    then, now = slice(0, len(weeks) - RECENT_WEEKS), slice(len(weeks) - RECENT_WEEKS, None)
    hits = [negative[:, part].sum(axis=1) for part in (then, now)]
    totals = [people[:, part].sum(axis=1) for part in (then, now)]
    told = np.flatnonzero((totals[0] >= FEWEST_BEFORE) & (totals[1] >= FEWEST_NOW))
    if not len(told):
        return []
    up, down = _prior(hits[0][told], totals[0][told])
    after = stats.betabinom(totals[1][told], up + hits[0][told], down + totals[0][told] - hits[0][told])
    p = _two_sided(after, hits[1][told])
    q = adjusted(p)
    ranges = [after.ppf(level) / totals[1][told] for level in (0.025, 0.975)]
    found = [
        ToneShift(
            theme_id=theme_ids[int(theme)],
            since=weeks[now][0],
            before=float(hits[0][theme] / totals[0][theme]),
            n_before=int(totals[0][theme]),
            now=float(hits[1][theme] / totals[1][theme]),
            n_now=int(totals[1][theme]),
            low=float(ranges[0][place]),
            high=float(ranges[1][place]),
            p=float(p[place]),
            q=float(q[place]),
        )
        for place, theme in enumerate(told)
        if q[place] <= TONE_Q
    ]
    return sorted(found, key=lambda shift: (shift.q, shift.theme_id))


def _prior(hits: Series, totals: Series) -> tuple[float, float]:
    """What the shares of all themes say of one that is not known yet: a beta, by moments; Jeffreys' when few do."""
    shares = (hits + 0.5) / (totals + 1)
    if len(shares) < 5:
        return 0.5, 0.5
    mean, spread = float(shares.mean()), float(max(shares.var(ddof=1), 1e-4))
    strength = min(_STRONGEST_PRIOR, max(0.5, mean * (1 - mean) / spread - 1))
    return mean * strength, (1 - mean) * strength


def _two_sided(after: stats.distributions.rv_frozen, hits: Series) -> Series:
    """Twice the shorter mid-p tail: the plain tails are too cautious for a dozen answers."""
    here = after.pmf(hits) / 2
    return np.asarray(np.minimum(1.0, 2 * np.minimum(after.sf(hits) + here, after.cdf(hits) - here)))
