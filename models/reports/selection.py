"""The facts a question is about: the weeks of its period, cut to its days and its filters."""

from __future__ import annotations

import threading
from collections import OrderedDict
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.intake import monday
from models.reports.filters import Filters, Period
from models.sheets.counting import mask_of
from models.sheets.facts import Facts, Mask, any_of, gather
from models.sheets.packing import Stamps, sheets, stamps

MOST_ROWS = 3_000_000  # comments kept in memory between questions, about 100 bytes each
MOST_SELECTIONS = 64
Key = tuple[int, Filters, Stamps]
_kept: WeakKeyDictionary[Engine, OrderedDict[Key, Facts]] = WeakKeyDictionary()
_lock = threading.Lock()


def select_facts(session: Session, workspace_id: int, filters: Filters) -> Facts:
    """A page asks many questions of the same facts: they are kept while no week of them changes."""
    period = filters.period
    weeks = (None, None) if period is None else (monday(period.first), monday(period.last))
    found = stamps(session, workspace_id, *weeks)
    engine, key = session.get_bind().engine, (workspace_id, filters, found)
    facts = _recall(engine, key)
    if facts is None:
        facts = cut(gather(sheets(session, workspace_id, found)), filters)
        _keep(engine, key, facts)
    return facts


def previous_facts(session: Session, workspace_id: int, filters: Filters) -> Facts | None:
    """The equal period before; None for all time."""
    if filters.period is None:
        return None
    return select_facts(session, workspace_id, filters.within(filters.period.previous))


def cut(facts: Facts, filters: Filters) -> Facts:
    """Only what `filters` let through; with touchpoints, only the mentions there."""
    kept = _in_period(facts, filters.period)
    for values, wanted in (
        (facts.source, filters.sources),
        (facts.channel, filters.channels),
        (facts.language, filters.languages),
    ):
        if wanted:
            kept &= any_of(values, wanted, facts.place)
    if filters.segments:
        fitting = [all(s.get(k) == v for k, v in filters.segments) for s in facts.segments]
        kept &= np.array(fitting, bool)[facts.segment]
    there: Mask | None = None
    if filters.touchpoints:
        there = any_of(facts.mention_touchpoint, filters.touchpoints, facts.place)
        kept &= mask_of(facts.row[there], len(facts)) | any_of(facts.touchpoint, filters.touchpoints, facts.place)
    return facts if kept.all() and there is None else facts.kept(kept, there)


def _in_period(facts: Facts, period: Period | None) -> Mask:
    if period is None:
        return np.ones(len(facts), bool)
    return (facts.day >= period.first.toordinal()) & (facts.day <= period.last.toordinal())


def _recall(engine: Engine, key: Key) -> Facts | None:
    with _lock:
        kept = _kept.setdefault(engine, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key)


def _keep(engine: Engine, key: Key, facts: Facts) -> None:
    with _lock:
        kept = _kept.setdefault(engine, OrderedDict())
        for stale in [k for k in kept if k[:2] == key[:2]]:
            del kept[stale]
        kept[key] = facts
        while len(kept) > MOST_SELECTIONS or (len(kept) > 1 and sum(len(f) for f in kept.values()) > MOST_ROWS):
            kept.popitem(last=False)
