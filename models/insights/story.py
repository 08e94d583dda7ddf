"""What a story is made of: what rose, since when, where, what goes with it in the score, how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FactKind(StrEnum):
    """What a fact can be about."""

    RISING = "rising"
    NEW = "new"
    FALLING = "falling"
    COSTS = "costs"
    LIFTS = "lifts"


class Sureness(StrEnum):
    """`strong`: survives the control of false discoveries. `moderate`: an alarm on its own. `weak`: a hint."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing worth telling. Shares are 0..1 of respondents; costs are score points, negative with a lower score.

    `score_scope`: which of the two surveys `score_kind` is from, only where there are answers to both.
    `held_equal`: the adjusted effect in score points, only where it is evident and points the other way than `cost`.
    `unproven`: the tie was judged, and is not evident with the rest held equal, whatever the interval of `cost` says.
    `share_now` is of all weeks since; of a rise that is over, of its highest week.
    `latest`: respondents of the last week; `over`: that week is back at the level of before. `respondents` counts
    everyone once.
    """

    kind: FactKind
    theme_id: str
    label: Mapping[str, str]
    sureness: Sureness
    since: date | None = None
    touchpoint: Mapping[str, str] | None = None
    segment: str | None = None
    share_before: float | None = None
    share_now: float | None = None
    score_kind: str = "nps"
    score_scope: str | None = None
    cost: float | None = None
    cost_low: float | None = None
    cost_high: float | None = None
    held_equal: float | None = None
    respondents: int = 0
    latest: int | None = None
    over: bool = False
    unproven: bool = False
