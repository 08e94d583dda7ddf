"""`kikitori themes history, runs`: what happened to a theme, and the report as it stood after each analysis."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.change_line import label_of
from api.cli.locale import locale, say
from api.cli.naming import named, names
from api.cli.screen import Json, as_json, out
from api.cli.theme_edits import ThemeId

if TYPE_CHECKING:
    from models.reports import RunReport

RunId = Annotated[int | None, typer.Argument(help=say("themes.run"))]


def history(theme_id: ThemeId, json: Json = False) -> None:
    """The newest first: number for undo, when, what, who, before and after, why."""
    from api.cli.opening import reading
    from api.pages.views.history import History
    from models import reports
    from models.reports.impacts import theme_refs

    with reading() as (session, workspace_id):
        found = reports.events(session, workspace_id, theme_id)
        themes = {ref.id: label_of(ref.label) or ref.code for ref in theme_refs(session, workspace_id).values()}
    if json:
        as_json(found)
        return
    for event, told in zip(found, History(names(), themes).lines(found), strict=True):
        parts = [f"{event.at:%Y-%m-%d %H:%M}", told.what, told.who, told.detail, told.reason, told.taken_back]
        line = f"{event.id:>6}  " + "  ".join(part for part in parts if part)
        out().print(line, highlight=False, markup=False, soft_wrap=True)


def runs(run: RunId = None, json: Json = False) -> None:
    """All discoveries; with a number, the report and the themes as they stood after that one."""
    from api.cli.opening import store
    from models import reports
    from models.database import reading

    with store() as (sessions, workspace_id):
        if run is not None:  # where no worker runs, its report still waits to be reckoned
            reports.keep_reports(sessions, workspace_id)
        with reading(sessions) as session:
            found = reports.runs(session, workspace_id)
            then = reports.run_report(session, workspace_id, run) if run is not None else None
    if json:
        as_json(found if then is None else then)
    elif then is not None:
        _show_run(then)
    else:
        for r in found:
            line = f"{r.id:>4}  {r.at:%Y-%m-%d %H:%M}  {named('runs.state', r.state)}  {r.themes:,}  {r.units:,}"
            out().print(line, highlight=False, markup=False, soft_wrap=True)


def _show_run(then: RunReport) -> None:
    from api.cli.report_view import headline, scores
    from api.pages.views.runs import impacts_of
    from api.pages.views.story import plain

    report, console = then.report, out()
    if report is None:
        console.print(named("runs.kept", then.kept), highlight=False, markup=False)
    else:
        headline(console, report.summary)
        console.print(scores(report.summary.scores))
        for fact in report.story:
            console.print(f"・{plain(fact, locale())}", highlight=False, markup=False)
    impacts = impacts_of(names(), report.impacts if report else ())
    for theme in then.themes:
        line = f"{theme.respondents:>6,}  {theme.code}  {label_of(theme.label)}"
        console.print(line, *impacts.get(theme.id, ()), sep="  ", highlight=False, markup=False, soft_wrap=True)


PAST: dict[str, Callable[..., None]] = {"history": history, "runs": runs}
