"""How a theme, or a touchpoint, and a score go together: an association with its interval, never a cause.

Leave-out impact says how far the score moves when the people who mention it are left out. The adjusted effect says
how much lower they score than comparable people who do not, other themes (or touchpoints) held equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, stats

from models.insights.means import MOST_VALUES
from models.insights.multiple import adjusted
from models.insights.regression import Effect, effects
from models.insights.scores import RANKABLE_FROM

FEWEST_MENTIONS = 10
FALSE_DISCOVERIES = 0.05
Outcome = NDArray[np.float64]
Mentions = NDArray[np.bool_]


class Verdict(StrEnum):
    """What may be said by the adjusted effect: it goes with a lower score, with a higher one."""

    LOWERS = "lowers"
    RAISES = "raises"
    NO_EVIDENCE = "no_evidence"
    TOO_FEW = "too_few"


_SIDES = {Verdict.LOWERS: -1, Verdict.RAISES: 1}


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and its 95 % interval, in points of the score."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tie:
    """How those who mention something and one score go together, `n` respondents having given the score.

    `adjusted`, `p` and `q` are None where too few mention it to be told apart; `leave_out` where nobody or everybody
    does, or where it was not asked for.
    """

    mentions: int
    n: int
    leave_out: Interval | None
    adjusted: Interval | None
    p: float | None
    q: float | None
    verdict: Verdict

    @property
    def borne_out(self) -> bool:
        """The leave-out interval is on the verdict's side of zero: only then may both be told in one sentence."""
        return _SIDES.get(self.verdict, 0) * _side(self.leave_out) > 0

    @property
    def with_others(self) -> bool:
        """It is on the other side: it goes along with others, and those weigh more than it does."""
        return _SIDES.get(self.verdict, 0) * _side(self.leave_out) < 0


@dataclass(frozen=True, slots=True)
class ThemeImpact(Tie):
    """A theme's."""

    theme_id: str


@dataclass(frozen=True, slots=True)
class PlaceImpact(Tie):
    """A touchpoint's, with the score it is about: those who speak of it, or were asked there."""

    touchpoint: str
    kind: str
    scope: str


def ties(
    mentions: Mentions | sparse.csr_array,
    outcome: Outcome,
    controls: NDArray[np.float64] | None = None,
    *,
    judged_from: int = FEWEST_MENTIONS,
) -> list[Tie]:
    """The tie of every column to one score, in their order, without the leave-out impact.

    `mentions`: respondents by columns, who spoke of what, dense or sparse. `outcome`: one value a respondent whose mean
    is the score (for NPS the parts of `scores.net_scores`, for others the answers). `controls`: language, channel,
    length, wave. Ten who mention it and ten who do not are enough to be held equal, `judged_from` of both for a
    verdict, which is corrected over these columns alone: see `judged_together`.
    """
    told_by = sparse.csr_array(mentions, dtype=np.float64)
    if told_by.ndim != 2 or told_by.shape[0] != len(outcome):
        raise ValueError(f"mentions has shape {told_by.shape}; wanted {len(outcome)} respondents by columns")
    counts, n = np.bincount(told_by.indices, minlength=told_by.shape[1]), len(outcome)
    fewest = np.minimum(counts, n - counts)
    told = np.flatnonzero(fewest >= FEWEST_MENTIONS)
    fitted = effects(told_by[:, told], outcome, controls) if n >= RANKABLE_FROM else []
    found = {int(c): e for c, e in zip(told, fitted, strict=False) if fewest[c] >= judged_from}
    return judged_together([[_tie(int(count), n, found.get(column)) for column, count in enumerate(counts)]])[0]


def judged_together(families: Sequence[Sequence[Tie]]) -> list[list[Tie]]:
    """The same ties, their q and verdict by Benjamini-Hochberg over all of them: whatever is shown together.

    A page with five scores and forty themes is two hundred looks, however they are laid out.
    """
    every = [tie for family in families for tie in family]
    levels = adjusted([np.nan if tie.p is None else tie.p for tie in every]).tolist()
    judged = iter([_judged(tie, level) for tie, level in zip(every, levels, strict=True)])
    return [[next(judged) for _ in family] for family in families]


def leave_out(
    mentions: Mentions | sparse.csr_array, outcome: Outcome, *, resamples: int = 1000, seed: int = 0
) -> list[Interval | None]:
    """Score of all minus score without those who mention the theme, for each theme; None when nobody or all do.

    The interval resamples respondents. With p = share who mention, it equals p · (score with - score without).
    """
    told = sparse.csc_array(mentions, dtype=np.float64)
    if not told.size or resamples < 2:
        return [None] * told.shape[1]
    values, place = _levels(outcome)
    everyone = np.bincount(place, minlength=len(values))
    found = []
    for who in np.split(told.indices, told.indptr[1:-1]):
        inside = np.bincount(place[who], minlength=len(values))
        draws = _drawn(values, inside, everyone - inside, resamples, seed)
        found.append(_percentile(_moved(outcome, who), draws))
    return found


def _moved(outcome: Outcome, who: NDArray[np.int32]) -> float:
    rest = len(outcome) - len(who)
    if not len(who) or not rest:
        return np.nan
    return float(outcome.mean() - (outcome.sum() - outcome[who].sum()) / rest)


def _levels(outcome: Outcome) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The distinct outcomes and whose is which; of more than `MOST_VALUES`, the means of as many equal steps."""
    values, place = np.unique(outcome, return_inverse=True)
    if len(values) <= MOST_VALUES:
        return values, place
    edges = np.linspace(values[0], values[-1], MOST_VALUES + 1)[1:-1]
    _, place = np.unique(np.digitize(outcome, edges), return_inverse=True)
    return np.bincount(place, weights=outcome) / np.bincount(place), place


def _drawn(
    values: NDArray[np.float64], inside: NDArray[np.int64], outside: NDArray[np.int64], resamples: int, seed: int
) -> NDArray[np.float64]:
    """The impact in each resample; NaN where nobody or everybody drawn mentions the theme.

    Those who mention it or not, and answered alike, are drawn as one: the draws are distributed as those of single
    respondents, and cost the same whatever their number.
    """
    counts = np.concatenate([inside, outside])
    n = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(n, counts / n, size=resamples).astype(np.float64)
    with_it, without = drawn[:, : len(values)], drawn[:, len(values) :]
    left = without.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = (with_it + without) @ values / n - without @ values / left
    return np.where((left > 0) & (left < n), moved, np.nan)


def _percentile(value: float, draws: NDArray[np.float64]) -> Interval | None:
    """Bias-corrected percentiles, on the draws in which the theme was mentioned at all."""
    usable = draws[~np.isnan(draws)]
    if np.isnan(value) or len(usable) < 2:
        return None
    below = np.clip((usable < value).mean() + (usable == value).mean() / 2, 1e-3, 1 - 1e-3)
    shift = 2 * stats.norm.ppf(below)
    low, high = np.quantile(usable, stats.norm.cdf([shift - 1.96, shift + 1.96]))
    return Interval(float(value), float(low), float(high))


def _side(interval: Interval | None) -> int:
    """-1 wholly below zero, 1 wholly above, 0 when zero is inside or nothing is known."""
    if interval is None or interval.low <= 0 <= interval.high:
        return 0
    return -1 if interval.high < 0 else 1


def _tie(count: int, n: int, effect: Effect | None) -> Tie:
    own = Interval(effect.value, effect.low, effect.high) if effect else None
    return Tie(count, n, None, own, effect.p if effect else None, None, Verdict.TOO_FEW)


def _judged(tie: Tie, q: float) -> Tie:
    if tie.adjusted is None or np.isnan(q):
        return replace(tie, q=None, verdict=Verdict.TOO_FEW)
    if not q <= FALSE_DISCOVERIES:
        return replace(tie, q=q, verdict=Verdict.NO_EVIDENCE)
    return replace(tie, q=q, verdict=Verdict.LOWERS if tie.adjusted.value < 0 else Verdict.RAISES)
