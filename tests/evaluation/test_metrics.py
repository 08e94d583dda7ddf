"""The measures agree with scikit-learn where it has them, and with hand counts where it has not."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, precision_score

from evaluation.metrics import (
    accuracy_of,
    average_precision,
    calibration_error,
    confusion,
    f1_of,
    macro_f1_of,
    micro_f1,
    pearson,
    precision_of,
    recall_at_precision,
    recall_of,
    resampled,
    scored,
    spearman,
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


def test_precision_and_f1_of_one_class_are_scikit_learns() -> None:
    table = confusion(GOLD, FOUND, 3)
    assert precision_of(2)(table) == pytest.approx(precision_score(GOLD, FOUND, average=None)[2])
    assert f1_of(2)(table) == pytest.approx(f1_score(GOLD, FOUND, average=None)[2])
    assert precision_of(1)(confusion(np.array([1]), np.array([0]), 2)) == 0.0


def test_average_precision_is_scikit_learns_ties_included() -> None:
    random = np.random.default_rng(4)
    positive, score = random.random(200) < 0.3, np.round(random.random(200), 1)
    assert average_precision(positive, score) == pytest.approx(average_precision_score(positive, score))
    assert average_precision(positive & False, score) == 0.0


def test_spearman_is_scipys_ties_included() -> None:
    random = np.random.default_rng(5)
    a = np.round(random.random(50), 1)
    b = a + random.random(50)
    assert spearman(a, b) == pytest.approx(spearmanr(a, b).statistic)
