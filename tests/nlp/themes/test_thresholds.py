"""How wide a theme is that is known by examples alone."""

from __future__ import annotations

import numpy as np

from nlp.themes.thresholds import FLOOR, USUAL, of_examples
from nlp.themes.values import Vector
from nlp.themes.vectors import normalised

DIMENSION = 32
NOBODY = np.zeros((0, DIMENSION), dtype=np.float32)


def rows(count: int, spread: float, seed: int = 0) -> Vector:
    """Rows around the first axis: the larger `spread`, the less they are alike."""
    noise = np.random.default_rng(seed).normal(size=(count, DIMENSION)) * spread
    noise[:, 0] += 1
    return normalised(noise.astype(np.float32))


def test_one_example_among_nobody_is_as_wide_as_is_usual() -> None:
    assert of_examples(rows(1, 0.1), rows(1, 0.1), NOBODY) == USUAL


def test_examples_that_are_alike_make_a_narrow_theme_and_many_of_them_a_narrower_one() -> None:
    few, many, loose = rows(3, 0.05), rows(8, 0.05), rows(8, 1.0)
    assert USUAL < of_examples(few, few, NOBODY) < of_examples(many, many, NOBODY) < 1
    assert FLOOR < of_examples(loose, loose, NOBODY) < USUAL


def test_what_lies_near_makes_it_narrower() -> None:
    one = rows(1, 0.1)
    far = normalised(np.random.default_rng(1).normal(size=(500, DIMENSION)).astype(np.float32))
    near = normalised(far + 1.5 * one)
    assert of_examples(one, one, near) > of_examples(one, one, far)
    assert of_examples(one, one, far[:50]) == USUAL  # too few strangers to see where they end


def test_examples_that_are_read_otherwise_than_planted_make_it_wider() -> None:
    """Units that come later are read each in its own way, not by the facet that the company wrote."""
    planted = rows(6, 0.05)
    as_read = normalised(planted + np.eye(DIMENSION, dtype=np.float32)[5])
    assert of_examples(as_read, planted, NOBODY) < of_examples(planted, planted, NOBODY)
