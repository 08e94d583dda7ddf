"""The themes at a terminal: people beside shares of people, and one kind of NPS, named."""

from __future__ import annotations

from datetime import date

import pytest
from rich.console import Console

from api.cli.report_view import nps_scope, themes
from api.cli.reporting import Report
from models.insights.scores import Difference, ScoreEstimate
from models.reports.theme_values import ThemeRow, ThemeScore
from models.reports.values import PolarityCounts, ScoreCard, SentimentCounts, Share, Summary, WeekPoint

NOBODY = Share(0, 0, None, 0.0, 1.0)


def card(scope: str, n: int) -> ScoreCard:
    return ScoreCard("nps", scope, ScoreEstimate("nps", -40.0, -50.0, -30.0, n, n), None, None)


def summary(*cards: ScoreCard) -> Summary:
    return Summary(
        None, None, None, 0, 0, None, None, SentimentCounts(), NOBODY, None, NOBODY, cards, NOBODY, 0, ()
    )  # fmt: skip


def row(*scores: ThemeScore) -> ThemeRow:
    return ThemeRow(
        1, "T-0001", {"ja": "配送が遅い", "en": "Late"}, "active", "", {}, None, pinned=False, first_week=None,
        new=False, comments=128, respondents=121, multiplier=1.06, share=Share(121, 1402, 0.0863, 0.07, 0.1),
        previous_share=None, polarity=PolarityCounts(101, 9, 6, 5), touchpoints=(), scores=scores,
        weekly=(WeekPoint(date(2026, 8, 31), 128, 121, 100),),
    )  # fmt: skip


def test_people_stand_beside_the_share_of_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIKITORI_LOCALE", "en")
    gaps = [
        ThemeScore("nps", scope, None, None, Difference(value, value - 9, value + 9, (63, 540), (63, 540)))
        for scope, value in (("transactional", 84.0), ("relational", -53.0))
    ]
    report = Report(summary(card("relational", 161), card("transactional", 640)), (), (row(*gaps),), 1, 0)
    screen = Console(width=160)
    with screen.capture() as caught:
        screen.print(themes(report))
    shown = " ".join(caught.get().split())
    assert "121 8.6%" in shown
    assert "128" not in shown
    assert "-53" in shown
    assert "+84" not in shown


def test_the_column_is_of_the_nps_that_enough_people_gave() -> None:
    assert nps_scope([card("relational", 161), card("transactional", 640)]) == "relational"
    assert nps_scope([card("relational", 12), card("transactional", 640)]) == "transactional"
    assert nps_scope([]) == "relational"
