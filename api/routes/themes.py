"""Themes as they are read."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from api.examples import shown
from api.problems import documented
from api.routes.filters import FiltersDep
from api.schemas.numbers import RUN, THEN, RunsOut
from api.schemas.reports import THEME_PAGE, THEME_ROW, VERBATIM, ThemesOut, VerbatimsOut
from api.security import ToReadThemes
from api.storage import Reader
from models import reports
from models.reports import RunReport
from models.reports.theme_values import ThemePage, ThemeRow

router = APIRouter(tags=["themes"])
Cursor = Annotated[str | None, Query(max_length=500, description="next_cursor of the page before")]
Limit = Annotated[int, Query(ge=1, le=100)]
State = Literal["active", "dormant", "candidate", "retired", "merged", "forbidden"]
States = Annotated[
    list[State], Query(description="may be given several times; a forbidden theme is of that state alone")
]
# Nobody need speak of these: that is why they ended, or what was said is in another theme or in none.
OVER = ("retired", "merged", "forbidden")


@router.get("/v1/themes", response_model=ThemesOut, summary="The themes", responses=shown({"items": [THEME_ROW]}))
def themes(
    caller: ToReadThemes,
    filters: FiltersDep,
    session: Reader,
    state: States = ["active", "dormant"],  # noqa: B006 - FastAPI copies it
) -> ThemesOut:
    """Volume, share, tone, touchpoints, scores against the rest, by week; ids never change.

    Those that are pinned or that somebody speaks of within the filters; retired, merged and forbidden ones in any case.
    """
    states = None if set(OVER) & set(state) else state
    rows = reports.theme_table(session, caller.workspace_id, filters, states=states)
    return ThemesOut(items=[row for row in rows if row.state in state and _listed(row)])


def _listed(row: ThemeRow) -> bool:
    return row.comments > 0 or row.pinned or row.state in OVER


@router.get(
    "/v1/themes/unassigned",
    response_model=VerbatimsOut,
    summary="Sentences in no theme",
    responses=shown({"items": [VERBATIM], "next_cursor": None}),
)
def unassigned(
    caller: ToReadThemes, filters: FiltersDep, session: Reader, cursor: Cursor = None, limit: Limit = 20
) -> VerbatimsOut:
    """A work queue: put them into a theme with `move`, or leave them; births are looked for among them each night."""
    page = reports.unassigned(session, caller.workspace_id, filters, cursor=cursor, limit=limit)
    return VerbatimsOut(items=list(page.items), next_cursor=page.next)


@router.get("/v1/themes/runs", response_model=RunsOut, summary="Discoveries", responses=shown({"items": [RUN]}))
def runs(caller: ToReadThemes, session: Reader) -> RunsOut:
    """Each with its seed and the versions it was made with."""
    return RunsOut(items=list(reports.runs(session, caller.workspace_id)))


@router.get(
    "/v1/themes/runs/{run_id}",
    response_model=RunReport,
    summary="The themes as they were",
    responses={**shown(THEN), **documented("not-found")},
)
def run(run_id: int, caller: ToReadThemes, session: Reader) -> RunReport:
    """The report of that day, counted again from what was kept with the run, under the names of that day.

    `report`: its scores, impacts and story as they were; null unless `kept` is "kept" (none: the run is older than
    this, waits: in a moment, unreadable: written by another version).
    """
    return reports.run_report(session, caller.workspace_id, run_id)


@router.get(
    "/v1/themes/{theme_id}",
    response_model=ThemePage,
    summary="One theme",
    responses={**shown(THEME_PAGE), **documented("not-found")},
)
def theme(theme_id: int, caller: ToReadThemes, filters: FiltersDep, session: Reader) -> ThemePage:
    """Label, keywords, examples, where it gathers, and what happened to it."""
    return reports.theme_page(session, caller.workspace_id, theme_id, filters)


@router.get(
    "/v1/themes/{theme_id}/comments",
    response_model=VerbatimsOut,
    summary="What people said about it",
    responses={**shown({"items": [VERBATIM], "next_cursor": None}), **documented("not-found")},
)
def comments(
    theme_id: int,
    caller: ToReadThemes,
    filters: FiltersDep,
    session: Reader,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> VerbatimsOut:
    """Each with the offsets of the words that belong to the theme. Pages are stable while comments come in."""
    page = reports.theme_comments(session, caller.workspace_id, theme_id, filters, cursor=cursor, limit=limit)
    if not page.items:
        reports.theme_in(session, caller.workspace_id, theme_id)  # 404 for a theme that is not there
    return VerbatimsOut(items=list(page.items), next_cursor=page.next)
