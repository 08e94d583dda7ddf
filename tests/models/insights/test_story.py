"""Before and after, priority, journey, mismatch, and the sentences made of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models.insights import scores
from models.insights.beforeafter import Outcome, against_others, interrupted, share_against_others
from models.insights.impact import Interval, ThemeImpact, Verdict
from models.insights.journey import TouchpointState, journey_score, stage_scores
from models.insights.mismatch import ANGRY, PRAISE, heights, mismatched
from models.insights.priority import Quadrant, priority_map
from models.insights.story import Fact, FactKind, Sureness, sentence


def test_a_step_is_found_past_the_trend() -> None:
    generator = np.random.default_rng(1)
    weeks = np.arange(24)
    figures = 0.2 * weeks + np.where(weeks >= 12, 8.0, 0.0) + generator.normal(0, 1, 24)
    found = interrupted(figures, np.full(24, 50.0), 12, target=5)
    assert found.outcome is Outcome.MET
    assert found.low < 8 < found.high
    steady = 0.2 * weeks + np.random.default_rng(7).normal(0, 1, 24)
    trend_only = interrupted(steady, np.full(24, 50.0), 12, target=5)
    assert trend_only.outcome is Outcome.NO_EVIDENCE


def test_too_few_weeks_or_answers_is_too_early() -> None:
    assert interrupted(np.zeros(10), np.ones(10), 7).outcome is Outcome.TOO_EARLY
    few = np.zeros(5)
    assert against_others(few, few, few, few).outcome is Outcome.TOO_EARLY
    assert share_against_others((1, 1), (10, 100)).outcome is Outcome.TOO_EARLY


def test_a_rise_that_everyone_had_is_no_effect() -> None:
    generator = np.random.default_rng(2)
    before, after = generator.normal(0, 30, 200), generator.normal(15, 30, 200)
    found = against_others(before, after, before + 5, after + 5)
    assert found.outcome is Outcome.NO_EVIDENCE
    assert found.value == pytest.approx(0.0, abs=1e-9)


def test_a_target_in_the_other_direction_is_not_met() -> None:
    found = share_against_others((200, 60), (1000, 1000), target=5)
    assert found.value < 0
    assert found.outcome is Outcome.CHANGED
    assert share_against_others((200, 60), (1000, 1000), target=-5).outcome is Outcome.MET


def impact(theme: str, mentions: int, value: float, verdict: Verdict) -> ThemeImpact:
    return ThemeImpact(theme, mentions, 500, Interval(value, value - 1, value + 1), None, None, None, verdict)


def test_priority_map_puts_the_worst_first() -> None:
    places = priority_map(
        [
            impact("late", 90, -6.0, Verdict.LOWERS),
            impact("rare", 12, -2.0, Verdict.LOWERS),
            impact("staff", 60, 3.0, Verdict.RAISES),
            impact("noise", 40, -0.1, Verdict.NO_EVIDENCE),
        ]
    )
    assert [place.theme_id for place in places] == ["late", "rare", "noise", "staff"]
    assert [place.quadrant for place in places] == [
        Quadrant.FIX_FIRST,
        Quadrant.WATCH,
        Quadrant.NO_EVIDENCE,
        Quadrant.KEEP,
    ]
    assert priority_map([]) == []


def test_journey_weighs_stages_and_leaves_small_ones_out() -> None:
    nps = scores.nps([10] * 60 + [2] * 40)
    assert nps is not None
    stages = stage_scores(
        [
            TouchpointState("purchase", "delivery", (nps,), 40, 100),
            TouchpointState("use", "app", (), 10, 100),
            TouchpointState("support", "repair", (), 5, 5),
        ]
    )
    assert [(stage.stage, stage.counts) for stage in stages] == [("purchase", True), ("use", True), ("support", False)]
    assert stages[0].value == pytest.approx(60.0)
    assert stages[1].value == pytest.approx(90.0)
    whole = journey_score(stages)
    assert whole is not None
    assert whole.value == pytest.approx((1.5 * 60 + 2 * 90) / 3.5)
    assert journey_score(stages[2:]) is None


def test_unknown_score_kind_is_named() -> None:
    odd = scores.ScoreEstimate("stars", 3, 2, 4, 50)
    with pytest.raises(ValueError, match="'stars'; wanted one of nps, csat, ces"):
        stage_scores([TouchpointState("use", "app", (odd,), 0, 50)])


@pytest.mark.parametrize(
    ("kind", "value", "tone", "wanted"),
    [
        ("nps", 9, "very_negative", 1),
        ("nps", 8, "very_negative", 0),
        ("nps", 2, "positive", -1),
        ("nps", 3, "very_positive", 0),
        ("nps", 9, "positive", 0),
        ("csat", 5, "very_negative", 1),
        ("csat", 4, "very_negative", 0),
        ("csat", 1, "very_positive", -1),
        ("ces", 7, "very_negative", 1),
        ("ces", 2, "positive", -1),
        ("nps", 0, "negative", 0),
        ("nps", np.nan, "very_negative", 0),
    ],
)
def test_only_the_ends_of_a_scale_disagree_with_words(kind: str, value: float, tone: str, wanted: int) -> None:
    height = heights(kind, np.array([value]))
    angry, praising = np.array([tone in ANGRY]), np.array([tone in PRAISE])
    assert mismatched(height, height, angry, praising).tolist() == [wanted]


def test_a_scale_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="'stars'; wanted one of nps, csat, ces"):
        heights("stars", np.array([1.0]))


FACT = Fact(
    FactKind.RISING, "T1", {"ja": "配送が遅い・届かない", "en": "Delivery: late"}, Sureness.STRONG,
    since=date(2026, 3, 2), touchpoint={"ja": "配送", "en": "Delivery"}, share_before=0.031, share_now=0.124,
    cost=-4.2, cost_low=-6.0, cost_high=-2.5, respondents=31,
)  # fmt: skip


def test_the_story_says_what_when_where_and_how_sure() -> None:
    japanese, english = sentence(FACT, "ja"), sentence(FACT, "en")
    for part in ("配送が遅い・届かない", "3月2日の週から", "3.1%→12.4%", "31人", "-4.2", "-6.0 … -2.5", "確かな"):
        assert part in japanese
    for part in ("since the week of 2026-03-02", "3.1% → 12.4%", "Delivery", "-4.2 points of NPS", "strong"):
        assert part in english


def test_a_birth_is_new_without_a_percentage() -> None:
    fact = Fact(FactKind.NEW, "T2", {"ja": "ログインできない", "en": "Cannot sign in"}, Sureness.MODERATE,
                share_before=0.0, share_now=0.05)  # fmt: skip
    assert "%" not in sentence(fact, "ja")
    assert "%" not in sentence(fact, "en")
    assert "新しい声" in sentence(fact, "ja")


def test_the_step_interval_covers_the_truth() -> None:
    generator = np.random.default_rng(5)
    weeks = np.arange(20)
    hits = 0
    for _ in range(300):
        found = interrupted(np.where(weeks >= 10, 3.0, 0.0) + generator.normal(0, 1, 20), np.full(20, 40.0), 10)
        hits += found.low <= 3 <= found.high
    assert 0.92 < hits / 300 < 0.995
