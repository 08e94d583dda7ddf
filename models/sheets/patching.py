"""Renaming a theme inside packed weeks: packing a million comments anew would take too long for a merge."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from models.sheets.building import people_of
from models.sheets.layout import people, unpacked
from models.sheets.marks import mark, new_stamp
from models.tables import WeekSheet


def relabel(session: Session, workspace_id: int, old: int, new: int) -> None:
    """All that is said of theme `old` is now said of `new` (0: of none). Weeks that are not packed are only marked."""
    chosen = select(WeekSheet).where(WeekSheet.workspace_id == workspace_id).order_by(WeekSheet.week)
    for row in session.scalars(chosen.execution_options(populate_existing=True)).all():
        session.expunge(row)
        if row.stamp != row.built or (old in people(row.words) and not _patched(session, row, old, new)):
            mark(session, workspace_id, [row.week])


def _patched(session: Session, row: WeekSheet, old: int, new: int) -> bool:
    """False when somebody changed the week meanwhile."""
    sheet = unpacked(row.words, row.comments, row.mentions)
    mentions = sheet.mentions.copy()
    mentions["theme"][mentions["theme"] == old] = new
    sheet = replace(sheet, mentions=mentions, people=people_of(sheet.comments, mentions))
    stamp = new_stamp()
    done = session.execute(
        update(WeekSheet)
        .where(WeekSheet.id == row.id, WeekSheet.stamp == row.stamp)
        .values(stamp=stamp, built=stamp, **sheet.packed())
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount == 1
