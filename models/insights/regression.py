"""The effect of each theme with the others held equal: OLS with HC3 errors, ridge when themes are many.

Hardly anybody mentions most themes: all is reckoned from products of who mentions what, so that the work grows with
the mentions and not with respondents times themes. Measured on one core, 60 themes, with language, channel and week:
4,000 respondents take 0.01 s, 50,000 take 0.03 s, 600,000 take 0.4 s.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, stats

# Above one theme for this many respondents least squares grows wild and ridge takes over.
RESPONDENTS_A_THEME = 15
_RIDGE_GRID = np.logspace(-1, 4, 26)
_NONE = 1e-10  # of the largest direction: what is smaller is a column that others tell already
_ROWS = 20_000  # of respondents whose leverage is reckoned at once
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """Score points that go with a mention, its 95 % interval and two-sided p."""

    value: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """Themes and outcome after the controls (`held`) have been projected out, so that only themes are penalised.

    A respondent's row is that of `themes` less `held` @ `shared`; `cross` is its square, `response` what it leaves of
    the outcome and `with_response` their product.
    """

    themes: sparse.csr_array
    held: Matrix
    shared: Matrix
    cross: Matrix
    response: Matrix
    with_response: Matrix

    @classmethod
    def of(cls, themes: sparse.csr_array, outcome: Matrix, held: Matrix) -> _Fit:
        with_held = themes.T @ held
        inverse = _inverse(held.T @ held)
        shared = inverse @ with_held.T
        response = outcome - held @ (inverse @ (held.T @ outcome))
        cross = (themes.T @ themes).toarray() - with_held @ shared
        return cls(themes, held, shared, cross, response, themes.T @ response)

    def predicted(self, coefficients: Matrix) -> Matrix:
        return np.asarray(self.themes @ coefficients - self.held @ (self.shared @ coefficients))

    def leverage(self, bread: Matrix) -> Matrix:
        """Of each respondent; the constant and the controls take an equal part of everyone."""
        n, lost = self.held.shape
        with_shared = self.shared @ bread
        own = np.concatenate([_squared(self.themes[at : at + _ROWS], bread) for at in range(0, n, _ROWS)])
        across = np.einsum("ij,ij->i", self.themes @ with_shared.T, self.held)
        rest = np.einsum("ij,ij->i", self.held @ (with_shared @ self.shared.T), self.held)
        return np.asarray(np.minimum(own - 2 * across + rest + lost / n, 0.999))

    def spread(self, weights: Matrix) -> Matrix:
        """`cross` with a weight for each respondent."""
        weighed = self.themes.multiply(weights[:, None]).tocsr()
        mixed = (weighed.T @ self.held) @ self.shared
        held = (self.held * weights[:, None]).T @ self.held
        return np.asarray((weighed.T @ self.themes).toarray() - mixed - mixed.T + self.shared.T @ held @ self.shared)


def effects(themes: Matrix | sparse.csr_array, outcome: Matrix, controls: Matrix | None = None) -> list[Effect]:
    """One effect a column of `themes`; columns that say the same thing share it."""
    n, size = themes.shape
    if size == 0:
        return []
    held = np.ones((n, 1)) if controls is None else np.column_stack([np.ones(n), controls])
    fit = _Fit.of(sparse.csr_array(themes, dtype=np.float64), outcome, held)
    many = size * RESPONDENTS_A_THEME > n
    return _sandwich(fit, _best_penalty(fit) if many else 0.0)


def _sandwich(fit: _Fit, penalty: float) -> list[Effect]:
    """HC3: each residual is taken as if its own respondent had not been in the fit."""
    (n, lost), size = fit.held.shape, len(fit.cross)
    bread = _inverse(fit.cross + penalty * np.eye(size))
    coefficients = bread @ fit.with_response
    residuals = (fit.response - fit.predicted(coefficients)) / (1 - fit.leverage(bread))
    errors = np.sqrt(np.maximum(np.diag(bread @ fit.spread(residuals**2) @ bread), 1e-18))
    freedom = max(1, n - size - lost)
    reach = float(stats.t.ppf(0.975, freedom))
    p_values = 2 * stats.t.sf(np.abs(coefficients / errors), freedom)
    return [
        Effect(float(value), float(value - reach * error), float(value + reach * error), float(p))
        for value, error, p in zip(coefficients, errors, p_values, strict=True)
    ]


def _best_penalty(fit: _Fit) -> float:
    """Generalised cross-validation: the penalty that predicts the left-out respondent best."""
    squares, directions = np.linalg.eigh(fit.cross)
    told = squares > _NONE * squares[-1]
    squares, along = squares[told], (directions.T @ fit.with_response)[told]
    n, explained = len(fit.response), along**2 / squares
    never = float(fit.response @ fit.response - explained.sum())
    scores = []
    for penalty in _RIDGE_GRID:
        shrink = squares / (squares + penalty)
        rest = max(0.0, never) + float(explained @ (1 - shrink) ** 2)
        scores.append(rest / (n - shrink.sum()) ** 2)
    return float(_RIDGE_GRID[int(np.argmin(scores))])


def _squared(rows: sparse.csr_array, bread: Matrix) -> Matrix:
    return np.asarray(rows.multiply(rows @ bread).sum(axis=1)).ravel()


def _inverse(square: Matrix) -> Matrix:
    return np.asarray(np.linalg.pinv(square, rcond=_NONE, hermitian=True))
