"""Before and after, priority, journey and mismatch."""

from __future__ import annotations

import numpy as np
import pytest

from models.insights import scores
from models.insights.beforeafter import Outcome, against_others, interrupted, share_against_others
from models.insights.impact import Interval, ThemeImpact, Verdict
from models.insights.journey import Basis, StageScore, StageVoices, journey_score, on_hundred, stage_scores
from models.insights.mismatch import ANGRY, PRAISE, Mismatch, heights, least_apart, mismatched
from models.insights.priority import Quadrant, priority_map


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


def test_a_change_away_from_the_target_is_worse_and_one_short_of_it_only_a_change() -> None:
    found = share_against_others((200, 60), (1000, 1000), target=5)
    assert found.value < 0
    assert found.outcome is Outcome.WORSE
    assert share_against_others((200, 60), (1000, 1000), target=-50).outcome is Outcome.CHANGED
    assert share_against_others((200, 60), (1000, 1000)).outcome is Outcome.CHANGED
    assert share_against_others((200, 60), (1000, 1000), target=-5).outcome is Outcome.MET


def impact(theme: str, mentions: int, value: float, verdict: Verdict) -> ThemeImpact:
    return ThemeImpact(mentions, 500, Interval(value, value - 1, value + 1), None, None, None, verdict, theme)


def test_priority_map_puts_the_worst_first() -> None:
    places = priority_map(
        [
            impact("late", 90, -6.0, Verdict.LOWERS),
            impact("rare", 30, -2.0, Verdict.LOWERS),
            impact("single", 29, -20.0, Verdict.LOWERS),
            impact("staff", 60, 3.0, Verdict.RAISES),
            impact("noise", 40, -0.1, Verdict.NO_EVIDENCE),
        ]
    )
    assert [place.theme_id for place in places] == ["late", "rare", "noise", "staff", "single"]
    assert [place.quadrant for place in places] == [
        Quadrant.FIX_FIRST,
        Quadrant.WATCH,
        Quadrant.NO_EVIDENCE,
        Quadrant.KEEP,
        Quadrant.TOO_FEW,
    ]
    assert priority_map([]) == []


def test_praise_does_not_decide_what_to_mend_first() -> None:
    hurts = [impact("late", 40, -6.0, Verdict.LOWERS), impact("rude", 34, -4.0, Verdict.LOWERS)]
    praise = [impact(f"kind {n}", 900, 3.0, Verdict.RAISES) for n in range(5)]
    unsure = [impact(f"unsure {n}", 900, -0.5, Verdict.NO_EVIDENCE) for n in range(5)]
    found = {place.theme_id: place.quadrant for place in priority_map([*hurts, *praise, *unsure])}
    assert (found["late"], found["rude"]) == (Quadrant.FIX_FIRST, Quadrant.WATCH)
    assert found["kind 0"] is Quadrant.KEEP


def test_a_quadrant_needs_verdict_and_figure_on_one_side() -> None:
    crossing = ThemeImpact(90, 500, Interval(-0.5, -1.5, 0.5), None, None, None, Verdict.LOWERS, "unsure")
    places = priority_map(
        [impact("helped", 90, -7.5, Verdict.RAISES), impact("odd", 90, 4.0, Verdict.LOWERS), crossing]
    )
    assert {place.theme_id: place.quadrant for place in places} == {
        "helped": Quadrant.WITH_OTHERS,
        "odd": Quadrant.WITH_OTHERS,
        "unsure": Quadrant.NO_EVIDENCE,
    }


def voices(stage: str, values: list[float], first: int = 0) -> StageVoices:
    persons = np.arange(first, first + len(values), dtype=np.int32)
    return StageVoices(stage, persons, np.array(values, np.float64), Basis.SCORES)


def test_journey_weighs_stages_and_leaves_small_ones_out() -> None:
    heard = [
        voices("purchase", [100.0] * 60 + [0.0] * 40),
        voices("use", [0.0] * 10 + [100.0] * 90, 100),
        voices("support", [0.0] * 5, 200),
    ]
    stages = stage_scores(heard)
    assert [(stage.stage, stage.counts) for stage in stages] == [("purchase", True), ("use", True), ("support", False)]
    assert stages[0].value == pytest.approx(60.0)
    assert stages[1].value == pytest.approx(90.0)
    whole = journey_score(stages, heard)
    assert whole is not None
    assert whole.value == pytest.approx((1.5 * 60 + 2 * 90) / 3.5)
    assert whole.n == 200
    assert (stages[0].basis, whole.basis) == (Basis.SCORES, None)
    assert journey_score(stages[2:], heard) is None


def test_a_stage_of_shares_has_the_interval_of_a_share() -> None:
    (stage,) = stage_scores([voices("use", [0.0] * 4 + [100.0] * 36)])
    low, high = scores.wilson(36, 40)
    assert (stage.low, stage.high, stage.n) == (pytest.approx(100 * low), pytest.approx(100 * high), 40)


def test_those_who_speak_of_two_stages_are_counted_once() -> None:
    values = [100.0, 50.0, 0.0, 100.0] * 25
    same = [voices("purchase", values), voices("use", values)]
    apart = [voices("purchase", values), voices("use", values, 100)]
    shared, free = journey_score(stage_scores(same), same), journey_score(stage_scores(apart), apart)
    (alone,) = stage_scores(same[:1])
    assert shared is not None
    assert free is not None
    assert (shared.n, free.n) == (100, 200)
    assert half(shared) == pytest.approx(half(alone))  # the same voices twice tell nothing new
    assert half(free) < 0.8 * half(shared)


def test_the_interval_of_the_whole_covers_the_truth_when_stages_share_people() -> None:
    generator = np.random.default_rng(6)
    hits = 0
    for _ in range(200):
        mood = generator.normal(0, 12, 200)
        first, second = (np.clip(60 + mood + generator.normal(0, 6, 200), 0, 100) for _ in range(2))
        heard = [voices("purchase", first.tolist()), voices("use", second[:150].tolist())]
        whole = journey_score(stage_scores(heard), heard)
        assert whole is not None
        hits += whole.low <= 60 <= whole.high
    assert hits / 200 > 0.92


def half(score: StageScore) -> float:
    return (score.high - score.low) / 2


def test_unknown_score_kind_is_named() -> None:
    with pytest.raises(ValueError, match="'stars'; wanted one of nps, csat, ces"):
        on_hundred("stars", np.array([3.0]))


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
    height = heights(kind, np.array([[value]]))
    found = mismatched(height, np.array([tone in ANGRY]), np.array([tone in PRAISE]))
    assert found[Mismatch.ANGRY_HIGH].tolist() == [wanted == 1]
    assert found[Mismatch.PRAISE_LOW].tolist() == [wanted == -1]


@pytest.mark.parametrize(("kind", "row"), [(Mismatch.ANGRY_HIGH, 2), (Mismatch.PRAISE_LOW, 1)])
def test_the_answer_shown_is_the_one_that_disagrees_least(kind: Mismatch, row: int) -> None:
    assert least_apart(kind, np.array([np.nan, 1.0, 0.9])) == row


def test_a_scale_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="'stars'; wanted one of nps, csat, ces"):
        heights("stars", np.array([1.0]))


def test_the_step_interval_covers_the_truth() -> None:
    generator = np.random.default_rng(5)
    weeks = np.arange(20)
    hits = 0
    for _ in range(300):
        found = interrupted(np.where(weeks >= 10, 3.0, 0.0) + generator.normal(0, 1, 20), np.full(20, 40.0), 10)
        hits += found.low <= 3 <= found.high
    assert 0.92 < hits / 300 < 0.995
