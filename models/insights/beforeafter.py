"""Did the action help? Before against after, with the other themes as the measure of what would have come anyway."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.insights.scores import RANKABLE_FROM

FEWEST_WEEKS_EACH = 6
Series = NDArray[np.float64]


class Outcome(StrEnum):
    """What may be said after an action. `changed`: the target's way but not as far, or no target; `worse`: away.

    `on_the_way`: as far as the target, but its day has not come.
    """

    MET = "met"
    ON_THE_WAY = "on_the_way"
    CHANGED = "changed"
    WORSE = "worse"
    NO_EVIDENCE = "no_evidence"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The change in the unit of the figure with its 95 % interval; `method` says how it was found.

    `method`: interrupted (the step in the weekly figures), share (of people, before and after), against_others.
    `scope`: which of the two surveys the score is from, only where there are answers to both.
    `target_met`: whether the target is shown to be reached by its day, too few answers or not; null before that day,
    and without a target or a day.
    """

    value: float
    low: float
    high: float
    n_before: int
    n_after: int
    method: str
    outcome: Outcome
    scope: str | None = None
    target_met: bool | None = None


def interrupted(figures: Series, weights: Series, start: int, target: float | None = None) -> BeforeAfter:
    """Interrupted time series: the step at week `start`, past the trend there was anyway.

    `figures`: one a week. `weights`: the respondents behind each. Errors allow for one week resembling the next.
    """
    n_before, n_after = int(weights[:start].sum()), int(weights[start:].sum())
    if min(start, len(figures) - start) < FEWEST_WEEKS_EACH:
        return BeforeAfter(0.0, 0.0, 0.0, n_before, n_after, "interrupted", Outcome.TOO_EARLY)
    weeks = np.arange(len(figures), dtype=np.float64)
    after = (weeks >= start).astype(np.float64)
    design = np.column_stack([np.ones_like(weeks), weeks - start, after, after * (weeks - start)])
    value, error = _step(design, figures, weights)
    reach = float(stats.t.ppf(0.975, max(1, len(figures) - 4))) * error
    return _verdict(value, reach, n_before, n_after, "interrupted", target)


def against_others(
    before: Series, after: Series, others_before: Series, others_after: Series, target: float | None = None
) -> BeforeAfter:
    """Difference in differences of the answers' means: this theme's change minus the change of everyone else."""
    groups = (before, after, others_before, others_after)
    if min(len(group) for group in groups) < RANKABLE_FROM:
        return BeforeAfter(0.0, 0.0, 0.0, len(before), len(after), "against_others", Outcome.TOO_EARLY)
    value = float((after.mean() - before.mean()) - (others_after.mean() - others_before.mean()))
    reach = 1.96 * math.sqrt(sum(float(group.var(ddof=1)) / len(group) for group in groups))
    return _verdict(value, reach, len(before), len(after), "against_others", target)


def share_against_others(hits: tuple[int, int], totals: tuple[int, int], target: float | None = None) -> BeforeAfter:
    """The theme's share of all respondents before and after, in percent points (Agresti-Caffo)."""
    if min(totals) < RANKABLE_FROM:
        return BeforeAfter(0.0, 0.0, 0.0, totals[0], totals[1], "share", Outcome.TOO_EARLY)
    shares = [(hit + 1) / (total + 2) for hit, total in zip(hits, totals, strict=True)]
    error = math.sqrt(sum(p * (1 - p) / (total + 2) for p, total in zip(shares, totals, strict=True)))
    return _verdict(100 * (shares[1] - shares[0]), 196 * error, totals[0], totals[1], "share", target)


def _step(design: Series, figures: Series, weights: Series) -> tuple[float, float]:
    """The step's size and its error: HC3 with one week of memory, never below the plain one.

    With a dozen weeks the memory term alone can make the error far too small.
    """
    root = np.sqrt(np.maximum(weights, 1e-9))[:, None]
    scaled, response = design * root, figures * root[:, 0]
    bread = np.linalg.pinv(scaled.T @ scaled)
    coefficients = bread @ scaled.T @ response
    rest = response - scaled @ coefficients
    leverage = np.minimum(np.einsum("ij,jk,ik->i", scaled, bread, scaled), 0.95)
    pulls = scaled * (rest / (1 - leverage))[:, None]
    shifted = pulls[1:].T @ pulls[:-1]
    robust = bread @ (pulls.T @ pulls + 0.5 * (shifted + shifted.T)) @ bread
    plain = bread * float(rest @ rest) / (len(figures) - design.shape[1])
    return float(coefficients[2]), math.sqrt(max(float(robust[2, 2]), float(plain[2, 2])))


def _verdict(value: float, reach: float, n_before: int, n_after: int, method: str, target: float | None) -> BeforeAfter:
    low, high = value - reach, value + reach
    outcome = _outcome(value, target) if low > 0 or high < 0 else Outcome.NO_EVIDENCE
    return BeforeAfter(value, low, high, n_before, n_after, method, outcome)


def _outcome(value: float, target: float | None) -> Outcome:
    """Of a change beyond doubt: a target is met when it went the target's way and reached it."""
    if not target:
        return Outcome.CHANGED
    if value * target < 0:
        return Outcome.WORSE
    return Outcome.MET if abs(value) >= abs(target) else Outcome.CHANGED
