"""Texts that many sent in, on the wire."""

from __future__ import annotations

from typing import Any

from api.schemas.shape import Outgoing
from models.reports.campaigns import CampaignComment, CampaignRow


class CampaignsOut(Outgoing):
    """The most often sent first, at most 200; `groups` there are, with `copies` comments in them."""

    items: list[CampaignRow]
    groups: int
    copies: int


class CampaignCommentsOut(Outgoing):
    """The newest first, at most 200."""

    items: list[CampaignComment]


TEXT = "平飼い卵の取り扱いをやめないでください。"
CAMPAIGNS: dict[str, Any] = {
    "items": [
        {
            "comment_id": 4120,
            "text": TEXT,
            "copies": 15,
            "respondents": 14,
            "multiplier": 1.07,
            "first_day": "2026-03-02",
            "last_day": "2026-03-09",
            "channels": [["survey", 12], ["social", 3]],
        }
    ],
    "groups": 1,
    "copies": 15,
}
COMMENTS: dict[str, Any] = {
    "items": [
        {
            "comment_id": 4131,
            "text": TEXT,
            "received_at": "2026-03-09T01:20:00Z",
            "source": "満足度調査",
            "channel": "survey",
            "signed": True,
        }
    ]
}
