"""How much of what can be explained each theme explains: LMG shares (Shapley values of R squared)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

EXACT_UP_TO = 12
_ORDERINGS = 400
# Of one bootstrap draw: the draws' own spread is far wider than what forty orderings leave open.
_ORDERINGS_OF_A_DRAW = 40
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drivers:
    """`shares` (0..1, one a theme) add up to 1; `r_squared` says how little or much there was to share."""

    r_squared: float
    shares: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def drivers(themes: Matrix, outcome: Matrix, *, resamples: int = 0, seed: int = 0) -> Drivers:
    """Exact for up to 12 themes, by sampled orderings above. `resamples` > 0 adds intervals by respondent bootstrap."""
    generator = np.random.default_rng(seed)
    total, parts = _lmg(themes, outcome, generator)
    shares = _shares(parts)
    if resamples < 2:
        return Drivers(total, tuple(shares), tuple(shares), tuple(shares))
    draws = []
    for _ in range(resamples):
        rows = generator.integers(len(outcome), size=len(outcome))
        correlations, response = _moments(themes[rows], outcome[rows])
        draws.append(_shares(_sampled(correlations, response, generator, _ORDERINGS_OF_A_DRAW)))
    low, high = np.quantile(np.array(draws), [0.025, 0.975], axis=0)
    return Drivers(total, tuple(shares), tuple(low.tolist()), tuple(high.tolist()))


def _lmg(themes: Matrix, outcome: Matrix, generator: np.random.Generator) -> tuple[float, NDArray[np.float64]]:
    correlations, response = _moments(themes, outcome)
    few = themes.shape[1] <= EXACT_UP_TO
    parts = _exact(correlations, response) if few else _sampled(correlations, response, generator)
    return float(parts.sum()), parts


def _moments(themes: Matrix, outcome: Matrix) -> tuple[Matrix, Matrix]:
    centred = themes - themes.mean(axis=0)
    scale = np.sqrt((centred**2).sum(axis=0))
    centred = centred / np.where(scale < 1e-12, 1.0, scale)
    response = outcome - outcome.mean()
    length = float(np.sqrt(response @ response))
    return centred.T @ centred, centred.T @ (response / (length or 1.0))


def _explained(correlations: Matrix, response: Matrix, chosen: list[int]) -> float:
    if not chosen:
        return 0.0
    block = correlations[np.ix_(chosen, chosen)] + 1e-9 * np.eye(len(chosen))
    return float(response[chosen] @ np.linalg.solve(block, response[chosen]))


def _exact(correlations: Matrix, response: Matrix) -> NDArray[np.float64]:
    size = len(response)
    worth = {
        subset: _explained(correlations, response, list(subset))
        for count in range(size + 1)
        for subset in combinations(range(size), count)
    }
    parts = np.zeros(size)
    for subset, base in worth.items():
        for theme in set(range(size)) - set(subset):
            larger = worth[tuple(sorted((*subset, theme)))]
            parts[theme] += (larger - base) / (size * comb(size - 1, len(subset)))
    return parts


def _sampled(
    correlations: Matrix, response: Matrix, generator: np.random.Generator, orderings: int = _ORDERINGS
) -> NDArray[np.float64]:
    """Each ordering and its reverse: a theme that comes late in one comes early in the other.

    The R squared each theme adds in an ordering: squares of the response seen through the Cholesky factor.
    """
    size = len(response)
    half = np.stack([generator.permutation(size) for _ in range(orderings // 2)])
    orders = np.concatenate([half, half[:, ::-1]])
    blocks = correlations[orders[:, :, None], orders[:, None, :]] + 1e-9 * np.eye(size)
    gains = np.linalg.solve(np.linalg.cholesky(blocks), response[orders][:, :, None])[:, :, 0] ** 2
    return np.asarray(np.bincount(orders.ravel(), weights=gains.ravel(), minlength=size) / len(orders))


def _shares(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    parts = np.maximum(parts, 0.0)
    total = parts.sum()
    return parts / total if total > 0 else np.zeros_like(parts)
