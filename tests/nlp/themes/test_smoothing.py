"""Words that belong to a point pull their texts together; words that are everywhere pull at nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np

from nlp.themes.smoothing import drawn_together
from nlp.themes.vectors import normalised


def noisy(count: int, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    directions = np.eye(16)[[0, 1]].repeat(count, axis=0)
    return normalised((directions + generator.normal(size=(2 * count, 16)) * 0.5).astype(np.float32))


def test_texts_with_a_word_of_their_own_come_nearer() -> None:
    rows = noisy(40, 1)
    drawn = drawn_together(rows, ["late"] * 40 + ["kind"] * 40)
    assert np.allclose(np.linalg.norm(drawn, axis=1), 1.0, atol=1e-5)
    assert (drawn[:40] @ drawn[:40].T).mean() > (rows[:40] @ rows[:40].T).mean() + 0.2
    assert (drawn[:40] @ drawn[40:].T).mean() < 0.3


def test_a_word_used_everywhere_pulls_at_nothing() -> None:
    rows = noisy(40, 2)
    rows = normalised(rows - rows.mean(axis=0))
    drawn = drawn_together(rows, ["please"] * 80)
    assert np.einsum("ij,ij->i", rows, drawn).min() > 0.99


def test_words_that_come_once_and_texts_without_words_change_nothing() -> None:
    rows = noisy(3, 3)
    assert np.array_equal(drawn_together(rows, ["", "a", "b", "c", "d", "e"]), rows)


_PRINTED = """
import numpy as np
from nlp.themes.smoothing import drawn_together
words = [f"word{n}" for n in range(60)]
documents = [" ".join(words[(row * step) % 60] for step in range(1, 9)) for row in range(40)]
rows = np.random.default_rng(0).normal(size=(40, 16)).astype(np.float32)
print(drawn_together(rows / np.linalg.norm(rows, axis=1, keepdims=True), documents).tobytes().hex())
"""


def test_another_process_draws_to_the_same_last_bit() -> None:
    """Sets of words stand in another order in every process; sums must not."""
    found = {
        subprocess.run(
            [sys.executable, "-c", _PRINTED], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
