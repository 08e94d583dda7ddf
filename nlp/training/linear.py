"""Fits linear scores for all tasks of a scope at once, on sparse n-grams or on dense vectors."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from nlp.ngrams import Bags
from nlp.training.targets import loss_and_slope

Floats = NDArray[np.float32]


def document_weights(bags: Bags, buckets: int) -> Floats:
    """Inverse document frequency of each bucket, smoothed; 0 for buckets of fewer than two texts."""
    texts = len(bags.starts) - 1
    found = np.bincount(bags.buckets, minlength=buckets)
    weights = np.log((1 + texts) / (1 + found)) + 1
    return np.where(found < 2, 0, weights).astype(np.float32)  # noqa: PLR2004


def weighted(bags: Bags, weights: Floats) -> Any:
    """The TF-IDF matrix (texts, buckets), rows of length 1; term frequency is 1 + log(count)."""
    values = weights[bags.buckets] * (1 + np.log(bags.counts)).astype(np.float32)
    matrix = sparse.csr_matrix((values, bags.buckets, bags.starts), shape=(len(bags.starts) - 1, len(weights)))
    lengths = np.sqrt(np.maximum(matrix.multiply(matrix).sum(axis=1), 1e-12))
    return sparse.diags(1 / np.asarray(lengths).ravel()).dot(matrix).tocsr().astype(np.float32)


def fit(
    features: Any, targets: Floats, weights: Floats, scope: str, *, penalty: float, rounds: int = 60
) -> tuple[Floats, Floats]:
    """Coefficients (features, labels) and constants (labels,) under an L2 `penalty`, by L-BFGS."""
    count, labels = features.shape[1], targets.shape[1]
    transposed = features.T.tocsr() if sparse.issparse(features) else features.T

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        table = flat.reshape(count + 1, labels).astype(np.float32)
        loss, slope = loss_and_slope(np.asarray(features @ table[:-1]) + table[-1], targets, weights, scope)
        loss += penalty / 2 * float((table[:-1] ** 2).sum())
        steepness = np.vstack([np.asarray(transposed @ slope) + penalty * table[:-1], slope.sum(axis=0)])
        return loss, steepness.astype(np.float64).ravel()

    found = minimize(
        cost, np.zeros((count + 1) * labels), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6}
    )
    table = found.x.reshape(count + 1, labels).astype(np.float32)
    return table[:-1], table[-1]
