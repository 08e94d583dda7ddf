"""Packing weeks that changed, and reading the packed ones; what was unpacked once is kept while its stamp holds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import CursorResult, Engine, select, update
from sqlalchemy.orm import Session

from models.database import Sessions, reading, writing
from models.sheets.building import build
from models.sheets.layout import Sheet, people, unpacked
from models.tables import WeekSheet

MOST_KEPT = 400  # sheets a process keeps for each database; a week of 20,000 comments is about 1.2 MB

Stamps = tuple[tuple[date, int], ...]
Key = tuple[int, date, int]
_kept: WeakKeyDictionary[Engine, OrderedDict[Key, Sheet]] = WeakKeyDictionary()
_lock = threading.Lock()


def refresh(session: Session, workspace_id: int, *, most: int | None = None) -> int:
    """Pack up to `most` weeks that changed since they were packed; returns how many. Call it in a writing session."""
    return sum(
        _store(session, workspace_id, week, stamp, build(session, workspace_id, week))
        for week, stamp in _changed(session, workspace_id, most)
    )


def refresh_all(sessions: Sessions, workspace_id: int) -> int:
    """As `refresh`, a week at a time and built outside the write lock, so that nobody waits for a big store."""
    packed = 0
    with reading(sessions) as session:
        changed = _changed(session, workspace_id, None)
    for week, stamp in changed:
        with reading(sessions) as session:
            sheet = build(session, workspace_id, week)
        with writing(sessions) as session:
            packed += _store(session, workspace_id, week, stamp, sheet)
    return packed


def _changed(session: Session, workspace_id: int, most: int | None) -> Stamps:
    """The newest weeks first: they are the ones people look at."""
    stale = (
        select(WeekSheet.week, WeekSheet.stamp)
        .where(WeekSheet.workspace_id == workspace_id, WeekSheet.stamp != WeekSheet.built)
        .order_by(WeekSheet.week.desc())
        .limit(most)
    )
    return tuple((week, stamp) for week, stamp in session.execute(stale))


def _store(session: Session, workspace_id: int, week: date, stamp: int, sheet: Sheet) -> int:
    """0 when the week changed once more since `stamp` was read: it stays for the next time."""
    done = session.execute(
        update(WeekSheet)
        .where(WeekSheet.workspace_id == workspace_id, WeekSheet.week == week, WeekSheet.stamp == stamp)
        .values(built=stamp, **sheet.packed())
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount


def stamps(session: Session, workspace_id: int, first: date | None = None, last: date | None = None) -> Stamps:
    """The weeks from `first` to `last` that have feedback, oldest first, and the state each is in."""
    chosen = select(WeekSheet.week, WeekSheet.stamp).where(WeekSheet.workspace_id == workspace_id)
    if first is not None:
        chosen = chosen.where(WeekSheet.week >= first)
    if last is not None:
        chosen = chosen.where(WeekSheet.week <= last)
    return tuple((week, stamp) for week, stamp in session.execute(chosen.order_by(WeekSheet.week)))


def sheets(session: Session, workspace_id: int, wanted: Stamps) -> dict[date, Sheet]:
    """The sheets of these weeks, in the same order."""
    engine = session.get_bind().engine
    known = {week: _recall(engine, (workspace_id, week, stamp)) for week, stamp in wanted}
    missing = [(week, stamp) for week, stamp in wanted if known[week] is None]
    found = _stored(session, workspace_id, [week for week, _ in missing])
    for week, stamp in missing:
        sheet = found.get((week, stamp)) or build(session, workspace_id, week)
        known[week] = sheet
        _keep(engine, (workspace_id, week, stamp), sheet)
    return {week: sheet for week, sheet in known.items() if sheet is not None}


def weekly_people(session: Session, workspace_id: int) -> dict[date, dict[int, int]]:
    """Respondents of each theme in every week there ever was; needs no facts of weeks that are packed."""
    chosen = select(WeekSheet.week, WeekSheet.stamp, WeekSheet.built, WeekSheet.words).where(
        WeekSheet.workspace_id == workspace_id
    )
    counts: dict[date, dict[int, int]] = {}
    for week, stamp, built, words in session.execute(chosen.order_by(WeekSheet.week)).all():
        if stamp == built:
            counts[week] = people(words)
        else:
            counts[week] = dict(sheets(session, workspace_id, ((week, stamp),))[week].people)
    return counts


def _stored(session: Session, workspace_id: int, weeks: Sequence[date]) -> dict[tuple[date, int], Sheet]:
    found = select(WeekSheet.week, WeekSheet.stamp, WeekSheet.words, WeekSheet.comments, WeekSheet.mentions).where(
        WeekSheet.workspace_id == workspace_id, WeekSheet.week.in_(weeks), WeekSheet.stamp == WeekSheet.built
    )
    return {(r.week, r.stamp): unpacked(r.words, r.comments, r.mentions) for r in session.execute(found)}


def _recall(engine: Engine, key: Key) -> Sheet | None:
    with _lock:
        kept = _kept.setdefault(engine, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key)


def _keep(engine: Engine, key: Key, sheet: Sheet) -> None:
    with _lock:
        kept = _kept.setdefault(engine, OrderedDict())
        for stale in [k for k in kept if k[:2] == key[:2]]:
            del kept[stale]
        kept[key] = sheet
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
