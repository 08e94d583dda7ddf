"""The effect of each theme with the others held equal: OLS with HC3 errors, ridge when themes are many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

# Above one theme for this many respondents least squares grows wild and ridge takes over.
RESPONDENTS_A_THEME = 15
_RIDGE_GRID = np.logspace(-1, 4, 26)
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """Score points that go with a mention, its 95 % interval and two-sided p."""

    value: float
    low: float
    high: float
    p: float


def effects(themes: Matrix, outcome: Matrix, controls: Matrix | None = None) -> list[Effect]:
    """One effect a column of `themes`; columns that say the same thing share it."""
    if themes.shape[1] == 0:
        return []
    held = np.ones((len(outcome), 1)) if controls is None else np.column_stack([np.ones(len(outcome)), controls])
    # Controls are projected out first, so that only the themes' own columns are ever penalised.
    design, response = _residual(themes, held), _residual(outcome[:, None], held)[:, 0]
    many = themes.shape[1] * RESPONDENTS_A_THEME > len(outcome)
    penalty = _best_penalty(design, response) if many else 0.0
    return _sandwich(design, response, penalty, held.shape[1])


def _sandwich(design: Matrix, response: Matrix, penalty: float, lost: int) -> list[Effect]:
    """HC3: each residual is taken as if its own respondent had not been in the fit."""
    n, size = design.shape
    bread = np.linalg.pinv(design.T @ design + penalty * np.eye(size))
    coefficients = bread @ design.T @ response
    leverage = np.minimum(np.einsum("ij,ij->i", design @ bread, design) + lost / n, 0.999)
    scaled = design * ((response - design @ coefficients) / (1 - leverage))[:, None]
    errors = np.sqrt(np.maximum(np.diag(bread @ scaled.T @ scaled @ bread), 1e-18))
    freedom = max(1, n - size - lost)
    reach = float(stats.t.ppf(0.975, freedom))
    p_values = 2 * stats.t.sf(np.abs(coefficients / errors), freedom)
    return [
        Effect(float(value), float(value - reach * error), float(value + reach * error), float(p))
        for value, error, p in zip(coefficients, errors, p_values, strict=True)
    ]


def _best_penalty(design: Matrix, response: Matrix) -> float:
    """Generalised cross-validation: the penalty that predicts the left-out respondent best."""
    left, spread, _ = np.linalg.svd(design, full_matrices=False)
    projected = left.T @ response
    n = len(response)
    scores = []
    for penalty in _RIDGE_GRID:
        shrink = spread**2 / (spread**2 + penalty)
        rest = response - left @ (shrink * projected)
        scores.append(float(rest @ rest) / (n - shrink.sum()) ** 2)
    return float(_RIDGE_GRID[int(np.argmin(scores))])


def _residual(columns: Matrix, held: Matrix) -> Matrix:
    fitted, *_ = np.linalg.lstsq(held, columns, rcond=None)
    return np.asarray(columns - held @ fitted)
