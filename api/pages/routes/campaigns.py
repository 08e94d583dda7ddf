"""Texts that many sent in."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.campaigns import campaign_view, campaigns_view
from models import reports

router = APIRouter(prefix="/campaigns")


@router.get("")
def campaigns(asked: AskedDep) -> Response:
    table = reports.campaign_table(asked.session, asked.workspace_id, asked.filters)
    view = campaigns_view(asked.page.names, table, asked.form, asked.url)
    return asked.page.render("campaigns.html", view=view)


@router.get("/{comment_id}")
def campaign(comment_id: int, asked: AskedDep) -> Response:
    found = reports.campaign_comments(asked.session, asked.workspace_id, comment_id, asked.filters)
    return asked.page.render("campaign.html", view=campaign_view(asked.page.names, found), all=asked.url("/campaigns"))
