"""What only a simulation can tell, because it alone knows the truth: alarms on noise, coverage of effects, births."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from evaluation.themes.rows import Row
from models.insights.alarms import Tier, scan
from models.insights.impact import Verdict, ties

THEMES = 60
WEEKS = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(13)]
_NAMES = [f"T{number}" for number in range(THEMES)]
_SPREAD = 0.1
_RESPONDENTS = 1000
Matrix = NDArray[np.float64]


def alarms(repeats: int = 300) -> list[Row]:
    """Sixty themes of log-normal size, unsteady weekly totals, over-dispersion .1; then three themes tripled."""
    generator = np.random.default_rng(60)
    false, loud, stock_false, stock_loud, spikes = 0, 0, 0, 0, 0
    for _ in range(repeats):
        means, totals = _quiet_weeks(generator)
        counts = _counts(generator, means)
        false += len(_alerts(counts, totals))
        stock_false += len(_two_deviations(counts, totals))
        tripled = generator.choice(THEMES, 3, replace=False)
        means[tripled, -1] *= 3
        counts[tripled, -1] = _counts(generator, means)[tripled, -1]
        wanted = {_NAMES[theme] for theme in tripled}
        loud += len(_alerts(counts, totals) & wanted)
        stock_loud += len(_two_deviations(counts, totals) & wanted)
        spikes += len(wanted)
    note = "stock: two standard deviations over the recent mean"
    return [
        Row("noise only, 60 themes: alerts a week", stock_false / repeats, false / repeats, 0.3, 0.1, True, note=note),
        Row("threefold spike, over-dispersion .1: recall", stock_loud / spikes, loud / spikes, 0.60, 0.75, note=note),
    ]


def effects(repeats: int = 400) -> list[Row]:
    """Coverage of the adjusted effect's interval, and themes called significant where none is."""
    generator = np.random.default_rng(40)
    truth = np.array([-40.0, -15.0, 0.0, 10.0, 25.0, 0.0])
    covered, false, unadjusted = 0, 0, 0
    for _ in range(repeats):
        mentions, outcome = _respondents(generator, truth, 500)
        answers = ties(mentions, outcome)
        covered += sum(
            a.adjusted is not None and a.adjusted.low <= t <= a.adjusted.high
            for a, t in zip(answers, truth, strict=True)
        )
        mentions, outcome = _respondents(generator, np.zeros(40), 1000)
        nothing = ties(mentions, outcome)
        false += sum(answer.verdict in (Verdict.LOWERS, Verdict.RAISES) for answer in nothing)
        unadjusted += sum(answer.p is not None and answer.p < 0.05 for answer in nothing)
    return [
        Row("impact: 95 % interval coverage", None, covered / (repeats * len(truth)), 0.93, upper=0.97),
        Row(
            "no effect, 40 themes: called significant", unadjusted / repeats, false / repeats, 0.2, lower=True,
            note="stock: p < .05 without correction",
        ),
    ]  # fmt: skip


def _respondents(generator: np.random.Generator, truth: Matrix, size: int) -> tuple[NDArray[np.bool_], Matrix]:
    """Themes of different sizes, half of them often mentioned together; scores in three lumps, as NPS parts are."""
    together = generator.random((size, 1)) < 0.3
    shares = np.linspace(0.05, 0.2, len(truth))
    mentions = generator.random((size, len(truth))) < np.where(
        together & (np.arange(len(truth)) % 2 == 0), 2 * shares, shares
    )
    return mentions, 20 + mentions @ truth + generator.normal(0, 60, size)


def _quiet_weeks(generator: np.random.Generator) -> tuple[Matrix, Matrix]:
    shares = generator.lognormal(0, 0.9, THEMES)
    totals = np.round(_RESPONDENTS * generator.uniform(0.7, 1.3, len(WEEKS)))
    return (1.3 * shares / shares.sum())[:, None] * totals, totals


def _counts(generator: np.random.Generator, means: Matrix) -> Matrix:
    return generator.poisson(means * generator.gamma(1 / _SPREAD, _SPREAD, means.shape)).astype(np.float64)


def _alerts(counts: Matrix, totals: Matrix) -> set[str]:
    found = scan(_NAMES, WEEKS, counts, totals)
    return {alarm.theme_id for alarm in found if alarm.tier is Tier.ALERT and alarm.week == WEEKS[-1]}


def _two_deviations(counts: Matrix, totals: Matrix) -> set[str]:
    past = counts[:, :-1] / totals[:-1]
    high = counts[:, -1] / totals[-1] > past.mean(axis=1) + 2 * past.std(axis=1, ddof=1)
    return {_NAMES[theme] for theme in np.flatnonzero(high)}
