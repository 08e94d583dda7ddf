"""Did it help? Each action, before against after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from models.actions import ActionView, actions
from models.insights.beforeafter import (
    FEWEST_WEEKS_EACH,
    BeforeAfter,
    Outcome,
    against_others,
    interrupted,
    share_against_others,
)
from models.insights.scores import RANKABLE_FROM
from models.reports.filters import Filters
from models.reports.places import visits
from models.reports.respondents import outcome_of
from models.reports.selection import select_facts
from models.reports.theme_pages import theme_in
from models.reports.ties import PREFERRED
from models.sheets.counting import distinct, distinct_by, mask_of
from models.sheets.facts import Facts, Mask

Answers = NDArray[np.float64]
SCORES = ("nps", "csat", "ces")
MOST_WEEKS_BEFORE = 26  # half a year tells a trend; a whole one has a season in it, which a line cannot follow


@dataclass(frozen=True, slots=True)
class ActionEffect:
    """`effect` on the target's own figure; without a target, on the share of people who speak of it.

    None: nothing to compare yet. Those who speak of it: of the theme, of the touchpoint, or of the theme there.
    """

    action: ActionView
    effect: BeforeAfter | None


@dataclass(frozen=True, slots=True)
class Span:
    """Days as ordinals: the action's first, and the last that counts."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


def action_effects(session: Session, workspace_id: int, theme_id: int | None = None) -> tuple[ActionEffect, ...]:
    """Of a theme's actions; without a theme, of all there are."""
    if theme_id is not None:
        theme_in(session, workspace_id, theme_id)
    facts = select_facts(session, workspace_id, Filters())
    return tuple(ActionEffect(action, _effect(facts, action)) for action in actions(session, workspace_id, theme_id))


def _effect(facts: Facts, action: ActionView) -> BeforeAfter | None:
    """As long before the action as there is after it, up to the target's day: seasons are not to blame."""
    if not len(facts):
        return None
    last = int(facts.day.max())
    target_on = action.target_on or date.fromordinal(last)
    span = Span(action.starts_on.toordinal(), min(last, target_on.toordinal()))
    if span.length < 1:
        return None
    speaks = _speaks(facts, action)
    if action.target_kind in SCORES:
        found = _score_effect(facts, action.target_kind, speaks, span, action.target_change)
    else:
        found = _share_effect(facts, speaks, span, action.target_change)
    if found is None:
        return None
    if last < target_on.toordinal():
        return replace(found, outcome=Outcome.ON_THE_WAY) if found.outcome is Outcome.MET else found
    due = action.target_on is not None and bool(action.target_change)
    return replace(found, target_met=found.outcome is Outcome.MET) if due else found


def _speaks(facts: Facts, action: ActionView) -> Mask:
    """The comments it is measured by. As everywhere, a comment is at a touchpoint when it was asked there, too."""
    if action.theme_id is None:
        return visits(facts, [action.touchpoint or ""]).comments
    of_theme = facts.theme == action.theme_id
    if action.touchpoint is not None:
        place = facts.place(action.touchpoint)
        of_theme &= (facts.mention_touchpoint == place) | (facts.touchpoint[facts.row] == place)
    return mask_of(facts.row[of_theme], len(facts))


def _halves(facts: Facts, span: Span) -> tuple[Mask, Mask]:
    after = (facts.day >= span.start) & (facts.day <= span.end)
    return (facts.day < span.start) & (facts.day >= span.start - span.length), after


def _score_effect(facts: Facts, kind: str, speaks: Mask, span: Span, target: float | None) -> BeforeAfter | None:
    """By the survey that is asked first, if it has answers enough on all four sides; else by that with most answers."""
    asked = [scope for known, scope in PREFERRED if known == kind and (kind, scope) in facts.asked]
    groups = {scope: _sides(facts, kind, scope, speaks, span) for scope in asked}
    if not groups:
        return None
    fullest = max(asked, key=lambda scope: sum(map(len, groups[scope])))
    chosen = next((scope for scope in asked if min(map(len, groups[scope])) >= RANKABLE_FROM), fullest)
    found = against_others(*groups[chosen], target)
    return replace(found, scope=chosen) if len(asked) > 1 else found


def _sides(facts: Facts, kind: str, scope: str, speaks: Mask, span: Span) -> tuple[Answers, Answers, Answers, Answers]:
    """The answers before and after of those who speak of it, then of the others."""
    before, after = _halves(facts, span)

    def given(rows: Mask) -> Answers:
        return outcome_of(kind, facts.score(kind, scope, rows).astype(np.float64))

    return given(before & speaks), given(after & speaks), given(before & ~speaks), given(after & ~speaks)


def _share_effect(facts: Facts, speaks: Mask, span: Span, target: float | None) -> BeforeAfter:
    """By the weeks where there are enough of them; else the share before and after."""

    def people(rows: Mask) -> int:
        return distinct(facts.person[rows], facts.people)

    before, after = _halves(facts, span)
    hits, totals = (people(before & speaks), people(after & speaks)), (people(before), people(after))
    # The target is a percentage of what there was, the effect is in points of the share of all respondents. Half a
    # respondent where there was none: the target keeps its direction.
    points = None if target is None or not totals[0] else target * max(hits[0], 0.5) / totals[0]
    by_weeks = _weekly_effect(facts, speaks, span, points) if min(totals) >= RANKABLE_FROM else None
    return by_weeks or share_against_others(hits, totals, points)


def _weekly_effect(facts: Facts, speaks: Mask, span: Span, points: float | None) -> BeforeAfter | None:
    """None with too few whole weeks on either side, or with one in which nobody spoke: its share is not known.

    Weeks are counted from the action's day, so that none of them is partly before it.
    """
    before = min((span.start - int(facts.day.min())) // 7, MOST_WEEKS_BEFORE)
    after = span.length // 7
    if min(before, after) < FEWEST_WEEKS_EACH:
        return None
    week = (facts.day - span.start) // 7 + before
    week = np.where((week >= 0) & (week < before + after), week, -1).astype(np.int32)
    totals = distinct_by(week, before + after, facts.person, facts.people)
    if not totals.all():
        return None
    hits = distinct_by(week[speaks], before + after, facts.person[speaks], facts.people)
    return interrupted(100 * hits / totals, totals.astype(np.float64), before, points)
