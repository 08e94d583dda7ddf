"""All themes, what is in none of them, and one theme."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import Asked, AskedDep
from api.pages.views.guesses import all_guesses
from api.pages.views.impact import impact
from api.pages.views.measures import measure
from api.pages.views.proposals import last_look, proposals, quoted_units
from api.pages.views.runs import run_view, runs_view
from api.pages.views.theme import SIDES, ThemeFacts, theme_view
from api.pages.views.theme_list import list_view
from api.pages.views.unassigned import unassigned_view
from models import reports
from models import themes as stored
from models.reports.impacts import theme_refs
from models.score_columns import guessed_scores

router = APIRouter()
PAGE = 10
QUEUE = 30


@router.get("/themes")
def themes(asked: AskedDep) -> Response:
    session, workspace_id, names = asked.session, asked.workspace_id, asked.page.names
    rows = reports.theme_table(session, workspace_id, asked.filters.within(None), states=None)
    found = stored.proposals(session, workspace_id, limit=3)
    words = reports.quotes(session, workspace_id, quoted_units(found))
    summary = reports.summary(session, workspace_id, asked.filters.within(None))
    view = list_view(names, rows, proposals(names, found, rows, words), summary, last_look(names, found))
    return asked.page.render("themes.html", view=view)


@router.get("/themes/unassigned")
def unassigned(asked: AskedDep) -> Response:
    session, workspace_id = asked.session, asked.workspace_id
    cursor = asked.page.request.query_params.get("cursor", "")
    page = reports.unassigned(session, workspace_id, asked.filters, cursor=cursor or None, limit=QUEUE)
    summary = reports.summary(session, workspace_id, asked.filters)
    others = reports.theme_table(session, workspace_id, asked.filters.within(None), states=("active", "candidate"))
    view = unassigned_view(asked.page.names, page, summary, others, asked.form, asked.page.again, paged=bool(cursor))
    return asked.page.render("unassigned.html", view=view)


@router.get("/themes/runs")
def runs(asked: AskedDep) -> Response:
    found = reports.runs(asked.session, asked.workspace_id)
    looks = stored.proposals(asked.session, asked.workspace_id, limit=len(found))
    lines = {one.id: len(one.changes) for one in looks}
    return asked.page.render("runs.html", view=runs_view(asked.page.names, found, lines))


@router.get("/themes/runs/{run_id}")
def run(run_id: int, asked: AskedDep) -> Response:
    found = reports.run_report(asked.session, asked.workspace_id, run_id)
    return asked.page.render("run.html", view=run_view(asked.page.names, found))


@router.get("/themes/{theme_id}")
def theme(theme_id: int, asked: AskedDep) -> Response:
    names = asked.page.names
    view = theme_view(names, _facts(asked, theme_id), asked.page.again)
    guessed = all_guesses(names, guessed_scores(asked.session, asked.workspace_id, asked.filters.sources))
    return asked.page.render("theme.html", view=view, guesses=guessed)


def _facts(asked: Asked, theme_id: int) -> ThemeFacts:
    session, workspace_id, filters, names = asked.session, asked.workspace_id, asked.filters, asked.page.names
    query = asked.page.request.query_params
    side = query.get("side", "") if query.get("side", "") in SIDES else ""
    cursor = query.get("cursor", "")
    found = reports.theme_page(session, workspace_id, theme_id, filters)
    tied = reports.theme_impacts(session, workspace_id, theme_id, filters)
    impacts = [impact(names, one.kind, one.scope, one.impact) for one in tied]
    effects = reports.action_effects(session, workspace_id, theme_id)
    return ThemeFacts(
        page=found,
        voices=reports.theme_comments(
            session, workspace_id, theme_id, filters, cursor=cursor or None, limit=PAGE, polarity=SIDES[side]
        ),
        findings=[one for one in reports.story(session, workspace_id, filters) if one.theme_id == str(theme_id)],
        impacts=[one for one in impacts if one],
        actions=[measure(names, one.action, one.effect) for one in effects],
        others=reports.theme_table(session, workspace_id, filters),
        side=side,
        cursor=cursor,
        today=asked.page.now.astimezone(names.tongue.zone).date(),
        refs=theme_refs(session, workspace_id),
    )
