"""Which comment a person should see first, as a number that time does not change.

A queue ordered by something that grows with age would have to be ordered anew every day. Age counts the same for all,
so the day of arrival is taken off once instead: order by `order_key`, and older rises by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

URGENT_POINTS = (0, 10, 35, 60)
SIGNAL_POINTS = {
    "safety": 25,
    "privacy": 20,
    "legal": 20,
    "outage": 15,
    "vulnerable": 15,
    "churn": 12,
    "repeat_contact": 10,
    "refund": 8,
}
LEAST_TIER = {"safety": 2, "privacy": 2, "legal": 2}
ABSTAIN_POINTS = 5
NEGATIVE_POINTS = 15
POINTS_A_DAY = 0.5
OLDEST_DAYS = 28
TIER = 1_000_000.0


def points(urgency: int, signals: Sequence[str], score: float, *, abstain: bool) -> float:
    """0 to 100, without age: what the reading alone asks for. `score` is the sentiment's, -1..1."""
    told = sum(SIGNAL_POINTS.get(signal, 0) for signal in set(signals))
    angry = NEGATIVE_POINTS * max(0.0, -score)
    return min(100.0, URGENT_POINTS[urgency] + told + angry + (ABSTAIN_POINTS if abstain else 0))


def order_key(urgency: int, signals: Sequence[str], score: float, day: date, *, abstain: bool) -> float:
    """Descending order of the queue: by tier (urgency, lifted by grave signals), then points and age together."""
    tier = max([urgency, *(LEAST_TIER.get(signal, 0) for signal in signals)])
    return tier * TIER + points(urgency, signals, score, abstain=abstain) - POINTS_A_DAY * day.toordinal()


def shown(urgency: int, signals: Sequence[str], score: float, age_days: int, *, abstain: bool) -> int:
    """The number on the page, 0 to 100: points, and half a point a day for at most four weeks."""
    waited = POINTS_A_DAY * min(max(age_days, 0), OLDEST_DAYS)
    return round(min(100.0, points(urgency, signals, score, abstain=abstain) + waited))


def reasons(urgency: int, signals: Sequence[str], sentiment: str, age_days: int, *, abstain: bool) -> tuple[str, ...]:
    """Codes, the weightiest first: urgency_2, signal_churn, sentiment_very_negative, waiting, unsure."""
    found = [f"urgency_{urgency}"] if urgency >= 2 else []
    known = sorted((s for s in signals if s in SIGNAL_POINTS), key=lambda s: (-SIGNAL_POINTS[s], s))
    found += [f"signal_{signal}" for signal in known]
    if sentiment in ("negative", "very_negative", "mixed"):
        found.append(f"sentiment_{sentiment}")
    if age_days >= 3:
        found.append("waiting")
    if abstain:
        found.append("unsure")
    return tuple(found)
