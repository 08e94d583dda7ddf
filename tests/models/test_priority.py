from __future__ import annotations

from datetime import date, timedelta

from models.priority import order_key, points, reasons, shown

DAY = date(2026, 4, 6)


def key(urgency: int, signals: tuple[str, ...] = (), score: float = 0.0, day: date = DAY) -> float:
    return order_key(urgency, signals, score, day, abstain=False)


def test_urgency_comes_before_anger_and_age() -> None:
    calm_smoke = key(3, ("safety",), 0.0)
    furious_film = key(0, (), -1.0, DAY - timedelta(days=300))
    assert calm_smoke > furious_film


def test_grave_signals_lift_a_calm_comment() -> None:
    assert key(1, ("legal",)) > key(1, ("refund",), -1.0)


def test_of_two_that_weigh_alike_the_older_comes_first() -> None:
    assert key(1, day=DAY - timedelta(days=2)) > key(1, day=DAY)
    assert key(2, ("refund",), -0.1, DAY - timedelta(days=2)) > key(2, ("refund",), -0.2, DAY)


def test_a_mild_comment_of_last_year_does_not_bury_what_came_today() -> None:
    furious = key(2, ("churn", "refund", "repeat_contact"), -1.0, DAY)
    for days in (30, 200, 3_000, 30_000):
        assert key(2, (), -0.1, DAY - timedelta(days=days)) < furious
    assert key(1, ("safety",), 0.0, date(1990, 1, 1)) < key(3, (), 0.0, date(2050, 1, 1))


def test_points_stay_within_a_hundred() -> None:
    assert points(3, ("safety", "privacy", "legal", "outage"), -1.0, abstain=True) == 100
    assert points(0, (), 1.0, abstain=False) == 0
    assert shown(3, ("safety", "privacy", "legal"), -1.0, abstain=True) == 100
    assert shown(0, (), -0.5, abstain=False) == 8


def test_reasons_are_told_weightiest_first() -> None:
    told = reasons(2, ["refund", "safety", "unknown"], "very_negative", 5, abstain=True)
    assert told == ("urgency_2", "signal_safety", "signal_refund", "sentiment_very_negative", "waiting", "unsure")
    assert reasons(0, [], "positive", 0, abstain=False) == ()
