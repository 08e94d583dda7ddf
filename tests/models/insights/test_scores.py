"""Scores: known values, edges, and simulated coverage."""

from __future__ import annotations

import numpy as np
import pytest

from models.insights import scores
from models.insights.means import Counted
from models.insights.scores import Satisfied


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


def test_newcombes_own_example() -> None:
    found = scores.share_difference(Satisfied(56, 70), Satisfied(48, 80))
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((20.0, 5.24, 33.39), abs=0.01)
    turned = scores.share_difference(Satisfied(48, 80), Satisfied(56, 70))
    assert turned is not None
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))
    assert scores.share_difference(Satisfied(0, 0), Satisfied(1, 2)) is None


def test_a_csat_difference_of_answers_is_that_of_their_shares() -> None:
    found = scores.csat_difference([5] * 56 + [1] * 14, [4] * 48 + [3] * 32)
    assert found == scores.share_difference(Satisfied(56, 70), Satisfied(48, 80))


@pytest.mark.parametrize(("n", "least"), [(5, 0.92), (12, 0.92), (30, 0.93), (200, 0.93)])
def test_the_interval_of_skewed_effort_covers_the_truth(n: int, least: float) -> None:
    rng = np.random.default_rng(4)
    weights = np.array([0.02, 0.02, 0.03, 0.05, 0.13, 0.25, 0.5])
    truth = float(weights @ np.arange(1, 8))
    found = [scores.ces(rng.choice(np.arange(1, 8), size=n, p=weights)) for _ in range(400)]
    covered = np.mean([one is not None and one.low <= truth <= one.high for one in found])
    assert least < covered <= 1.0


def test_the_interval_of_a_difference_of_means_covers_the_truth() -> None:
    rng = np.random.default_rng(5)
    weights = np.array([0.1, 0.1, 0.2, 0.3, 0.3])
    hits = 0
    for _ in range(400):
        a, b = (rng.choice(np.arange(1, 6), size=size, p=weights) for size in (30, 400))
        found = scores.mean_difference("csat", a, b)
        assert found is not None
        hits += found.low <= 0 <= found.high
    assert 0.93 < hits / 400 < 0.99


def test_the_order_of_the_answers_does_not_move_the_interval() -> None:
    answers = [1, 7, 7, 6, 5, 4, 7, 2] * 9
    assert scores.ces(answers) == scores.ces(answers[::-1])


def test_a_million_answers_cost_what_a_hundred_do() -> None:
    many = Counted.of(np.arange(1.0, 8.0), np.full(7, 150_000), (1, 7))
    found = scores.mean_from_counts("ces", many)
    assert found is not None
    assert (found.value, found.n) == (4.0, 1_050_000)
    # The standard error of a mean of evenly spread answers is 2 / sqrt(n).
    assert found.high - found.low == pytest.approx(2 * 1.96 * 2 / 1_050_000**0.5, rel=0.1)


def test_answers_finer_than_a_step_keep_their_mean_and_spread() -> None:
    values = np.linspace(0, 100, 5001)
    found = scores.mean("journey", values, (0, 100))
    assert found is not None
    error = values.std() / 5001**0.5
    assert found.value == pytest.approx(50)
    assert found.high - found.low == pytest.approx(3.92 * error, rel=0.1)


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
