"""Alarms: loud about a real rise, quiet on noise, `new` for a birth."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from models.insights.alarms import Tier, pooled_dispersion, scan
from models.insights.drift import drifts
from models.insights.tone import tone_shifts

WEEKS = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(13)]
SIX_MONTHS = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(26)]
THEMES = [f"T{number}" for number in range(60)]


def noisy_weeks(seed: int, spread: float = 0.1, spikes: int = 0) -> tuple[np.ndarray, np.ndarray, list[int]]:
    generator = np.random.default_rng(seed)
    shares = generator.lognormal(0, 0.9, 60)
    totals = np.round(1000 * generator.uniform(0.7, 1.3, 13))
    means = (shares / shares.sum() * 1.3)[:, None] * totals
    spiked = generator.choice(60, spikes, replace=False).tolist()
    means[spiked, -1] *= 3
    return generator.poisson(means * generator.gamma(1 / spread, spread, means.shape)).astype(float), totals, spiked


def test_noise_rarely_alerts_and_spikes_mostly_do() -> None:
    noise, hits = 0, 0
    for seed in range(40):
        counts, totals, _ = noisy_weeks(seed)
        noise += sum(a.week == WEEKS[-1] and a.tier is Tier.ALERT for a in scan(THEMES, WEEKS, counts, totals))
        counts, totals, spiked = noisy_weeks(seed + 500, spikes=3)
        loud = {a.theme_id for a in scan(THEMES, WEEKS, counts, totals) if a.week == WEEKS[-1] and a.tier is Tier.ALERT}
        hits += sum(THEMES[theme] in loud for theme in spiked)
    assert noise / 40 <= 0.4
    assert hits / 120 >= 0.5


def test_an_alert_names_week_expected_and_observed() -> None:
    counts = np.full((2, 13), 20.0)
    counts[0, -1] = 70
    found = scan(["late", "staff"], WEEKS, counts, np.full(13, 400.0))
    assert [alarm.theme_id for alarm in found] == ["late"]
    assert (found[0].tier, found[0].week, found[0].observed) == (Tier.ALERT, WEEKS[-1], 70)
    assert found[0].expected == pytest.approx(20, abs=1)
    assert found[0].high < 70


def test_a_lasting_rise_stays_loud() -> None:
    counts = np.full((3, 13), 20.0)
    counts[0, 7:] = 60
    weeks = [a.week for a in scan(["late", "b", "c"], WEEKS, counts, np.full(13, 400.0)) if a.theme_id == "late"]
    assert weeks == WEEKS[7:]


def test_a_birth_is_new_and_never_a_percentage() -> None:
    counts = np.vstack([np.full(13, 20.0), np.r_[np.zeros(9), [12, 10, 11, 9]]])
    found = scan(["old", "login"], WEEKS, counts, np.full(13, 300.0), births={"login": WEEKS[9]})
    assert [(a.theme_id, a.tier, a.week) for a in found] == [("login", Tier.NEW, WEEKS[9])]
    assert found[0].p is None
    assert found[0].expected == 0.0


def test_empty_weeks_and_few_weeks_are_quiet() -> None:
    assert scan(["a"], WEEKS[:3], np.full((1, 3), 9.0), np.full(3, 50.0)) == []
    assert scan(["a"], WEEKS, np.zeros((1, 13)), np.zeros(13)) == []


def test_wrong_shape_is_named() -> None:
    with pytest.raises(ValueError, match="wanted 1 themes by 13 weeks"):
        scan(["a"], WEEKS, np.zeros((2, 13)), np.zeros(13))


def test_pooled_dispersion_finds_what_was_put_in() -> None:
    usable = np.ones((60, 12), dtype=bool)
    found = []
    for spread in (1e-6, 0.3):
        draws = [noisy_weeks(seed, spread) for seed in range(5)]
        found.append(np.mean([pooled_dispersion(c[:, :12], t[:12], usable) for c, t, _ in draws]))
    assert found[0] < 0.03
    assert 0.2 < found[1] < 0.4


def slow(seed: int, spread: float, growth: float) -> tuple[list[str], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Forty steady themes and one that grows from the thirteenth of 26 weeks on."""
    generator = np.random.default_rng(seed)
    totals = generator.poisson(125, 26).astype(float)
    sizes = np.clip(generator.lognormal(-3.5, 1, 40), 0.003, 0.3)[:, None] * np.ones(26)
    sizes = np.vstack([sizes, 0.06 * np.r_[np.ones(12), growth ** np.arange(1, 15)]])
    mean = sizes * totals * generator.gamma(1 / spread, spread, sizes.shape)
    return [str(n) for n in range(41)], generator.poisson(mean).astype(float), totals


def pages(growth: float) -> list[tuple[list[str], np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    return [slow(seed, 0.1, growth) for seed in range(8)]


def test_a_slow_rise_is_found_with_its_beginning_and_little_else() -> None:
    found = [
        drifts(names, SIX_MONTHS, counts, totals) for names, counts, totals in (slow(n, 0.1, 1.12) for n in range(8))
    ]
    others = [one for page in found for one in page if one.theme_id != "40"]
    (first,) = [one for one in found[0] if one.theme_id == "40"]
    assert all(any(one.theme_id == "40" for one in page) for page in found)
    assert len(others) <= 1
    assert first.direction == 1
    assert SIX_MONTHS[10] <= first.since <= SIX_MONTHS[20]
    assert first.share_now > 1.5 * first.share_before


def test_where_nothing_slides_nothing_is_said() -> None:
    found = [
        drifts(names, SIX_MONTHS, counts, totals) for names, counts, totals in (slow(n, 0.1, 1.0) for n in range(8))
    ]
    assert sum(map(len, found)) <= 1


def test_a_few_weeks_are_too_few_to_see_a_slide() -> None:
    assert drifts(["a"], SIX_MONTHS[:11], np.full((1, 11), 9.0), np.full(11, 100.0)) == []
    assert drifts([], SIX_MONTHS, np.zeros((0, 26)), np.full(26, 100.0)) == []


def test_a_theme_spoken_of_otherwise_is_told_from_chance() -> None:
    generator = np.random.default_rng(3)
    shares = generator.beta(0.6, 0.6, 40)[:, None] * np.ones(12)
    people = generator.poisson(8, (40, 12)).astype(float)
    shares[0] = np.r_[np.full(8, 0.2), np.full(4, 0.8)]
    negative = generator.binomial(people.astype(int), shares).astype(float)
    found = tone_shifts([str(n) for n in range(40)], SIX_MONTHS[:12], negative, people)
    assert found[0].theme_id == "0"
    assert found[0].worse
    assert found[0].since == SIX_MONTHS[8]
    assert found[0].now > found[0].high > found[0].before
    assert len(found) <= 2


def test_a_dozen_voices_that_agree_with_the_past_are_no_shift() -> None:
    people = np.full((1, 12), 5.0)
    assert tone_shifts(["a"], SIX_MONTHS[:12], people * 0.4, people) == []
    assert tone_shifts(["a"], SIX_MONTHS[:4], people[:, :4], people[:, :4]) == []
