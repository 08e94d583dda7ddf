"""Fits linear scores for all tasks of a scope at once: AdaGrad on sparse n-grams, L-BFGS on dense vectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from nlp.ngrams import Bags
from nlp.training.targets import loss_and_slope

Floats = NDArray[np.float32]
_BATCH = 64


def document_weights(bags: Bags, buckets: int) -> Floats:
    """Inverse document frequency of each bucket, smoothed; 0 for buckets of fewer than two texts."""
    texts = len(bags.starts) - 1
    found = np.bincount(bags.buckets, minlength=buckets)
    weights = np.log((1 + texts) / (1 + found)) + 1
    return np.where(found < 2, 0, weights).astype(np.float32)


def weighted(bags: Bags, weights: Floats) -> sparse.csr_matrix:
    """The TF-IDF matrix (texts, buckets), rows of length 1; term frequency is 1 + log(count)."""
    values = weights[bags.buckets] * (1 + np.log(bags.counts)).astype(np.float32)
    matrix = sparse.csr_matrix((values, bags.buckets, bags.starts), shape=(len(bags.starts) - 1, len(weights)))
    lengths = np.sqrt(np.maximum(matrix.multiply(matrix).sum(axis=1), 1e-12))
    return sparse.diags(1 / np.asarray(lengths).ravel()).dot(matrix).tocsr().astype(np.float32)


def fit_sparse(
    features: sparse.csr_matrix, targets: Floats, weights: Floats, scope: str, *, rate: float, epochs: int, seed: int
) -> tuple[Floats, Floats]:
    """Coefficients (features, labels) and constants (labels,) after `epochs` of AdaGrad over a CSR matrix.

    AdaGrad gives rare n-grams the long steps they need; few epochs are the regularisation.
    """
    random = np.random.default_rng(seed)
    table = np.zeros((features.shape[1], targets.shape[1]), dtype=np.float32)
    steepness = np.full(table.shape, 1e-4, dtype=np.float32)
    constants, slopes = np.zeros(targets.shape[1], dtype=np.float32), np.full(targets.shape[1], 1e-2, dtype=np.float32)
    for epoch in range(epochs):
        order = random.permutation(features.shape[0])
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            rows = features[some]
            used, columns_of = np.unique(rows.indices, return_inverse=True)
            small = sparse.csr_matrix((rows.data, columns_of, rows.indptr), shape=(len(some), len(used)))
            current = table[used]
            _, slope = loss_and_slope(small @ current + constants, targets[some], weights[some], scope)
            tilt = small.T @ slope
            steepness[used] += tilt * tilt
            pace = rate * (1 - epoch / epochs)
            table[used] = current - pace * tilt / np.sqrt(steepness[used])
            total = slope.sum(axis=0)
            slopes += total * total
            constants -= pace * total / np.sqrt(slopes)
    return table, constants


def fit(
    features: Floats, targets: Floats, weights: Floats, scope: str, *, penalty: float, rounds: int = 60
) -> tuple[Floats, Floats]:
    """Coefficients (features, labels) and constants (labels,) under an L2 `penalty`, by L-BFGS."""
    count, labels = features.shape[1], targets.shape[1]

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        table = flat.reshape(count + 1, labels).astype(np.float32)
        loss, slope = loss_and_slope(features @ table[:-1] + table[-1], targets, weights, scope)
        loss += penalty / 2 * float((table[:-1] ** 2).sum())
        steepness = np.vstack([features.T @ slope + penalty * table[:-1], slope.sum(axis=0)])
        return loss, steepness.astype(np.float64).ravel()

    found = minimize(
        cost, np.zeros((count + 1) * labels), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6}
    )
    table = found.x.reshape(count + 1, labels).astype(np.float32)
    return table[:-1], table[-1]
