"""The support of a unit, and who founds a theme: geometry without fits."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.themes.assign import MARGIN, nearest_above
from nlp.themes.consensus import support
from nlp.themes.formation import Formation
from nlp.themes.membership import placed
from nlp.themes.values import ThemeUnit


def test_a_unit_that_the_fits_disagree_about_has_little_support() -> None:
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    agree = labels.copy()
    moved = np.array([1, 0, 0, 0, 1, 1, 1, 1])
    told = support(labels, [agree, moved, moved, moved])
    assert told[1:4].min() == 1.0
    assert told[0] == pytest.approx((1 + 3 * 0.2) / 4)
    assert (support(np.full(8, -1), [agree]) == 0).all()


def test_between_two_themes_that_would_both_take_it_a_unit_is_left_to_a_person() -> None:
    centroids = np.eye(2, dtype=np.float32)
    thresholds = np.array([0.5, 0.5], dtype=np.float32)
    rows = np.array([[0.71, 0.70], [0.71, 0.71 - 2 * MARGIN]], dtype=np.float32)
    assert nearest_above(rows, centroids, thresholds)[0].tolist() == [-1, 0]
    strict = np.array([0.5, 0.9], dtype=np.float32)
    assert nearest_above(rows, centroids, strict)[0].tolist() == [0, 0]


def test_who_founded_a_theme_is_in_it_though_another_is_nearer() -> None:
    formation = Formation(
        np.eye(2, dtype=np.float32),
        np.array([0.5, 0.5], dtype=np.float32),
        np.ones(2),
        (None, None),
        (np.array([0]), np.zeros(0, dtype=np.int64)),
    )
    rows = np.array([[0.6, 0.8], [0.6, 0.8], [0.0, 1.0]], dtype=np.float32)
    units = [ThemeUnit(name, name, "ja", row) for name, row in zip("abc", rows, strict=True)]
    assert placed(formation, rows, units)[0].tolist() == [0, 1, 1]
