"""`kikitori themes campaigns`: texts that many sent in."""

from __future__ import annotations

from api.cli.locale import say
from api.cli.reporting import Since, Until, period_of
from api.cli.screen import Json, as_json, out, tell

LONGEST = 80


def campaigns(since: Since = None, until: Until = None, json: Json = False) -> None:
    from rich.table import Table
    from rich.text import Text

    from api.cli.opening import reading
    from models import reports
    from models.reports.filters import Filters

    with reading() as (session, workspace_id):
        period = period_of(reports.span(session, workspace_id), since, until)
        found = reports.campaign_table(session, workspace_id, Filters(period))
    if json:
        as_json(found)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for key in ("comments", "people", "days", "comment"):
        table.add_column(say(f"campaigns.{key}"), justify="right" if key in ("comments", "people") else "left")
    table.add_column(say("campaigns.text"), overflow="fold", ratio=1)
    for one in found.items:
        days = " – ".join(dict.fromkeys((str(one.first_day), str(one.last_day))))
        shown = " ".join(one.text.split())
        text = Text(shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…")  # never read as markup
        table.add_row(f"{one.copies:,}", f"{one.respondents:,}", days, f"#{one.comment_id}", text)
    if found.items:
        out().print(table)
    tell("campaigns.done", groups=found.groups, copies=found.copies)
