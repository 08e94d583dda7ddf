"""`kikitori quarantine`: comments that could not be read after every attempt, and reading them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.locale import locale, say
from api.cli.screen import Json, as_json, out, tell

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Ids = Annotated[list[int] | None, typer.Argument(help=say("quarantine.ids"))]

app = typer.Typer(help=say("help.quarantine"), no_args_is_help=True)


@app.command("list", help=say("help.quarantine.list"))
def list_quarantined(json: Json = False) -> None:
    from rich.table import Table

    from api.cli.opening import reading
    from api.wording import worded
    from models.backlog import quarantined

    with reading() as (session, workspace_id):
        found = list(quarantined(session, workspace_id, limit=1000))
    if json:
        as_json([{"id": key, "error": error} for key, error in found])
        return
    if not found:
        tell("quarantine.none")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(say("quarantine.comment"), justify="right")
    table.add_column(say("quarantine.error"), overflow="fold")
    for key, error in found:
        table.add_row(str(key), worded(error or "", locale()))
    out().print(table)


@app.command("replay", help=say("help.quarantine.replay"))
def replay(ids: Ids = None) -> None:
    """Only what belongs to this workspace goes back to the queue."""
    from api.cli.opening import change
    from models import backlog, queue
    from settings import settings
    from workers.wakeups import wake

    def work(session: Session, workspace_id: int) -> int:
        mine = {key for key, _ in backlog.quarantined(session, workspace_id, limit=100_000)}
        chosen = sorted(mine & set(ids) if ids else mine)
        return queue.replay(session, chosen) if chosen else 0

    count = change(work)
    wake(settings())
    tell("quarantine.replayed", count=count)
