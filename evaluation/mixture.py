"""A classifier from two: one by spelling, one by what a reader or an encoder says; all choices on training rows."""

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


def by_class(scores: Floats) -> Floats:
    """A column a class; of two classes scikit-learn gives only the second's."""
    return np.stack([-scores, scores], axis=1) if scores.ndim == 1 else scores


def evened(train: NDArray[np.floating], test: NDArray[np.floating]) -> tuple[Floats, Floats]:
    """Columns of mean 0 and one spread, rows of about length 1; both learnt from the training rows."""
    scaler = StandardScaler().fit(train)
    width = np.sqrt(train.shape[1])
    return scaler.transform(train) / width, scaler.transform(test) / width


@dataclass(frozen=True, slots=True)
class Mixture:
    """`measure` takes (gold, found); `balanced`: classes count alike; `among`: how strict the machine may be."""

    measure: Measure
    balanced: bool = True
    among: Sequence[float] = STRICTNESS

    def found(
        self,
        spelling: tuple[sparse.csr_matrix, sparse.csr_matrix],
        reader: tuple[NDArray[np.floating], NDArray[np.floating]],
        gold: Labels,
    ) -> tuple[Labels, Choice]:
        """The classes of the test rows (second of each pair) after learning from the training rows (first)."""
        choice = self.choice(spelling[0], reader[0], gold)
        spelt = by_class(self._machine(choice.strictness).fit(spelling[0], gold).decision_function(spelling[1]))
        heard = by_class(_listener().fit(reader[0], gold).decision_function(reader[1]))
        return choice.mixed(spelt, heard), choice

    def choice(self, spelling: sparse.csr_matrix, reader: NDArray[np.floating], gold: Labels) -> Choice:
        """What does best on three folds of the training rows."""
        folds = StratifiedKFold(3, shuffle=True, random_state=0)

        def unseen(model: LinearSVC | LogisticRegression, rows: sparse.csr_matrix | NDArray[np.floating]) -> Floats:
            return by_class(cross_val_predict(model, rows, gold, cv=folds, method="decision_function"))

        heard = unseen(_listener(), reader)
        spelt = {strictness: unseen(self._machine(strictness), spelling) for strictness in self.among}
        choices = [
            Choice(strictness, share, (float(scores.std()), float(heard.std())))
            for strictness, scores in spelt.items()
            for share in SHARES
        ]
        return max(choices, key=lambda choice: self.measure(gold, choice.mixed(spelt[choice.strictness], heard)))

    def _machine(self, strictness: float) -> LinearSVC:
        return LinearSVC(C=strictness, class_weight="balanced" if self.balanced else None, random_state=0)


def _listener() -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=100)


def strictest(rows: int, among: Sequence[float], score: Callable[[float, Labels, Labels], float]) -> float:
    """The best of `among` by `score(value, most rows, the others)`: a fifth of the training rows is kept apart."""
    most, others = train_test_split(np.arange(rows), test_size=0.2, random_state=0)
    return max(among, key=lambda value: score(value, most, others))
