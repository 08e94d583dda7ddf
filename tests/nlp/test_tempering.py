"""Tempering says how sure, never what."""

import numpy as np
import pytest

from nlp.tempering import Tempering, side_chances
from nlp.training.blending import learn_tempering

_RANDOM = np.random.default_rng(5)


def sure(count: int) -> np.ndarray:
    """Chances of six sentiments that lean to one of them."""
    scores = 4 * np.eye(6)[_RANDOM.integers(0, 6, count)] + _RANDOM.normal(size=(count, 6))
    powers = np.exp(scores)
    return (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)


def test_the_side_and_its_degree_stay_and_only_the_confidence_moves() -> None:
    chances = sure(500)
    tempered = Tempering({"ja": 0.6}).sentiment(chances, ["ja"] * 500)
    assert tempered.sum(axis=1) == pytest.approx(np.ones(500), abs=1e-5)
    before, after = side_chances(chances), side_chances(tempered)
    assert (before.argmax(axis=1) == after.argmax(axis=1)).all()
    assert (before.max(axis=1) > after.max(axis=1)).mean() > 0.95
    assert tempered[:, 0] / after[:, 0] == pytest.approx(chances[:, 0] / before[:, 0], rel=1e-4)


def test_a_language_without_a_cross_section_is_left_to_the_bit() -> None:
    chances = sure(20)
    assert (Tempering({"ja": 0.6}).sentiment(chances, ["th"] * 20) == chances).all()


def test_a_cross_section_of_eighty_says_how_sure_and_fewer_do_not() -> None:
    chances = sure(600)
    right = chances.argmax(axis=1)
    told = np.where(_RANDOM.random(600) < 0.7, right, _RANDOM.integers(0, 6, 600))  # surer than it is right
    targets = np.eye(6, dtype=np.float32)[told]
    languages = ["ja"] * 500 + ["de"] * 100
    plain = np.arange(600) < 530  # 30 German ones
    found = learn_tempering(chances, targets, languages, plain).sharpness
    assert set(found) == {"ja"}
    assert 0.3 < found["ja"] < 0.9
    at_random = learn_tempering(chances, np.eye(6, dtype=np.float32)[_RANDOM.permutation(right)], languages, plain)
    assert at_random.sharpness["ja"] < found["ja"]


def test_it_is_kept_as_json() -> None:
    assert Tempering.from_json(Tempering({"ja": 0.7}).to_json()) == Tempering({"ja": 0.7})
