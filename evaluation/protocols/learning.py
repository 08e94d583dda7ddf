"""What every protocol does: rows to texts and codes, machines whose strictness the training rows choose, folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from evaluation.examples import Row
from evaluation.metrics import pearson
from evaluation.mixture import Labels, strictest

STRICTNESS, PENALTIES = (0.1, 0.2, 0.4), (1.0, 2.0, 4.0)
T = TypeVar("T", Labels, NDArray[np.float64])


def texts(rows: Sequence[Row]) -> list[str]:
    return [row["text"] for row in rows]


def codes(rows: Sequence[Row], key: str, names: Sequence[str]) -> Labels:
    place = {name: i for i, name in enumerate(names)}
    return np.array([place[row[key]] for row in rows])


def classified(train: sparse.csr_matrix, gold: Labels, test: sparse.csr_matrix) -> Labels:
    """The classes of the test rows; how strict the machine is, a fifth of the training rows says."""

    def learnt(strictness: float, some: Labels) -> LinearSVC:
        return LinearSVC(C=strictness, random_state=0).fit(train[some], gold[some])

    def right(strictness: float, some: Labels, others: Labels) -> float:
        return float((learnt(strictness, some).predict(train[others]) == gold[others]).mean())

    chosen = strictest(train.shape[0], STRICTNESS, right)
    found: Labels = learnt(chosen, np.arange(train.shape[0])).predict(test)
    return found


def rated(train: sparse.csr_matrix, gold: NDArray[np.float64], test: sparse.csr_matrix) -> NDArray[np.float64]:
    """The ratings of the test rows by ridge regression, its penalty chosen like the strictness above."""

    def agreement(penalty: float, some: Labels, others: Labels) -> float:
        return pearson(gold[others], _ridge(penalty).fit(train[some], gold[some]).predict(train[others]))

    chosen = strictest(train.shape[0], PENALTIES, agreement)
    found: NDArray[np.float64] = _ridge(chosen).fit(train, gold).predict(test)
    return found


def _ridge(penalty: float) -> Ridge:
    return Ridge(alpha=penalty, solver="sparse_cg", tol=1e-3)


def by_folds(gold: T, read: Callable[[Labels, Labels], T]) -> T:
    """What is found in each fifth after learning from the other four."""
    found = np.zeros_like(gold)
    for train, test in KFold(5, shuffle=True, random_state=0).split(gold):
        found[test] = read(train, test)
    return found
