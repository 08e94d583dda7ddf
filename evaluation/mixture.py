"""A classifier from two: one by spelling, one by what the bundled reader says; all that is chosen, on training rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Measure = Callable[[Labels, Labels], float]
STRICTNESS = (0.05, 0.1, 0.2)
SHARES = (0.0, 0.125, 0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Choice:
    """The machine's `strictness` (C), the reader's `share`, and the spread of either's scores."""

    strictness: float
    share: float
    spreads: tuple[float, float]

    def mixed(self, spelt: Floats, heard: Floats) -> Labels:
        """The likeliest class of each row."""
        total = spelt / self.spreads[0] + self.share * heard / self.spreads[1]
        found: Labels = total.argmax(axis=1)
        return found


def machine(strictness: float) -> LinearSVC:
    """A linear support vector machine whose classes count alike."""
    return LinearSVC(C=strictness, class_weight="balanced", random_state=0)


def listener() -> LogisticRegression:
    """A logistic regression on what the reader says."""
    return LogisticRegression(C=1.0, max_iter=400)


def choose(spelling: sparse.csr_matrix, reader: Floats, gold: Labels, measure: Measure) -> Choice:
    """By three folds of the training rows; `measure` takes (gold, found) of all of them."""
    folds = StratifiedKFold(3, shuffle=True, random_state=0)

    def unseen(model: LinearSVC | LogisticRegression, rows: sparse.csr_matrix | Floats) -> Floats:
        scores: Floats = cross_val_predict(model, rows, gold, cv=folds, method="decision_function")
        return scores

    heard = unseen(listener(), reader)
    spelt = {strictness: unseen(machine(strictness), spelling) for strictness in STRICTNESS}
    choices = [
        Choice(strictness, share, (float(scores.std()), float(heard.std())))
        for strictness, scores in spelt.items()
        for share in SHARES
    ]
    return max(choices, key=lambda choice: measure(gold, choice.mixed(spelt[choice.strictness], heard)))


def mixture(
    spelling: tuple[sparse.csr_matrix, sparse.csr_matrix],
    reader: tuple[NDArray[np.floating], NDArray[np.floating]],
    gold: Labels,
    measure: Measure,
) -> tuple[Labels, Choice]:
    """What the mixture finds in the test rows (second of each pair) after learning from the training rows (first)."""
    scaler = StandardScaler().fit(reader[0])
    width = np.sqrt(reader[0].shape[1])
    train, test = (scaler.transform(rows) / width for rows in reader)
    choice = choose(spelling[0], train, gold, measure)
    spelt = machine(choice.strictness).fit(spelling[0], gold).decision_function(spelling[1])
    heard = listener().fit(train, gold).decision_function(test)
    return choice.mixed(spelt, heard), choice


def strictest(rows: int, among: Sequence[float], score: Callable[[float, Labels, Labels], float]) -> float:
    """The best of `among` by `score(value, most rows, the others)`: a fifth of the training rows is kept apart."""
    most, others = train_test_split(np.arange(rows), test_size=0.2, random_state=0)
    return max(among, key=lambda value: score(value, most, others))
