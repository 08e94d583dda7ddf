"""The figures at the top of the report."""

from __future__ import annotations

from datetime import date

import numpy as np
from sqlalchemy.orm import Session

from models.reports.figures import calendar, mixed_share, negative_share, score_cards, sentiment_counts, share, weekly
from models.reports.filters import Filters
from models.reports.matrices import CANDIDATES, shown_themes
from models.reports.selection import previous_facts, select_facts
from models.reports.values import ScoreCard, Share, Summary
from models.sheets.counting import distinct
from models.sheets.facts import Facts


def summary(session: Session, workspace_id: int, filters: Filters) -> Summary:
    """How much was said, how it was meant, what it scored; beside it the equal period before."""
    facts = select_facts(session, workspace_id, filters)
    before = previous_facts(session, workspace_id, filters)
    days = facts.day
    return Summary(
        period=filters.period,
        first_day=date.fromordinal(int(days.min())) if len(days) else None,
        last_day=date.fromordinal(int(days.max())) if len(days) else None,
        comments=len(facts),
        respondents=distinct(facts.person, facts.people),
        previous_comments=None if before is None else len(before),
        previous_respondents=None if before is None else distinct(before.person, before.people),
        sentiment=sentiment_counts(facts),
        negative=negative_share(facts),
        previous_negative=None if before is None else negative_share(before),
        mixed=mixed_share(facts),
        scores=score_cards(facts, before),
        unassigned=share(int(np.count_nonzero(facts.theme == 0)), len(facts.theme)),
        abstained=int(np.count_nonzero(facts.abstain)),
        weekly=weekly(facts, calendar(facts, filters.period)),
        in_candidates=_in_candidates(session, workspace_id, facts),
    )


def _in_candidates(session: Session, workspace_id: int, facts: Facts) -> Share:
    candidates = shown_themes(session, workspace_id, CANDIDATES)
    inside = int(np.count_nonzero(np.isin(facts.theme, candidates)))
    return share(inside, int(np.count_nonzero(facts.theme)))


def cards(session: Session, workspace_id: int, filters: Filters) -> tuple[ScoreCard, ...]:
    """Only the scores, for a page that has a segment or a touchpoint of its own."""
    return score_cards(select_facts(session, workspace_id, filters), previous_facts(session, workspace_id, filters))
