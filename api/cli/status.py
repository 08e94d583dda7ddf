"""`kikitori status`: is everything all right, and if not, what is the matter.

Exit codes: 0 when all is well, 1 when something wants a person.
"""

from __future__ import annotations

import typer

from api.cli.locale import say
from api.cli.screen import Exit, Json, as_json, out

OLD_SECONDS = 60.0
SILENT_SECONDS = 30.0


def status(json: Json = False) -> None:
    from api.cli.opening import reading
    from models.backlog import backlog
    from settings import settings
    from workers.health import heartbeat_age

    with reading() as (session, _):
        waiting = backlog(session)
    seen = heartbeat_age(settings().data_dir)
    stalled = (waiting.oldest_seconds or 0.0) > OLD_SECONDS and (seen is None or seen > SILENT_SECONDS)
    if json:
        as_json({"database": settings().data_dir, "queue": waiting, "worker_seen_seconds": seen, "stalled": stalled})
    else:
        console = out()
        console.print(say("status.data", path=settings().data_dir.resolve()), highlight=False, soft_wrap=True)
        console.print(
            say(
                "status.queue",
                pending=waiting.pending,
                leased=waiting.leased,
                done=waiting.done,
                quarantined=waiting.quarantined,
            ),
            highlight=False,
        )
        told = say("status.never") if seen is None else say("status.seen", seconds=seen)
        console.print(told, highlight=False)
        if stalled:
            console.print(say("status.stalled", seconds=waiting.oldest_seconds), style="yellow", highlight=False)
        if waiting.quarantined:
            console.print(say("status.quarantined", count=waiting.quarantined), style="yellow", highlight=False)
    raise typer.Exit(Exit.PARTLY if stalled or waiting.quarantined else Exit.OK)
