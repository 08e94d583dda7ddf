"""`kikitori themes`: find them, look at them."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.campaigns import campaigns
from api.cli.discover import discover
from api.cli.locale import say
from api.cli.naming import named
from api.cli.screen import Json, as_json, out
from api.cli.theme_acts import ACTS as MORE_ACTS
from api.cli.theme_edits import ACTS
from api.cli.theme_past import PAST
from api.cli.theme_proposals import app as proposals
from api.cli.theme_seeds import seed
from api.cli.theme_upkeep import upkeep

app = typer.Typer(help=say("help.themes"), no_args_is_help=True)
app.command("discover", help=say("help.themes.discover"))(discover)
app.command("seed", help=say("help.themes.seed"))(seed)
app.command("campaigns", help=say("help.themes.campaigns"))(campaigns)
app.command("upkeep", help=say("help.themes.upkeep"))(upkeep)
app.add_typer(proposals, name="proposals")
for name, act in {**ACTS, **MORE_ACTS, **PAST}.items():
    app.command(name, help=say(f"help.themes.{name}"))(act)

LISTED = ("active", "dormant", "candidate")
ThemeId = Annotated[int, typer.Argument(help=say("themes.id"))]


@app.command("list", help=say("help.themes.list"))
def list_themes(json: Json = False) -> None:
    from rich.table import Table

    from api.cli.opening import reading
    from api.cli.report_view import name_of
    from models import reports
    from models.reports.filters import Filters

    with reading() as (session, workspace_id):
        rows = reports.theme_table(session, workspace_id, Filters(), states=LISTED)
    if json:
        as_json(rows)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(say("themes.column_id"), justify="right")
    table.add_column(say("report.theme"), overflow="fold")
    table.add_column(say("report.people"), justify="right")
    table.add_column(say("themes.column_state"))
    for row in rows:
        table.add_row(str(row.id), name_of(row), f"{row.respondents:,}", named("tag", row.state))
    out().print(table)


@app.command("show", help=say("help.themes.show"))
def show(theme_id: ThemeId, json: Json = False) -> None:
    from api.cli.opening import reading
    from api.cli.report_view import name_of, spark
    from models import reports
    from models.reports.filters import Filters

    with reading() as (session, workspace_id):
        page = reports.theme_page(session, workspace_id, theme_id, Filters())
    if json:
        as_json(page)
        return
    console = out()
    console.print(f"[bold]{page.row.code}[/] {name_of(page.row)}  {spark(page.row.weekly)}", highlight=False)
    for language, words in page.keywords.items():
        console.print(f"{language}: {', '.join(words)}", highlight=False, markup=False)
    for one in page.verbatims:
        console.print(f"· {one.text[one.start : one.end]}", highlight=False, markup=False)
