"""Waiting for the workers with a bar, and giving up with a reason when nothing moves any more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from api.cli.locale import locale, say
from api.cli.screen import Exit, fail, progress, tell

if TYPE_CHECKING:
    from api.house import House
    from workers.runner import Runner

POLL_SECONDS = 0.25


def is_empty(house: House, workspace_id: int) -> bool:
    from models.backlog import is_empty
    from models.database import reading

    with reading(house.sessions) as session:
        return is_empty(session, workspace_id)


def themes_are_missing(house: House, workspace_id: int) -> bool:
    from models import reports
    from models.database import reading
    from models.reports.filters import Filters

    with reading(house.sessions) as session:
        return not is_empty(house, workspace_id) and not reports.theme_table(session, workspace_id, Filters())


def wait_for_reading(house: House, runner: Runner, patience: float) -> None:
    """Until nothing waits; when nothing was read for `patience` seconds, says where to look and stops."""
    from models.backlog import backlog
    from models.database import reading

    if at_first := _unread(house):
        house.wake()
        _watch(house, runner, at_first, patience)
    with reading(house.sessions) as session:
        quarantined = backlog(session).quarantined
    if quarantined:
        tell("run.quarantined", count=quarantined)


def _watch(house: House, runner: Runner, at_first: int, patience: float) -> None:
    """The bar, until nothing waits; what comes in meanwhile makes it longer."""
    with progress() as bars:
        bar = bars.add_task(say("analyse.progress"), total=at_first)
        moved, total, before = time.monotonic(), at_first, at_first
        while waiting := _unread(house):
            total += max(0, waiting - before)
            bars.update(bar, total=total, completed=total - waiting)
            if waiting != before:
                moved, before = time.monotonic(), waiting
            elif time.monotonic() - moved > patience:
                fail("run.stuck", Exit.PARTLY, waiting=waiting, logs=house.settings.data_dir / "logs")
            runner.check()
            time.sleep(POLL_SECONDS)
        bars.update(bar, completed=total)


def _unread(house: House) -> int:
    from models.backlog import unread
    from models.database import reading

    with reading(house.sessions) as session:
        return unread(session)


def wait_for_job(house: House, workspace_id: int, runner: Runner) -> None:
    """Asks a worker for the themes; the pages open even when it fails."""
    from api.house import DISCOVERY
    from api.wording import worded
    from models import jobs
    from models.database import reading, retrying

    key = retrying(house.sessions, lambda session: jobs.request_once(session, workspace_id, "discover", {"seed": 0}))
    house.wake(DISCOVERY)
    with progress() as bars:
        bar = bars.add_task(say("discover.progress"), total=1.0)
        while True:
            with reading(house.sessions) as session:
                job = jobs.job(session, key)
            bars.update(bar, completed=job.progress)
            if job.state in ("done", "failed"):
                break
            runner.check()
            time.sleep(POLL_SECONDS)
    if job.state == "failed":
        tell("run.no_themes", error=worded(job.error or "?", locale()))
