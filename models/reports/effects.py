"""Did it help? Each action on a theme, before against after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from models.actions import ActionView, actions
from models.insights.beforeafter import BeforeAfter, against_others, share_against_others
from models.reports.filters import Filters
from models.reports.impacts import PREFERRED, outcome_of
from models.reports.selection import select_facts
from models.reports.theme_pages import theme_in
from models.sheets.counting import distinct, mask_of
from models.sheets.facts import Facts, Mask


@dataclass(frozen=True, slots=True)
class ActionEffect:
    """`effect` on the target's own figure; without a target, on the theme's share. None: nothing to compare yet."""

    action: ActionView
    effect: BeforeAfter | None


def action_effects(session: Session, workspace_id: int, theme_id: int) -> tuple[ActionEffect, ...]:
    theme_in(session, workspace_id, theme_id)
    facts = select_facts(session, workspace_id, Filters())
    return tuple(
        ActionEffect(action, _effect(facts, theme_id, action)) for action in actions(session, workspace_id, theme_id)
    )


def _effect(facts: Facts, theme_id: int, action: ActionView) -> BeforeAfter | None:
    """As long before the action as there is after it, up to the target's day: seasons are not to blame."""
    if not len(facts):
        return None
    start = action.starts_on.toordinal()
    end = int(facts.day.max())
    if action.target_on is not None:
        end = min(end, action.target_on.toordinal())
    length = end - start + 1
    if length < 1:
        return None
    after = (facts.day >= start) & (facts.day <= end)
    before = (facts.day < start) & (facts.day >= start - length)
    speaks = mask_of(facts.row[facts.theme == theme_id], len(facts))
    if action.target_kind in ("nps", "csat", "ces"):
        return _score_effect(facts, action.target_kind, speaks, before, after, action.target_change)
    return _share_effect(facts, speaks, before, after, action.target_change)


def _score_effect(
    facts: Facts, kind: str, speaks: Mask, before: Mask, after: Mask, target: float | None
) -> BeforeAfter | None:
    scope = next((s for k, s in PREFERRED if k == kind and (k, s) in facts.asked), None)
    if scope is None:
        return None

    def given(rows: Mask) -> NDArray[np.float64]:
        return outcome_of(kind, facts.score(kind, scope, rows).astype(np.float64))

    groups = (given(before & speaks), given(after & speaks), given(before & ~speaks), given(after & ~speaks))
    return against_others(*groups, target)


def _share_effect(facts: Facts, speaks: Mask, before: Mask, after: Mask, target: float | None) -> BeforeAfter:
    def people(rows: Mask) -> int:
        return distinct(facts.person[rows], facts.people)

    hits, totals = (people(before & speaks), people(after & speaks)), (people(before), people(after))
    # The target is a percentage of what there was, the effect is in points of the share of all respondents. Half a
    # respondent where there was none: the target keeps its direction.
    points = None if target is None or not totals[0] else target * max(hits[0], 0.5) / totals[0]
    return share_against_others(hits, totals, points)
