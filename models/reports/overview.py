"""What there is to choose from: the days, the segments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.reports.filters import Filters, Period
from models.reports.selection import select_facts
from models.tables import Comment


def span(session: Session, workspace_id: int) -> Period | None:
    """From the first to the last day that anything was received; None when nothing was."""
    ends = []
    for pick in (func.min, func.max):
        week = select(pick(Comment.week)).where(Comment.workspace_id == workspace_id).scalar_subquery()
        ends.append(
            session.scalar(
                select(pick(Comment.received_day)).where(Comment.workspace_id == workspace_id, Comment.week == week)
            )
        )
    return Period(ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def segment_values(session: Session, workspace_id: int, *, most: int = 12) -> Mapping[str, tuple[str, ...]]:
    """Each attribute and its `most` frequent values, the most frequent first."""
    facts = select_facts(session, workspace_id, Filters())
    counts = np.bincount(facts.segment, minlength=len(facts.segments)).tolist()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for segment, count in zip(facts.segments, counts, strict=True):
        for name, value in segment.items():
            found[name][value] += count
    return {name: tuple(value for value, _ in found[name].most_common(most)) for name in sorted(found)}
