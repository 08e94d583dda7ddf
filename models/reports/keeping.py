"""What the report said when a discovery was over, kept with the run: scores, what goes with them, the story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Sessions, reading, retrying
from models.insights.story import Fact
from models.reports.filters import Filters, Period
from models.reports.headline import summary
from models.reports.impacts import ScoreImpact, priority_of, scores_given
from models.reports.overview import span
from models.reports.stories import story
from models.reports.values import Summary
from models.tables import ThemeRun
from models.tables.columns import now
from models.themes.frozen import WAITS

WEEKS = 12  # as the report opens
_NEWEST = 20  # runs that are looked at for a report that is not reckoned yet


class Kept(StrEnum):
    """`none`: the run is older than this. `waits`: a worker is about to. `unreadable`: of a version too far away."""

    NONE = "none"
    WAITS = "waits"
    KEPT = "kept"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class KeptReport:
    """The report as it was `at` that moment, over the twelve weeks up to the newest feedback (`summary.period`).

    `impacts`: of every theme on every score that was given. Names are those that themes and touchpoints had.
    """

    at: datetime
    summary: Summary
    impacts: tuple[ScoreImpact, ...]
    story: tuple[Fact, ...]


def keep_reports(sessions: Sessions, workspace_id: int) -> int:
    """Reckon the report for the runs that wait for one, outside the write lock; returns how many have it now."""
    with reading(sessions) as session:
        waiting = _waiting(session, workspace_id)
        if not waiting:
            return 0
        written = _format().dump_python(reckoned(session, workspace_id), mode="json")
    return retrying(sessions, lambda session: _write(session, waiting, written))


def reckoned(session: Session, workspace_id: int) -> KeptReport:
    found = span(session, workspace_id)
    filters = Filters(None if found is None else _last_weeks(found))
    asked = [(kind, scope) for kind, scope in scores_given(session, workspace_id, filters)]
    return KeptReport(
        at=now(),
        summary=summary(session, workspace_id, filters),
        impacts=tuple(
            ScoreImpact(kind, scope, impact)
            for kind, scope in asked
            for impact in priority_of(session, workspace_id, filters, kind, scope).impacts
        ),
        story=story(session, workspace_id, filters),
    )


def kept_report(run: ThemeRun) -> tuple[Kept, KeptReport | None]:
    """What there is of it, and the report where it is kept."""
    if not run.report:
        return Kept.NONE, None
    if WAITS in run.report:
        return Kept.WAITS, None
    try:
        return Kept.KEPT, _format().validate_python(run.report)
    except ValidationError:
        return Kept.UNREADABLE, None


def _last_weeks(found: Period) -> Period:
    """Whole weeks, the last of them that of the newest feedback."""
    end = found.last + timedelta(days=6 - found.last.weekday())
    return Period(end - timedelta(weeks=WEEKS, days=-1), end)


def _waiting(session: Session, workspace_id: int) -> dict[int, Mapping[str, Any]]:
    chosen = select(ThemeRun.id, ThemeRun.report).where(ThemeRun.workspace_id == workspace_id)
    rows = session.execute(chosen.order_by(ThemeRun.id.desc()).limit(_NEWEST))
    return {run_id: report for run_id, report in rows if WAITS in report}


def _write(session: Session, waiting: Mapping[int, Mapping[str, Any]], written: dict[str, Any]) -> int:
    """A run that was frozen anew meanwhile waits on: what was reckoned is of the themes before."""
    runs = select(ThemeRun).where(ThemeRun.id.in_(waiting)).with_for_update()
    ready = [run for run in session.scalars(runs) if run.report == waiting[run.id]]
    for run in ready:
        run.report = written
    return len(ready)


@cache
def _format() -> TypeAdapter[KeptReport]:
    return TypeAdapter(KeptReport)
