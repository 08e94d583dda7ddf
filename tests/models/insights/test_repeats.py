"""Several answers of one respondent: the same as before where there are none, and covered where there are."""

from __future__ import annotations

import numpy as np
import pytest

from models.insights import scores
from models.insights.repeats import Repeats, Tally, repeats


def told(parts: np.ndarray, who: np.ndarray) -> Repeats:
    return repeats(Tally.of(np.bincount(who), np.bincount(who, weights=parts)), float(parts @ parts))


@pytest.mark.parametrize(
    ("kind", "values"), [("nps", [9, 10, 3, 7] * 9), ("csat", [5, 2, 4] * 15), ("ces", [7, 3] * 9)]
)
def test_where_everyone_answers_once_nothing_changes(kind: str, values: list[int]) -> None:
    once = told(np.array(values, float), np.arange(len(values)))
    assert once == Repeats.none(len(values))
    assert scores.estimate(kind, values, repeats=once) == scores.estimate(kind, values)


def test_one_customer_is_one_however_often_they_answer() -> None:
    found = scores.estimate("nps", [9] * 40, repeats=told(np.full(40, 100.0), np.zeros(40, int)))
    alone = scores.estimate("nps", [9])
    assert found is not None
    assert alone is not None
    assert (found.value, found.n, found.respondents, found.rankable) == (100.0, 40, 1, False)
    assert found.low == pytest.approx(alone.low)


def test_few_who_agree_by_chance_are_not_more_than_they_are() -> None:
    who = np.repeat(np.arange(4), 20)
    assert told(np.tile([100.0, -100.0], 40), who) == Repeats(4, 4.0)


def test_a_respondent_who_outweighs_all_others_counts_as_one_who_does() -> None:
    who = np.concatenate([np.zeros(1000, int), np.arange(1, 40)])
    parts = np.concatenate([np.full(1000, 100.0), np.tile([100.0, 0.0, -100.0], 13)])
    assert told(parts, who).worth < 3


def test_the_effect_is_that_of_leaving_out_each_respondent() -> None:
    generator = np.random.default_rng(2)
    who = np.sort(np.concatenate([np.arange(60), generator.integers(0, 60, 140)]))
    parts = generator.normal(0, 30, 60)[who] + generator.normal(0, 30, 200)
    without = np.array([parts[who != one].mean() for one in range(60)])
    variance = 59 / 60 * ((without - parts.mean()) ** 2).sum()
    assert told(parts, who).worth == pytest.approx(parts.var(ddof=1) / variance)


@pytest.mark.parametrize("kind", ["nps", "csat", "ces"])
def test_the_interval_covers_the_truth_where_people_repeat_themselves(kind: str) -> None:
    generator = np.random.default_rng(3)
    lowest, highest = scores.SCALES[kind]
    truth, covered, before = None, 0, 0
    for draw in range(-1, 300):
        people = 200_000 if draw < 0 else 60
        who = np.repeat(np.arange(people), generator.choice([1, 2, 12], people, p=[0.6, 0.3, 0.1]))
        mood = generator.normal(0.62, 0.25, people)[who] + generator.normal(0, 0.1, len(who))
        values = np.clip(np.round(lowest + mood * (highest - lowest)), lowest, highest)
        if draw < 0:
            truth = scores.estimate(kind, values)
            continue
        parts = {"nps": scores.net_scores, "csat": lambda v: np.where(v >= 4, 100.0, 0.0)}.get(kind, np.asarray)(values)
        found, naive = scores.estimate(kind, values, repeats=told(parts, who)), scores.estimate(kind, values)
        assert truth is not None
        assert found is not None
        assert naive is not None
        covered += found.low <= truth.value <= found.high
        before += naive.low <= truth.value <= naive.high
    assert covered >= 270
    assert before < 240


def test_a_difference_is_not_evident_from_a_handful_of_people() -> None:
    high, low = [10.0] * 40, [0.0] * 40
    few = told(np.full(40, 100.0), np.repeat(np.arange(4), 10))
    found = scores.nps_difference(high, low, repeats=(few, None))
    assert found is not None
    assert (found.n, found.respondents, found.evident) == ((40, 40), (4, 40), False)
    assert scores.nps_difference(high, low).evident  # type: ignore[union-attr]
