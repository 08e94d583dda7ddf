"""Impact: known algebra, coverage, silence on noise, and co-mention told apart."""

from __future__ import annotations

import numpy as np
import pytest

from models.insights.drivers import drivers
from models.insights.impact import Verdict, impacts, leave_out
from models.insights.multiple import adjusted


def simulated(n: int, effects: list[float], seed: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    mentions = generator.random((n, len(effects))) < 0.15
    outcome = 20 + mentions @ np.array(effects) + generator.normal(0, 40, n)
    return mentions, outcome


def test_leave_out_equals_share_times_gap() -> None:
    mentions, outcome = simulated(300, [-50.0, 0.0], 1)
    inside = mentions[:, 0]
    expected = inside.mean() * (outcome[inside].mean() - outcome[~inside].mean())
    found = leave_out(mentions, outcome, resamples=200)[0]
    assert found is not None
    assert found.value == pytest.approx(expected)
    assert found.low < found.value < found.high


def test_nobody_mentions_it() -> None:
    mentions = np.zeros((50, 1), dtype=bool)
    answer = impacts(["T1"], mentions, np.arange(50.0), resamples=50)[0]
    assert answer.leave_out is None
    assert answer.verdict is Verdict.TOO_FEW


def test_co_mentioned_theme_is_not_blamed() -> None:
    generator = np.random.default_rng(3)
    cause = generator.random(1500) < 0.2
    companion = np.where(cause, generator.random(1500) < 0.5, generator.random(1500) < 0.05)
    outcome = 30 - 60 * cause + generator.normal(0, 50, 1500)
    first, second = impacts(["cause", "companion"], np.column_stack([cause, companion]), outcome, resamples=100)
    assert first.verdict is Verdict.LOWERS
    assert second.verdict is Verdict.NO_EVIDENCE
    assert second.leave_out is not None
    assert second.leave_out.high < 0
    assert first.adjusted is not None
    assert first.adjusted.low < -60 < first.adjusted.high


def test_praise_heard_with_a_complaint_goes_along_with_it() -> None:
    generator = np.random.default_rng(4)
    late = generator.random(2000) < 0.3
    helped = np.where(late, generator.random(2000) < 0.6, generator.random(2000) < 0.05)
    alone = generator.random(2000) < 0.1
    outcome = 30 - 90 * late + 25 * helped + 25 * alone + generator.normal(0, 40, 2000)
    mentions = np.column_stack([late, helped, alone])
    first, second, third = impacts(["late", "helped", "alone"], mentions, outcome, resamples=200)
    assert second.verdict is Verdict.RAISES
    assert second.leave_out is not None
    assert second.leave_out.high < 0
    assert [(one.borne_out, one.with_others) for one in (first, second, third)] == [
        (True, False), (False, True), (True, False),
    ]  # fmt: skip


def test_intervals_cover_and_noise_stays_silent() -> None:
    truth = [-30.0, 0.0, 15.0, 0.0]
    covered, false = 0, 0
    for seed in range(150):
        mentions, outcome = simulated(400, truth, seed)
        for effect, answer in zip(truth, impacts(list("abcd"), mentions, outcome, resamples=2), strict=True):
            assert answer.adjusted is not None
            covered += answer.adjusted.low <= effect <= answer.adjusted.high
            false += effect == 0 and answer.verdict is not Verdict.NO_EVIDENCE
    assert 0.93 <= covered / 600 <= 0.97
    assert false / 150 <= 0.2


def test_many_themes_fall_back_to_ridge_without_breaking() -> None:
    mentions, outcome = simulated(200, [-60.0, *[0.0] * 39], 5)
    answers = impacts([str(i) for i in range(40)], mentions, outcome, resamples=2)
    assert answers[0].adjusted is not None
    assert answers[0].adjusted.value < 0
    assert sum(answer.verdict is Verdict.RAISES for answer in answers) <= 1


def test_controls_take_their_part() -> None:
    generator = np.random.default_rng(8)
    channel = generator.random(800) < 0.5
    theme = generator.random(800) < np.where(channel, 0.4, 0.05)
    outcome = -50.0 * channel + generator.normal(0, 30, 800)
    bare = impacts(["t"], theme[:, None], outcome, resamples=2)[0]
    held = impacts(["t"], theme[:, None], outcome, channel[:, None].astype(float), resamples=2)[0]
    assert bare.verdict is Verdict.LOWERS
    assert held.verdict is Verdict.NO_EVIDENCE


def test_wrong_shape_says_what_was_wanted() -> None:
    with pytest.raises(ValueError, match="wanted 3 respondents by 2 themes"):
        impacts(["a", "b"], np.zeros((3, 1), dtype=bool), np.zeros(3))


def test_benjamini_hochberg_matches_the_textbook() -> None:
    assert adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert np.isnan(adjusted([np.nan, 0.01])[0])
    assert adjusted([]).size == 0


def test_driver_shares_add_up_and_follow_strength() -> None:
    mentions, outcome = simulated(2000, [-60.0, -30.0, 0.0], 2)
    found = drivers(mentions.astype(float), outcome, resamples=30)
    assert sum(found.shares) == pytest.approx(1.0)
    assert found.shares[0] > found.shares[1] > found.shares[2]
    assert found.low[0] <= found.shares[0] <= found.high[0]


def test_sampled_drivers_agree_with_exact_ones() -> None:
    mentions, outcome = simulated(1500, [-60.0, -30.0, 20.0, *[0.0] * 10], 4)
    sampled = drivers(mentions.astype(float), outcome)
    exact = drivers(mentions[:, :12].astype(float), outcome)
    assert sampled.shares[:3] == pytest.approx(exact.shares[:3], abs=0.03)
    assert sampled.r_squared == pytest.approx(exact.r_squared, abs=0.01)
