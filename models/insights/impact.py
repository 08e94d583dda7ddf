"""What a theme and a score have to do with each other: an association with its interval, never a cause.

Leave-out impact says how far the score moves when the people who mention the theme are left out. The adjusted
effect says how much lower they score than comparable people who do not, other themes held equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.insights.multiple import adjusted
from models.insights.regression import effects
from models.insights.scores import RANKABLE_FROM

FEWEST_MENTIONS = 10
FALSE_DISCOVERIES = 0.05
Outcome = NDArray[np.float64]
Mentions = NDArray[np.bool_]


class Verdict(StrEnum):
    """What may be said of a theme and a score, by the adjusted effect: it goes with a lower one, with a higher one."""

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
class ThemeImpact:
    """One theme's tie to one score. `adjusted`, `p` and `q` are None for a theme too rare to be told apart."""

    theme_id: str
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
        """It is on the other side: the theme goes along with others, and those weigh more than it does."""
        return _SIDES.get(self.verdict, 0) * _side(self.leave_out) < 0


def impacts(
    theme_ids: Sequence[str],
    mentions: Mentions,
    outcome: Outcome,
    controls: NDArray[np.float64] | None = None,
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> list[ThemeImpact]:
    """Every theme's impact on one score, in the order given.

    `mentions`: respondents by themes, who spoke of what. `outcome`: one value a respondent whose mean is the score
    (for NPS the parts of `scores.net_scores`, for others the answers). `controls`: language, channel, length, wave.
    """
    mentions = np.asarray(mentions, dtype=bool)
    if mentions.shape != (len(outcome), len(theme_ids)):
        raise ValueError(
            f"mentions has shape {mentions.shape}; wanted {len(outcome)} respondents by {len(theme_ids)} themes"
        )
    counts = mentions.sum(axis=0)
    told = np.flatnonzero((counts >= FEWEST_MENTIONS) & (len(outcome) - counts >= FEWEST_MENTIONS))
    left_out = leave_out(mentions, outcome, resamples=resamples, seed=seed)
    found = effects(mentions[:, told].astype(np.float64), outcome, controls) if len(outcome) >= RANKABLE_FROM else []
    q = adjusted([effect.p for effect in found])
    by_theme = {int(theme): (effect, float(level)) for theme, effect, level in zip(told, found, q, strict=False)}
    answers = []
    for index, theme_id in enumerate(theme_ids):
        effect, level = by_theme.get(index, (None, None))
        own = Interval(effect.value, effect.low, effect.high) if effect else None
        verdict = _verdict(own, level)
        answers.append(
            ThemeImpact(
                theme_id, int(counts[index]), len(outcome), left_out[index], own,
                effect.p if effect else None, level, verdict,
            )
        )  # fmt: skip
    return answers


def leave_out(mentions: Mentions, outcome: Outcome, *, resamples: int = 1000, seed: int = 0) -> list[Interval | None]:
    """Score of all minus score without those who mention the theme, for each theme; None when nobody or all do.

    The interval resamples respondents. With p = share who mention, it equals p · (score with - score without).
    """
    value = _leave_out(mentions, outcome, np.ones((1, len(outcome))))[0]
    if not len(outcome) or resamples < 2:
        return [None] * mentions.shape[1]
    generator = np.random.default_rng(seed)
    draws = _resampled(mentions, outcome, generator, resamples)
    return [_percentile(value[index], draws[:, index]) for index in range(mentions.shape[1])]


def _resampled(
    mentions: Mentions, outcome: Outcome, generator: np.random.Generator, resamples: int
) -> NDArray[np.float64]:
    """Multinomial weights instead of copied rows: one matrix product for a hundred resamples."""
    n = len(outcome)
    even = np.full(n, 1 / n)
    sizes = [min(100, resamples - done) for done in range(0, resamples, 100)]
    draws = (generator.multinomial(n, even, size=size).astype(np.float64) for size in sizes)
    return np.vstack([_leave_out(mentions, outcome, weights) for weights in draws])


def _leave_out(mentions: Mentions, outcome: Outcome, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    inside, everyone = weights @ mentions, weights.sum(axis=1, keepdims=True)
    sum_inside, sum_all = (weights * outcome) @ mentions, (weights @ outcome)[:, None]
    outside = everyone - inside
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = sum_all / everyone - (sum_all - sum_inside) / outside
    return np.where((inside > 0) & (outside > 0), moved, np.nan)


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


def _verdict(effect: Interval | None, q: float | None) -> Verdict:
    if effect is None or q is None:
        return Verdict.TOO_FEW
    if not q <= FALSE_DISCOVERIES:
        return Verdict.NO_EVIDENCE
    return Verdict.LOWERS if effect.value < 0 else Verdict.RAISES
