"""Which comment a person should see first, as a number that time does not change.

Urgency first, lifted by grave signals; then what the words weigh, in steps of ten points; of those that weigh alike,
whoever has waited longest. Had age a weight of its own, a mild comment of last year would in time stand above
everything that came since, and the order of all that waits would have to be made anew every day.
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
STEP = 10  # points that weigh alike
_DAYS = 20_000  # apart at most, for the order of arrival within a step: 54 years
_FIRST_DAY = date(2000, 1, 1)
TIER = 1_000_000.0  # more than all steps together


def points(urgency: int, signals: Sequence[str], score: float, *, abstain: bool) -> float:
    """0 to 100: what the reading asks for. `score` is the sentiment's, -1..1."""
    told = sum(SIGNAL_POINTS.get(signal, 0) for signal in set(signals))
    angry = NEGATIVE_POINTS * max(0.0, -score)
    return min(100.0, URGENT_POINTS[urgency] + told + angry + (ABSTAIN_POINTS if abstain else 0))


def order_key(urgency: int, signals: Sequence[str], score: float, day: date, *, abstain: bool) -> float:
    """Descending order of the queue: by tier, by steps of points, the longest waiting first."""
    step = int(points(urgency, signals, score, abstain=abstain) // STEP)
    waited_since = min(max((day - _FIRST_DAY).days, 0), _DAYS - 1)
    return tier(urgency, signals) * TIER + step * _DAYS - waited_since


def tier(urgency: int, signals: Sequence[str]) -> int:
    """The urgency it is handled with: a grave signal lifts it."""
    return max([urgency, *(LEAST_TIER.get(signal, 0) for signal in signals)])


def shown(urgency: int, signals: Sequence[str], score: float, *, abstain: bool) -> int:
    """The number on the page, 0 to 100."""
    return round(points(urgency, signals, score, abstain=abstain))


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
