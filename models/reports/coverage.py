"""The part of a period that has feedback: asked for 1970 to 2199, a table of its weeks would be as long as that."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from models.reports.filters import Period
from models.sheets.packing import stamps


def covered(session: Session, workspace_id: int, period: Period | None) -> Period | None:
    """`period` cut to the weeks from the first feedback ever to the newest; None: all time, or it has none of them."""
    known = stamps(session, workspace_id)
    if period is None or not known:
        return None
    first, last = max(period.first, known[0][0]), min(period.last, known[-1][0] + timedelta(days=6))
    return Period(first, last) if first <= last else None
