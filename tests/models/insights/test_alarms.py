"""Alarms: loud about a real rise, quiet on noise, `new` for a birth."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from models.insights.alarms import Tier, pooled_dispersion, scan
from models.insights.drift import cusum, drift, residuals

WEEKS = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(13)]
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


def test_slow_drift_is_seen_with_its_beginning() -> None:
    generator = np.random.default_rng(6)
    totals = np.full(30, 500.0)
    counts = generator.poisson(np.r_[np.full(12, 30.0), np.linspace(30, 60, 18)]).astype(float)
    seen = drift(counts, totals, 12)
    assert seen is not None
    assert seen.direction == 1
    assert 12 <= seen.since <= seen.week < 30
    assert cusum(np.zeros(20)) is None


def test_baseline_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="baseline is 3 weeks; wanted 6 to 10"):
        residuals(np.ones(10), np.ones(10), 3)
