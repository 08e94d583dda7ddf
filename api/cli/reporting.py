"""`kikitori report`: the theme report in the terminal, or as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.locale import say
from api.cli.screen import Json, as_json, out

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.insights.story import Fact
    from models.reports.filters import Filters, Period
    from models.reports.theme_values import ThemeRow
    from models.reports.values import Summary

Since = Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help=say("report.since"))]
Until = Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help=say("report.until"))]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, help=say("report.top"))]
SourceOption = Annotated[list[str] | None, typer.Option("--source", help=say("report.source"))]


@dataclass(frozen=True, slots=True)
class Report:
    """What the terminal shows; `story` says what changed, `themes` by people, the most first.

    `candidates`: themes that were found but do not yet hold well enough to be reported.
    """

    summary: Summary
    story: tuple[Fact, ...]
    themes: tuple[ThemeRow, ...]
    themes_total: int
    candidates: int


def report(
    since: Since = None, until: Until = None, source: SourceOption = None, top: Top = 15, json: Json = False
) -> None:
    from api.cli.opening import reading
    from api.cli.report_view import show
    from models import reports
    from models.reports.filters import Filters

    with reading() as (session, workspace_id):
        period = period_of(reports.span(session, workspace_id), since, until)
        chosen = Filters(period, sources=tuple(source or []))
        reports.check_known(session, workspace_id, chosen)
        found = report_of(session, workspace_id, top=top, filters=chosen)
    if json:
        as_json(found)
    else:
        show(out(), found)


def period_of(span: Period | None, since: datetime | None, until: datetime | None) -> Period | None:
    """The days asked for; an open end is that of what was received (`span`)."""
    from models.reports.filters import Period

    if since is None and until is None:
        return None
    first = since.date() if since else span.first if span else None
    last = until.date() if until else span.last if span else None
    return Period(first or last or date.today(), last or first or date.today())


def report_of(session: Session, workspace_id: int, *, top: int, filters: Filters | None = None) -> Report:
    from models import reports
    from models.reports.filters import Filters

    chosen = filters or Filters()
    # One call for both: the facts behind it are all comments there are.
    found = reports.theme_table(session, workspace_id, chosen, states=("active", "dormant", "candidate"))
    themes = tuple(row for row in found if row.state != "candidate")
    summary, story = reports.summary(session, workspace_id, chosen), reports.story(session, workspace_id, chosen)
    return Report(summary, story, themes[:top], len(themes), len(found) - len(themes))
