"""How much of what can be explained each theme explains: LMG shares (Shapley values of R squared).

Up to twelve themes every subset is fitted. Above, the mean over random orderings of the themes (Castro, Gómez and
Tejada 2009, "Polynomial calculation of the Shapley value based on sampling"), each with its reverse, from the
correlations alone: respondents are counted once, whatever their number. The same data give the same shares: the seed
is fixed, and work stops by what was reckoned, never by the clock.

Measured on one core, 4,000 respondents: 100 themes take 0.03 s, 300 themes 0.14 s; with the intervals of fifty draws
0.4 s and 1.7 s. Of 60 themes with these intervals, 4,000 respondents take 0.05 s and 600,000 take 0.3 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import cholesky, solve_triangular

EXACT_UP_TO = 12
# Of a share, 0..1: a quarter of a point is finer than what is shown.
PRECISE = 0.0025
_FEWEST_PAIRS, _MOST_PAIRS = 20, 1000
# Ordering `size` themes costs the cube of `size`; three hundred themes stop here after some four hundred orderings.
_MOST_WORK = 1e10
# Of a bootstrap draw: the same few orderings before and after drawing, so that only the drawing makes a difference.
_ORDERINGS_OF_A_DRAW = 8
_RIDGE = 1e-9  # themes that say the same thing
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drivers:
    """`shares` (0..1, one a theme) add up to 1; `r_squared` says how little or much there was to share.

    `orderings` is 0 when the shares are exact; else they are estimated from so many, and `error` is the largest
    standard error (0..1) that leaves in a share. `low` and `high`: the 95 % interval by respondents.
    """

    r_squared: float
    shares: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    orderings: int = 0
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class _Moments:
    """Correlations of the themes with each other, and with the outcome; 0 where a theme does not vary."""

    themes: Matrix
    outcome: Matrix

    @property
    def size(self) -> int:
        return len(self.outcome)


@dataclass(frozen=True, slots=True)
class _Estimate:
    """R squared in parts, one a theme, from so many orderings (0: exact), and the parts' standard errors."""

    parts: Matrix
    errors: Matrix
    orderings: int = 0


def drivers(
    themes: NDArray[np.bool_] | sparse.csr_array, outcome: Matrix, *, resamples: int = 0, seed: int = 0
) -> Drivers:
    """Of `themes` (respondents by themes, who mentions what) for one `outcome` a respondent.

    `resamples` > 1 adds intervals by drawing respondents with replacement.
    """
    generator = np.random.default_rng(seed)
    told, outcome, counts = _alike(sparse.csr_array(themes, dtype=np.float64), outcome)
    moments = _moments(told, outcome, counts)
    found = _exact(moments) if moments.size <= EXACT_UP_TO else _sampled(moments, generator)
    total, shares = float(found.parts.sum()), _shares(found.parts)
    error = float(found.errors.max(initial=0.0)) / total if total > 0 else 0.0
    low = high = shares
    if resamples > 1:
        drawn = np.array(list(_draws(told, outcome, counts, moments, shares, generator, resamples)))
        low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
        low, high = np.minimum(low, shares), np.maximum(high, shares)
    return Drivers(total, tuple(shares.tolist()), tuple(low.tolist()), tuple(high.tolist()), found.orderings, error)


def _draws(
    told: sparse.csr_array,
    outcome: Matrix,
    counts: Matrix,
    moments: _Moments,
    shares: Matrix,
    generator: np.random.Generator,
    many: int,
) -> Iterator[Matrix]:
    """The shares of each draw: those of the whole, moved by what drawing moves in a few orderings.

    Few orderings alone would put their own error into every draw; it is the same before and after, and falls out.
    """
    n = int(counts.sum())
    orders = list(_pairs(moments.size, _ORDERINGS_OF_A_DRAW // 2, generator))
    base = _shares(_along(moments, orders))
    for _ in range(many):
        weights = generator.multinomial(n, counts / n).astype(np.float64)
        moved = _shares(_along(_moments(told, outcome, weights), orders)) - base
        yield np.clip(shares + moved, 0.0, 1.0)


def _alike(told: sparse.csr_array, outcome: Matrix) -> tuple[sparse.csr_array, Matrix, Matrix]:
    """One row for all respondents who mention the same and answered the same, and how many they are.

    Rows are told apart by a number of 64 bits made of both: two that differ share one in one store of millions.
    """
    marks = np.random.default_rng(0).integers(1, 2**63, size=told.shape[1] + 1, dtype=np.uint64)
    _, answer = np.unique(outcome, return_inverse=True)
    key = told.astype(np.uint64) @ marks[1:] + answer.astype(np.uint64) * (marks[0] | np.uint64(1))
    _, first, counts = np.unique(key, return_index=True, return_counts=True)
    return told[first], outcome[first], counts.astype(np.float64)


def _moments(told: sparse.csr_array, outcome: Matrix, weights: Matrix) -> _Moments:
    """By sums over who mentions what: hardly anybody mentions most themes."""
    total = weights.sum()
    weighed = told.T.multiply(weights).tocsr()
    means = np.asarray(weighed.sum(axis=1)).ravel() / total
    response = outcome - weights @ outcome / total
    together = (weighed @ told).toarray() / total - np.outer(means, means)
    scale = np.sqrt(np.maximum(np.diag(together), 0.0))
    scale = np.where(scale < 1e-9, np.inf, scale)
    length = float(np.sqrt(weights @ response**2 / total)) or 1.0
    with_outcome = (weighed @ response) / total
    return _Moments(together / np.outer(scale, scale), with_outcome / scale / length)


def _exact(moments: _Moments) -> _Estimate:
    size = moments.size
    worth = {
        subset: _explained(moments, list(subset))
        for count in range(size + 1)
        for subset in combinations(range(size), count)
    }
    parts = np.zeros(size)
    for subset, base in worth.items():
        for theme in set(range(size)) - set(subset):
            larger = worth[tuple(sorted((*subset, theme)))]
            parts[theme] += (larger - base) / (size * comb(size - 1, len(subset)))
    return _Estimate(parts, np.zeros(size))


def _explained(moments: _Moments, chosen: list[int]) -> float:
    if not chosen:
        return 0.0
    block = moments.themes[np.ix_(chosen, chosen)] + _RIDGE * np.eye(len(chosen))
    response = moments.outcome[chosen]
    return float(response @ np.linalg.solve(block, response))


def _sampled(moments: _Moments, generator: np.random.Generator) -> _Estimate:
    """Pairs of orderings until every share is known to `PRECISE`, or as many as the work allows."""
    size = moments.size
    most = int(max(_FEWEST_PAIRS, min(_MOST_PAIRS, _MOST_WORK / (2 * size**3))))
    sums, squares, done = np.zeros(size), np.zeros(size), 0
    errors = np.full(size, np.inf)
    for pair in _twos(_pairs(size, most, generator)):
        parts = _along(moments, pair)
        sums, squares, done = sums + parts, squares + parts**2, done + 1
        if done >= _FEWEST_PAIRS:
            errors = np.sqrt(np.maximum(squares - sums**2 / done, 0.0) / (done - 1) / done)
            if errors.max() <= PRECISE * sums.sum() / done:
                break
    return _Estimate(sums / done, errors, 2 * done)


def _pairs(size: int, many: int, generator: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Each ordering and its reverse: a theme that comes late in one comes early in the other."""
    for _ in range(many):
        order = generator.permutation(size)
        yield order
        yield order[::-1]


def _twos(orders: Iterator[NDArray[np.int64]]) -> Iterator[list[NDArray[np.int64]]]:
    for order in orders:
        yield [order, next(orders)]


def _along(moments: _Moments, orders: list[NDArray[np.int64]]) -> Matrix:
    """What each theme adds to R squared when it is its turn, the mean over the orderings.

    That is the square of the outcome seen through the Cholesky factor: one factor tells the whole ordering.
    """
    parts = np.zeros(moments.size)
    for order in orders:
        block = moments.themes.take(order, 0).take(order, 1)
        block.flat[:: moments.size + 1] += _RIDGE
        factor = cholesky(block, lower=True, overwrite_a=True, check_finite=False)
        parts[order] += solve_triangular(factor, moments.outcome[order], lower=True, check_finite=False) ** 2
    return parts / len(orders)


def _shares(parts: Matrix) -> Matrix:
    parts = np.maximum(parts, 0.0)
    total = parts.sum()
    return parts / total if total > 0 else np.zeros_like(parts)
