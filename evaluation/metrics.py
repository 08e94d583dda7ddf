"""The measures we report, each with a bootstrap interval over rows.

Classes are small integers; every measure takes gold and predicted arrays of one length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Labels = NDArray[np.int64]
Floats = NDArray[np.float64]

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Score:
    """A measured value with its 95 % percentile-bootstrap interval; `n` rows stand behind it."""

    value: float
    low: float
    high: float
    n: int


def confusion(gold: Labels, predicted: Labels, classes: int) -> Floats:
    """(classes, classes) counts, gold by row."""
    return np.bincount(gold * classes + predicted, minlength=classes * classes).reshape(classes, classes).astype(float)


def macro_f1_of(table: Floats) -> float:
    """The unweighted mean F1 of the classes that occur, in gold or in prediction (scikit-learn's convention)."""
    hits, gold, predicted = np.diag(table), table.sum(axis=1), table.sum(axis=0)
    present = (gold + predicted) > 0
    return float(np.mean(2 * hits[present] / (gold + predicted)[present])) if present.any() else 0.0


def accuracy_of(table: Floats) -> float:
    return float(np.trace(table) / table.sum()) if table.sum() else 0.0


def recall_of(label: int) -> Callable[[Floats], float]:
    """Of the rows that are `label`, the share found."""

    def recall(table: Floats) -> float:
        total = table[label].sum()
        return float(table[label, label] / total) if total else 0.0

    return recall


def precision_of(label: int) -> Callable[[Floats], float]:
    """Of the rows called `label`, the share that is."""

    def precision(table: Floats) -> float:
        total = table[:, label].sum()
        return float(table[label, label] / total) if total else 0.0

    return precision


def f1_of(label: int) -> Callable[[Floats], float]:
    """The harmonic mean of the two above."""

    def f1(table: Floats) -> float:
        total = table[label].sum() + table[:, label].sum()
        return float(2 * table[label, label] / total) if total else 0.0

    return f1


def scored(measure: Callable[[Floats], float], gold: Labels, predicted: Labels, classes: int) -> Score:
    """A confusion-matrix measure with its interval; the resamples are seeded, so a run repeats exactly."""
    cells = gold * classes + predicted
    weights = np.bincount(cells, minlength=classes * classes) / max(len(cells), 1)
    draws = np.random.default_rng(0).multinomial(len(cells), weights, size=RESAMPLES)
    values = [measure(draw.reshape(classes, classes).astype(float)) for draw in draws]
    low, high = np.percentile(values, [2.5, 97.5])
    return Score(measure(confusion(gold, predicted, classes)), float(low), float(high), len(cells))


def resampled(statistic: Callable[[NDArray[np.int64]], float], n: int, resamples: int = 300) -> Score:
    """Any statistic of row indices, with its interval; `statistic` is called once per resample."""
    generator = np.random.default_rng(0)
    values = [statistic(generator.integers(0, n, n)) for _ in range(resamples)]
    low, high = np.percentile(values, [2.5, 97.5])
    return Score(statistic(np.arange(n)), float(low), float(high), n)


def micro_f1(gold: NDArray[np.bool_], predicted: NDArray[np.bool_]) -> float:
    """F1 over all cells of an (n, labels) indicator matrix."""
    both = float((gold & predicted).sum())
    total = float(gold.sum() + predicted.sum())
    return 2 * both / total if total else 0.0


def recall_at_precision(positive: NDArray[np.bool_], score: Floats, precision: float) -> float:
    """The largest share of the positives found by any threshold whose precision is at least `precision`."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(positive[order])
    found = hits / np.arange(1, len(order) + 1)
    last_of_tie = np.append(np.diff(score[order]) != 0, True)
    good = (found >= precision) & last_of_tie
    return float(hits[good].max() / positive.sum()) if good.any() and positive.any() else 0.0


def average_precision(positive: NDArray[np.bool_], score: Floats) -> float:
    """The area under precision over recall, in steps as scikit-learn takes them; rows of one score are one step."""
    order = np.argsort(-score, kind="stable")
    last_of_tie = np.append(np.diff(score[order]) != 0, True)
    hits = np.cumsum(positive[order])[last_of_tie]
    precision = hits / (np.flatnonzero(last_of_tie) + 1)
    return float((precision * np.diff(hits, prepend=0)).sum() / positive.sum()) if positive.any() else 0.0


def calibration_error(confidence: Floats, correct: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Naeini et al. 2015)."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(correct[place == b].mean() - confidence[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def pearson(a: Floats, b: Floats) -> float:
    if a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def spearman(a: Floats, b: Floats) -> float:
    """Pearson's r of the ranks; rows of one value share their mean rank."""
    return pearson(rankdata(a), rankdata(b))


def mean_of(scores: Sequence[Score]) -> Score:
    """The plain mean over groups such as languages; its bounds are the means of theirs, wider than the truth."""
    parts = np.array([(score.value, score.low, score.high) for score in scores]).mean(axis=0)
    return Score(float(parts[0]), float(parts[1]), float(parts[2]), sum(score.n for score in scores))
