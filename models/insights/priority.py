"""The priority map: how many people speak of a theme, against what goes with it in the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from models.insights.impact import Interval, ThemeImpact, Verdict
from models.insights.scores import RANKABLE_FROM


class Quadrant(StrEnum):
    """`fix_first`: many people, lower scores. `watch`: few people, lower scores. `keep`: higher scores.

    `with_others`: the score without these people and the comparison with others held equal point opposite ways.
    `too_few`: too few people speak of it to be compared with the others.
    """

    FIX_FIRST = "fix_first"
    WATCH = "watch"
    KEEP = "keep"
    WITH_OTHERS = "with_others"
    NO_EVIDENCE = "no_evidence"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Place:
    """A theme on the map; `impact` is the leave-out impact with its interval bar, in points of the score."""

    theme_id: str
    volume: int
    impact: Interval
    quadrant: Quadrant


def priority_map(impacts: Sequence[ThemeImpact]) -> list[Place]:
    """Themes with an impact, worst first; those of fewer than thirty people stand last, for nothing ranks them.

    What hurts is split at its own median of people: praise that everybody speaks of must not make a small matter of it.
    """
    shown = [(impact, impact.leave_out) for impact in impacts if impact.leave_out is not None]
    middle = median([impact.mentions for impact, _ in shown if _hurts(impact)] or [RANKABLE_FROM])
    places = [
        Place(impact.theme_id, impact.mentions, interval, _quadrant(impact, impact.mentions >= middle))
        for impact, interval in shown
    ]
    return sorted(places, key=lambda place: (place.quadrant is Quadrant.TOO_FEW, place.impact.value, place.theme_id))


def _hurts(impact: ThemeImpact) -> bool:
    return impact.mentions >= RANKABLE_FROM and impact.verdict is Verdict.LOWERS and impact.borne_out


def _quadrant(impact: ThemeImpact, many: bool) -> Quadrant:
    if impact.mentions < RANKABLE_FROM:
        return Quadrant.TOO_FEW
    if impact.with_others:
        return Quadrant.WITH_OTHERS
    if not impact.borne_out:
        return Quadrant.NO_EVIDENCE
    if impact.verdict is Verdict.RAISES:
        return Quadrant.KEEP
    return Quadrant.FIX_FIRST if many else Quadrant.WATCH
