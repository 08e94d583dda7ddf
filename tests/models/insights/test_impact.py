"""Impact: known algebra, coverage, silence on noise, and co-mention told apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.insights.drivers import PRECISE, drivers
from models.insights.impact import Tie, Verdict, judged_together, leave_out, ties
from models.insights.multiple import adjusted


def simulated(n: int, effects: list[float], seed: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    mentions = generator.random((n, len(effects))) < 0.15
    outcome = 20 + mentions @ np.array(effects) + generator.normal(0, 40, n)
    return mentions, outcome


def told(mentions: np.ndarray, outcome: np.ndarray, resamples: int) -> list[Tie]:
    moved = leave_out(mentions, outcome, resamples=resamples)
    return [replace(one, leave_out=by) for one, by in zip(ties(mentions, outcome), moved, strict=True)]


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
    (answer,) = ties(mentions, np.arange(50.0))
    assert leave_out(mentions, np.arange(50.0), resamples=50) == [None]
    assert answer.verdict is Verdict.TOO_FEW


def test_co_mentioned_theme_is_not_blamed() -> None:
    generator = np.random.default_rng(3)
    cause = generator.random(1500) < 0.2
    companion = np.where(cause, generator.random(1500) < 0.5, generator.random(1500) < 0.05)
    outcome = 30 - 60 * cause + generator.normal(0, 50, 1500)
    first, second = told(np.column_stack([cause, companion]), outcome, 100)
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
    first, second, third = told(mentions, outcome, 200)
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
        for effect, answer in zip(truth, ties(mentions, outcome), strict=True):
            assert answer.adjusted is not None
            covered += answer.adjusted.low <= effect <= answer.adjusted.high
            false += effect == 0 and answer.verdict is not Verdict.NO_EVIDENCE
    assert 0.93 <= covered / 600 <= 0.97
    assert false / 150 <= 0.2


def test_many_themes_fall_back_to_ridge_without_breaking() -> None:
    mentions, outcome = simulated(200, [-60.0, *[0.0] * 39], 5)
    answers = ties(mentions, outcome)
    assert answers[0].adjusted is not None
    assert answers[0].adjusted.value < 0
    assert sum(answer.verdict is Verdict.RAISES for answer in answers) <= 1


def test_controls_take_their_part() -> None:
    generator = np.random.default_rng(8)
    channel = generator.random(800) < 0.5
    theme = generator.random(800) < np.where(channel, 0.4, 0.05)
    outcome = -50.0 * channel + generator.normal(0, 30, 800)
    bare = ties(theme[:, None], outcome)[0]
    held = ties(theme[:, None], outcome, channel[:, None].astype(float))[0]
    assert bare.verdict is Verdict.LOWERS
    assert held.verdict is Verdict.NO_EVIDENCE


def test_many_scores_shown_together_are_many_looks() -> None:
    families = [ties(*simulated(400, [-22.0, *[0.0] * 9], seed)) for seed in range(20)]
    alone = [one for family in families for one in family]
    together = [one for family in judged_together(families) for one in family]
    assert [one.p for one in together] == [one.p for one in alone]
    assert [one.q for one in together] == pytest.approx(adjusted([one.p for one in alone]).tolist())
    for found, most in ((alone, 20), (together, 4)):
        false = [one for place, one in enumerate(found) if place % 10 and one.verdict is not Verdict.NO_EVIDENCE]
        assert len(false) <= most
    assert sum(one.verdict is Verdict.LOWERS for one in together[::10]) >= 3


def test_a_verdict_can_ask_for_more_people_than_being_held_equal() -> None:
    mentions, outcome = simulated(400, [-80.0, 0.0], 3)
    mentions[:, 0] &= np.cumsum(mentions[:, 0]) <= 20
    few, many = ties(mentions, outcome, judged_from=30)
    assert (few.mentions, few.verdict, few.adjusted, few.p, few.q) == (20, Verdict.TOO_FEW, None, None, None)
    assert many.verdict is not Verdict.TOO_FEW
    assert many.adjusted != ties(mentions[:, 1:], outcome)[0].adjusted


def test_wrong_shape_says_what_was_wanted() -> None:
    with pytest.raises(ValueError, match="wanted 3 respondents by columns"):
        ties(np.zeros((2, 1), dtype=bool), np.zeros(3))


def test_benjamini_hochberg_matches_the_textbook() -> None:
    assert adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert np.isnan(adjusted([np.nan, 0.01])[0])
    assert adjusted([]).size == 0


def test_driver_shares_add_up_and_follow_strength() -> None:
    mentions, outcome = simulated(2000, [-60.0, -30.0, 0.0], 2)
    found = drivers(mentions, outcome, resamples=30)
    assert sum(found.shares) == pytest.approx(1.0)
    assert found.shares[0] > found.shares[1] > found.shares[2]
    assert found.low[0] < found.shares[0] < found.high[0]
    assert (found.orderings, found.error) == (0, 0.0)


def overlapping(n: int, size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Themes that come together, so that the order in which they are asked matters."""
    generator = np.random.default_rng(seed)
    mood = generator.normal(size=n)
    mentions = generator.normal(size=(n, size)) + mood[:, None] > 1.0
    return mentions, -20 * mood + mentions @ generator.normal(0, 20, size) + generator.normal(0, 30, n)


def test_sampled_drivers_agree_with_exact_ones_within_their_error() -> None:
    mentions, outcome = overlapping(1500, 12, 4)
    exact = drivers(mentions, outcome)
    # A theme that nobody mentions explains nothing and makes the thirteenth.
    sampled = drivers(np.column_stack([mentions, np.zeros(1500, bool)]), outcome)
    assert (exact.orderings, sampled.orderings > 0) == (0, True)
    assert 0 < sampled.error <= PRECISE
    assert sampled.r_squared == pytest.approx(exact.r_squared)
    assert sampled.shares[-1] == 0.0
    assert np.max(np.abs(np.array(sampled.shares[:-1]) - exact.shares)) < 4 * sampled.error


def test_any_number_of_themes_has_its_shares_and_the_same_ones_again() -> None:
    mentions, outcome = overlapping(500, 120, 5)
    found = drivers(mentions, outcome, resamples=3)
    assert found == drivers(mentions, outcome, resamples=3)
    assert len(found.shares) == 120
    assert sum(found.shares) == pytest.approx(1.0)
    assert all(low <= share <= high for low, share, high in zip(found.low, found.shares, found.high, strict=True))


def test_more_themes_than_respondents_break_nothing() -> None:
    mentions, outcome = overlapping(40, 60, 6)
    found = drivers(mentions, outcome)
    assert found.r_squared == pytest.approx(1.0, abs=1e-3)
    assert sum(found.shares) == pytest.approx(1.0)


def test_the_interval_of_a_driver_covers_its_share() -> None:
    truth = np.array([4.0, 1.0])  # of two themes alike and apart, the shares go by the squares of their effects
    truth /= truth.sum()
    covered = 0
    for seed in range(20):
        mentions, outcome = simulated(800, [-60.0, -30.0], seed)
        found = drivers(mentions, outcome, resamples=40, seed=seed)
        covered += found.low[0] <= truth[0] <= found.high[0]
    assert covered >= 16


def test_answers_all_the_same_leave_nothing_to_share() -> None:
    found = drivers(overlapping(100, 20, 7)[0], np.full(100, 5.0))
    assert (found.r_squared, set(found.shares)) == (0.0, {0.0})
