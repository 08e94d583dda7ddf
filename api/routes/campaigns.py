"""Texts that many sent in: copies are kept, counted as one text with its people, and listed here."""

from __future__ import annotations

from fastapi import APIRouter

from api.examples import shown
from api.problems import documented
from api.routes.filters import FiltersDep
from api.schemas.campaigns import CAMPAIGNS, COMMENTS, CampaignCommentsOut, CampaignsOut
from api.security import ToReadThemes
from api.storage import Reader
from models import reports

router = APIRouter(prefix="/v1/campaigns", tags=["reports"])


@router.get("", response_model=CampaignsOut, summary="Texts that many sent in", responses=shown(CAMPAIGNS))
def campaigns(caller: ToReadThemes, filters: FiltersDep, session: Reader) -> CampaignsOut:
    """Of 20 characters or more, three times or more: comments, distinct respondents, days, channels."""
    found = reports.campaign_table(session, caller.workspace_id, filters)
    return CampaignsOut(items=list(found.items), groups=found.groups, copies=found.copies)


@router.get(
    "/{comment_id}",
    response_model=CampaignCommentsOut,
    summary="The comments of one text",
    responses={**shown(COMMENTS), **documented("not-found")},
)
def campaign(comment_id: int, caller: ToReadThemes, filters: FiltersDep, session: Reader) -> CampaignCommentsOut:
    """By the id of any of them."""
    return CampaignCommentsOut(items=list(reports.campaign_comments(session, caller.workspace_id, comment_id, filters)))
