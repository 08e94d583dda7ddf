"""The measures agree with scikit-learn where it has them, and with hand counts where it has not."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score

from evaluation.metrics import (
    accuracy_of,
    calibration_error,
    confusion,
    macro_f1_of,
    micro_f1,
    pearson,
    recall_at_precision,
    recall_of,
    resampled,
    scored,
)

GOLD = np.array([0, 0, 1, 2, 2, 2, 1, 0])
FOUND = np.array([0, 1, 1, 2, 0, 2, 2, 0])


def test_macro_f1_is_scikit_learns() -> None:
    table = confusion(GOLD, FOUND, 3)
    assert macro_f1_of(table) == pytest.approx(f1_score(GOLD, FOUND, average="macro"))
    assert accuracy_of(table) == pytest.approx(accuracy_score(GOLD, FOUND))


def test_a_class_nobody_has_does_not_count() -> None:
    assert macro_f1_of(confusion(np.array([0, 1]), np.array([0, 1]), 4)) == 1.0


def test_recall_is_the_share_of_a_class_that_was_found() -> None:
    assert recall_of(2)(confusion(GOLD, FOUND, 3)) == pytest.approx(2 / 3)


def test_the_interval_holds_the_value_and_narrows_with_rows() -> None:
    small = scored(accuracy_of, GOLD, FOUND, 3)
    large = scored(accuracy_of, np.tile(GOLD, 50), np.tile(FOUND, 50), 3)
    assert small.low <= small.value <= small.high
    assert large.high - large.low < small.high - small.low
    assert (small.n, large.n) == (8, 400)


def test_intervals_repeat_exactly() -> None:
    assert scored(macro_f1_of, GOLD, FOUND, 3) == scored(macro_f1_of, GOLD, FOUND, 3)
    assert resampled(lambda rows: float(rows.mean()), 30) == resampled(lambda rows: float(rows.mean()), 30)


def test_micro_f1_counts_cells() -> None:
    gold = np.array([[True, False], [True, True]])
    found = np.array([[True, True], [False, True]])
    assert micro_f1(gold, found) == pytest.approx(2 * 2 / (3 + 3))
    assert micro_f1(gold & False, found & False) == 0.0


def test_recall_at_precision_takes_the_best_admissible_threshold() -> None:
    positive = np.array([True, True, False, True, False])
    score = np.array([0.9, 0.8, 0.7, 0.6, 0.1])
    assert recall_at_precision(positive, score, 1.0) == pytest.approx(2 / 3)
    assert recall_at_precision(positive, score, 0.75) == 1.0


def test_rows_of_one_score_cannot_be_parted_by_a_threshold() -> None:
    positive = np.array([True, False])
    assert recall_at_precision(positive, np.array([0.5, 0.5]), 0.85) == 0.0


def test_calibration_error_is_zero_when_confidence_is_the_truth() -> None:
    correct = np.array([True, True, True, False] * 25)
    assert calibration_error(np.full(100, 0.75), correct) == pytest.approx(0.0)
    assert calibration_error(np.full(100, 0.95), correct) == pytest.approx(0.2)


def test_pearson_of_a_constant_is_nothing() -> None:
    assert pearson(np.ones(3), np.arange(3.0)) == 0.0
    assert pearson(np.arange(3.0), np.arange(3.0) * 2) == pytest.approx(1.0)
