"""Irony is told by what the network knows and by words that praise where the whole complains."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from nlp.irony import IronyScorer, signs
from nlp.tasks import columns
from nlp.training.irony import fit_irony

_RANDOM = np.random.default_rng(7)


def told(count: int) -> tuple[np.ndarray, csr_matrix, np.ndarray]:
    """Signs of which the third tells half of what irony is, and n-grams of which the fifth tells the other half."""
    found = _RANDOM.normal(size=(count, 12)).astype(np.float32)
    spelt = (_RANDOM.random((count, 40)) < 0.3).astype(np.float32)
    return found, csr_matrix(spelt), found[:, 2] + 2 * spelt[:, 5] + 0.3 * _RANDOM.normal(size=count) > 1.6


def judged(scorer: IronyScorer, found: np.ndarray, spelt: csr_matrix) -> np.ndarray:
    return scorer.chances(found, (spelt @ scorer.spelling.table)[:, 0] + scorer.spelling.constants[0])


def test_what_tells_irony_is_learnt_and_the_threshold_is_that_of_unseen_texts() -> None:
    scorer, threshold = fit_irony(*told(1_500))
    found, spelt, truth = told(1_500)
    flagged = judged(scorer, found, spelt) >= threshold
    assert (flagged & truth).sum() / flagged.sum() > 0.8
    assert (flagged & truth).sum() / truth.sum() > 0.6
    assert int(np.abs(scorer.table[:-1]).argmax()) == 2
    assert int(np.abs(scorer.spelling.table[:, 0]).argmax()) == 5


def test_where_nothing_tells_irony_it_stays_unsure() -> None:
    found, spelt, ironical = told(1_500)
    scorer, _ = fit_irony(found, spelt, _RANDOM.permutation(ironical))
    assert judged(scorer, *told(500)[:2]).max() < 0.7


def test_each_scorer_is_heard_for_its_tone_alone() -> None:
    width = max(where.stop for where in columns("passage").values())
    parts = [np.full((2, width), float(number), dtype=np.float32) for number in range(3)]
    assert signs(np.zeros((2, 4), dtype=np.float32), parts).shape == (2, 4 + 3 * 6)


def test_it_is_kept_without_pickle(tmp_path: Path) -> None:
    scorer, _ = fit_irony(*told(200))
    scorer.save(tmp_path / "irony.safetensors")
    again = IronyScorer.load(tmp_path / "irony.safetensors")
    found, spelt, _ = told(50)
    assert judged(again, found, spelt) == pytest.approx(judged(scorer, found, spelt), abs=0.02)
