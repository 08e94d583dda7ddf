"""Waiting for the workers with a bar, and giving up with a reason when nothing moves any more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from api.cli.locale import say
from api.cli.screen import Exit, fail, progress, tell

if TYPE_CHECKING:
    from api.house import House
    from workers.runner import Runner

POLL_SECONDS = 0.25


def is_empty(house: House, workspace_id: int) -> bool:
    from models.database import reading
    from models.queue import is_empty

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
    from models.database import reading
    from models.queue import backlog

    with progress() as bars:
        bar = None
        moved, last = time.monotonic(), -1
        while True:
            with reading(house.sessions) as session:
                now = backlog(session)
            waiting = now.pending + now.leased
            if not waiting:
                break
            if bar is None:
                house.wake()
                bar = bars.add_task(say("analyse.progress"), total=now.done + waiting)
            bars.update(bar, completed=now.done + now.quarantined)
            if now.done + now.quarantined != last:
                moved, last = time.monotonic(), now.done + now.quarantined
            elif time.monotonic() - moved > patience:
                fail("run.stuck", Exit.PARTLY, waiting=waiting, logs=house.settings.data_dir / "logs")
            runner.check()
            time.sleep(POLL_SECONDS)
    if now.quarantined:
        tell("run.quarantined", count=now.quarantined)


def wait_for_job(house: House, workspace_id: int, runner: Runner) -> None:
    """Asks a worker for the themes; the pages open even when it fails."""
    from api.house import DISCOVERY
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
        tell("run.no_themes", error=job.error or "?")
