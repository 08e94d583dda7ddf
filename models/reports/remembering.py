"""Answers that take a second to reckon are kept while nothing they rest on changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.reports.filters import Filters
from models.sheets.packing import stamps
from models.themes.known import themes_version

Answer = TypeVar("Answer")
MOST_KEPT = 128
_kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, object]] = WeakKeyDictionary()
_lock = threading.Lock()


def remembered(
    session: Session, workspace_id: int, question: Hashable, filters: Filters, work: Callable[[], Answer]
) -> Answer:
    """`work()`, unless it was done for the same question, the same facts and the same themes."""
    state = (stamps(session, workspace_id), themes_version(session, workspace_id))
    key = (workspace_id, question, filters, state)
    engine = session.get_bind().engine
    with _lock:
        kept = _kept.setdefault(engine, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return cast("Answer", kept[key])
    answer = work()
    with _lock:
        kept[key] = answer
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
    return answer
