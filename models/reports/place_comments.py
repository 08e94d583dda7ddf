"""The words behind a touchpoint: its comments, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, func
from sqlalchemy.orm import Session

from models.reports import cursors
from models.reports.comment_values import VerbatimPage
from models.reports.filters import Filters
from models.reports.places import visits
from models.reports.selection import select_facts
from models.reports.verbatims import MOST_A_PAGE, chosen_units, verbatims
from models.sheets.facts import Facts
from models.tables import Comment, Unit

Rows = NDArray[np.int64]


def place_comments(
    session: Session,
    workspace_id: int,
    code: str,
    filters: Filters,
    *,
    complaints: bool = False,
    cursor: str | None = None,
    limit: int = 20,
) -> VerbatimPage:
    """The comments that the journey counts there, with what they say of the place; `complaints`: of those alone.

    A comment that was asked there and speaks of other places is shown with all it says. `limit` counts comments. The
    filter by touchpoint does not apply.
    """
    facts = select_facts(session, workspace_id, replace(filters, touchpoints=()))
    found = visits(facts, [code])
    rows: Rows = np.flatnonzero(found.complaints if complaints else found.comments & (facts.sentiment >= 0))
    rows = rows[np.lexsort((facts.id[rows], facts.day[rows]))][::-1]
    if cursor is not None:
        rows = _after(facts, rows, *cursors.number_and_id("place", cursor))
    size = max(1, min(limit, MOST_A_PAGE))
    page = rows[:size]
    last = page[-1] if len(rows) > size else None
    following = None if last is None else cursors.encode("place", float(facts.day[last]), int(facts.id[last]))
    return VerbatimPage(verbatims(session, _units(session, facts.id[page].tolist(), code, complaints)), following)


def _after(facts: Facts, rows: Rows, day: float, comment_id: int) -> Rows:
    days = facts.day[rows]
    later: Rows = rows[(days < day) | ((days == day) & (facts.id[rows] < comment_id))]
    return later


def _units(session: Session, ids: Sequence[int], code: str, complaints: bool) -> list[Row[*tuple[Any, ...]]]:
    """Of each comment the units at the place (those that complain, when asked for), in the order of `ids`."""
    chosen = chosen_units(Unit.position).where(Comment.id.in_(ids))
    there = func.coalesce(Unit.touchpoint, Comment.touchpoint_hint) == code
    if complaints:
        chosen = chosen.where(there, Unit.polarity < 0)
    by_comment: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in session.execute(chosen):
        by_comment.setdefault(row.comment_id, []).append(row)
    told = []
    for comment_id in ids:
        own = by_comment.get(comment_id, [])
        told += [row for row in own if row.touchpoint == code] or own
    return told
