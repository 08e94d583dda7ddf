"""Scores: known values, edges, and simulated coverage."""

from __future__ import annotations

import numpy as np
import pytest

from models.insights import scores


def test_nobody_answered_is_none() -> None:
    assert scores.nps([]) is None
    assert scores.csat([]) is None
    assert scores.ces([]) is None


def test_nps_counts_nine_and_ten_against_zero_to_six() -> None:
    estimate = scores.nps([10, 9, 8, 7, 6, 0])
    assert estimate is not None
    assert estimate.value == pytest.approx(0.0)
    assert estimate.low < 0 < estimate.high


def test_one_promoter_does_not_prove_a_hundred() -> None:
    estimate = scores.nps([10])
    assert estimate is not None
    assert (estimate.value, estimate.high) == (100.0, 100.0)
    assert estimate.low < 0
    assert not estimate.rankable


def test_wilson_matches_the_published_value() -> None:
    low, high = scores.wilson(15, 20)
    assert (low, high) == pytest.approx((0.5313, 0.8881), abs=1e-3)
    assert scores.wilson(0, 10)[0] == 0.0
    assert scores.wilson(10, 10)[1] == 1.0


def test_answer_outside_its_scale_names_value_and_scale() -> None:
    with pytest.raises(ValueError, match=r"nps answer is 11; wanted 0 to 10"):
        scores.nps([11])
    with pytest.raises(ValueError, match="wanted one of nps, csat, ces"):
        scores.estimate("stars", [3])


def test_equal_answers_keep_an_open_interval() -> None:
    estimate = scores.mean("csat", [5] * 10)
    assert estimate is not None
    assert estimate.high == 5.0
    assert estimate.low < 4.5


@pytest.mark.parametrize("shares", [(0.4, 0.3, 0.3), (0.9, 0.07, 0.03)])
@pytest.mark.parametrize("n", [10, 40])
def test_nps_interval_covers_the_truth(shares: tuple[float, float, float], n: int) -> None:
    rng = np.random.default_rng(1)
    truth = 100 * (shares[0] - shares[2])
    covered = 0
    for _ in range(800):
        estimate = scores.nps(rng.choice([10, 8, 3], size=n, p=shares))
        assert estimate is not None
        covered += estimate.low <= truth <= estimate.high
    assert covered / 800 > 0.91  # plain Wald covers .65 at n = 10, shares .9 / .03


def test_mean_interval_covers_the_truth() -> None:
    rng = np.random.default_rng(2)
    weights = np.array([0.1, 0.1, 0.2, 0.3, 0.3])
    truth = float(weights @ np.arange(1, 6))
    hits = 0
    for _ in range(600):
        estimate = scores.mean("csat", rng.choice(np.arange(1, 6), size=30, p=weights))
        assert estimate is not None
        hits += estimate.low <= truth <= estimate.high
    assert 0.93 < hits / 600 < 0.99


def test_difference_is_evident_only_with_enough_answers() -> None:
    few = scores.nps_difference([10] * 20, [0] * 20)
    many = scores.nps_difference([10] * 40, [0] * 40)
    assert few is not None
    assert many is not None
    assert not few.evident
    assert many.evident
    assert many.value == 200.0
    equal = scores.mean_difference("ces", [4, 5] * 20, [4, 5] * 20)
    assert equal is not None
    assert not equal.evident
    assert scores.mean_difference("ces", [], [4]) is None


def test_net_scores_average_to_the_nps() -> None:
    answers = [10, 9, 7, 2, 6, 8, 9]
    estimate = scores.nps(answers)
    assert estimate is not None
    assert scores.net_scores(answers).mean() == pytest.approx(estimate.value)
