"""Figures at the terminal: the digits and the unit of their score, and what came of an action."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from api.cli.numbers import _estimate
from api.cli.theme_acts import _told
from models.actions import ActionView
from models.insights.beforeafter import BeforeAfter, Outcome
from models.insights.scores import ScoreEstimate
from models.reports import ActionEffect

DAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (ScoreEstimate("nps", 6.42, -0.2, 12.61, 1603, 1603), "   +6.4 [-0.2, +12.6] n=1,603"),
        (ScoreEstimate("csat", 62.8, 59.0, 66.46, 640, 640), "   62.8 [59.0, 66.5] n=640"),
        (ScoreEstimate("ces", 4.314, 3.924, 4.7, 71, 71), "   4.31 [3.92, 4.70] n=71"),
    ],
)
def test_a_score_keeps_its_digits(found: ScoreEstimate, wanted: str) -> None:
    assert _estimate(found) == wanted


def effect(kind: str | None, outcome: Outcome) -> ActionEffect:
    by = date(2026, 12, 1) if kind else None
    action = ActionView(1, 1, None, "x", DAY, "y", kind, 5.0 if kind else None, by, datetime(2026, 10, 1, tzinfo=UTC))
    return ActionEffect(action, BeforeAfter(-0.24, -0.41, -0.08, 60, 64, "share", outcome))


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (
            effect("ces", Outcome.WORSE),
            "moved the wrong way -0.24 [-0.41, -0.08] points (share after minus share before)",
        ),
        (
            effect("csat", Outcome.MET),
            "target met -0.2 [-0.4, -0.1] percentage points (share after minus share before)",
        ),
        (
            effect("nps", Outcome.ON_THE_WAY),
            "on the way, at the target so far; the target date has not come yet -0.2 [-0.4, -0.1] points"
            " (share after minus share before)",
        ),
        (
            effect(None, Outcome.CHANGED),
            "a change -0.2 [-0.4, -0.1] percentage points (share after minus share before)",
        ),
        (effect("nps", Outcome.TOO_EARLY), "too early to tell"),
        (ActionEffect(effect("nps", Outcome.MET).action, None), "too early to tell"),
    ],
)
def test_an_effect_has_its_verdict_and_its_unit(
    found: ActionEffect, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIKITORI_LOCALE", "en")
    assert _told(found) == wanted
