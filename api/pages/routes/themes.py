"""All themes, and one theme."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import Asked, AskedDep
from api.pages.routes.proposals import settled
from api.pages.views.impact import impact
from api.pages.views.measures import measure
from api.pages.views.proposals import MERGE, SPLIT, proposals
from api.pages.views.theme import SIDES, ThemeFacts, theme_view
from api.pages.views.theme_list import list_view
from models import reports

router = APIRouter()
PAGE = 10


@router.get("/themes")
def themes(asked: AskedDep) -> Response:
    rows = reports.theme_table(asked.session, asked.workspace_id, asked.filters.within(None), states=None)
    events = reports.events(asked.session, asked.workspace_id)
    done = settled(asked.session, asked.workspace_id, [e.id for e in events if e.kind in (MERGE, SPLIT)])
    proposed = proposals(asked.page.names, events, done, rows)
    return asked.page.render("themes.html", view=list_view(asked.page.names, rows, proposed))


@router.get("/themes/{theme_id}")
def theme(theme_id: int, asked: AskedDep) -> Response:
    return asked.page.render("theme.html", view=theme_view(asked.page.names, _facts(asked, theme_id), asked.page.again))


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
    )
