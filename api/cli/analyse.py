"""`kikitori analyse`: reads what waits, in this process; `kikitori themes discover` comes after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from api.cli.locale import say
from api.cli.screen import Exit, Json, as_json, out, progress, tell

if TYPE_CHECKING:
    from models.database import Sessions


def analyse(json: Json = False) -> None:
    from api.cli.opening import store

    with store() as (sessions, _):
        read, failed, stopped = _drain(sessions)
        left = _left(sessions)
    if json:
        as_json({"read": read, "failed": failed, "stopped": stopped, "pending": left})
    else:
        out().print(say("analyse.done", read=read, failed=failed, left=left), highlight=False)
    if stopped:
        tell("analyse.stopped")
    raise typer.Exit(Exit.PARTLY if failed or stopped else Exit.OK)


def _drain(sessions: Sessions) -> tuple[int, int, bool]:
    """How many were read, how many attempts failed, and whether reading stopped because most failed."""
    from api.cli.opening import analyser
    from models.database import retrying
    from models.sheets.packing import refresh
    from settings import settings
    from workers.analysis import read_batch
    from workers.assignment import ThemeAssignment
    from workers.breaker import Breaker
    from workers.seed_places import ENOUGH, place_waiting

    breaker, assignment = Breaker(), ThemeAssignment(sessions)
    read, failed = 0, 0
    touched: set[int] = set()
    with progress() as bars:
        bar = bars.add_task(say("analyse.progress"), total=_left(sessions))
        while True:
            done = read_batch(
                sessions,
                analyser(),
                settings().analysis_batch,
                lease_seconds=settings().lease.total_seconds(),
                most_attempts=settings().max_attempts,
                breaker=breaker,
                assign=assignment,
            )
            read, failed = read + done.read, failed + done.failed
            touched |= done.workspaces
            bars.update(bar, completed=read)
            if done.stopped or not done.claimed:
                break
    for workspace_id in sorted(touched):
        place_waiting(sessions, workspace_id, ENOUGH)
        retrying(sessions, lambda session, workspace_id=workspace_id: refresh(session, workspace_id))  # type: ignore[misc]
    return read, failed, done.stopped


def _left(sessions: Sessions) -> int:
    from models.backlog import pending
    from models.database import reading

    with reading(sessions) as session:
        return pending(session)
