"""Irony is told by what the network knows and by words that praise where the whole complains."""

from pathlib import Path

import numpy as np
import pytest

from nlp.analyser import Analyser
from nlp.irony import IronyScorer, signs
from nlp.tasks import columns
from nlp.training.irony import fit_irony
from nlp.values import Reading, Text

_RANDOM = np.random.default_rng(7)


def told(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Signs of which the third tells irony, most of the time."""
    found = _RANDOM.normal(size=(count, 12)).astype(np.float32)
    return found, found[:, 2] + 0.3 * _RANDOM.normal(size=count) > 0.8


def test_what_tells_irony_is_learnt_and_the_threshold_is_that_of_unseen_texts() -> None:
    found, ironical = told(1_500)
    scorer, threshold = fit_irony(found, ironical)
    later, truth = told(1_500)
    flagged = scorer.chances(later) >= threshold
    assert (flagged & truth).sum() / flagged.sum() > 0.8
    assert (flagged & truth).sum() / truth.sum() > 0.6
    assert int(np.abs(scorer.table).argmax()) == 2


def test_where_nothing_tells_irony_it_stays_unsure() -> None:
    found, ironical = told(1_500)
    scorer, _ = fit_irony(found, _RANDOM.permutation(ironical))
    assert scorer.chances(told(500)[0]).max() < 0.6


def test_each_scorer_is_heard_for_its_tone_alone() -> None:
    width = max(where.stop for where in columns("passage").values())
    parts = [np.full((2, width), float(number), dtype=np.float32) for number in range(3)]
    assert signs(np.zeros((2, 4), dtype=np.float32), parts).shape == (2, 4 + 3 * 6)


def test_it_is_kept_without_pickle(tmp_path: Path) -> None:
    scorer = IronyScorer(np.arange(3, dtype=np.float32), -0.5)
    scorer.save(tmp_path / "irony.safetensors")
    again = IronyScorer.load(tmp_path / "irony.safetensors")
    found = _RANDOM.normal(size=(5, 3)).astype(np.float32)
    assert again.chances(found) == pytest.approx(scorer.chances(found))


def flags(text: str, language: str) -> tuple[str, ...]:
    found = Analyser.bundled().analyse_one(Text(text, language))
    assert isinstance(found, Reading)
    return found.flags
