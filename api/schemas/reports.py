"""Reports on the wire. Their shapes are the answers of models.reports themselves; here are lists and examples."""

from __future__ import annotations

from typing import Any

from api.schemas.shape import Outgoing
from models.reports.comment_values import TriageItem, Verbatim
from models.reports.theme_values import ThemeRow


class ThemesOut(Outgoing):
    """The themes of the states asked for, the most respondents first."""

    items: list[ThemeRow]


class VerbatimsOut(Outgoing):
    """`next_cursor` null at the end."""

    items: list[Verbatim]
    next_cursor: str | None


class TriageOut(Outgoing):
    """In the order a person should see them; `next_cursor` null at the end."""

    items: list[TriageItem]
    next_cursor: str | None


LABEL = {"ja": "配送の遅れ", "en": "Late delivery"}
SHARE = {"count": 41, "n": 210, "value": 0.195, "low": 0.147, "high": 0.254}
ESTIMATE = {"kind": "nps", "value": -12.4, "low": -24.0, "high": -0.6, "n": 210, "respondents": 198}
DIFFERENCE = {"value": -21.0, "low": -38.2, "high": -3.8, "n": [41, 169], "respondents": [40, 158]}
WEEK = {"week": "2026-03-30", "comments": 12, "respondents": 11, "negative": 10, "share": 0.12}
THEME_ROW: dict[str, Any] = {
    "id": 7,
    "code": "T7",
    "label": LABEL,
    "state": "active",
    "group_key": "delivery",
    "group_label": {"ja": "配送・受け取り", "en": "Delivery"},
    "parent_id": None,
    "pinned": False,
    "first_week": "2026-03-16",
    "new": True,
    "comments": 44,
    "respondents": 41,
    "multiplier": 1.07,
    "share": SHARE,
    "previous_share": None,
    "polarity": {"negative": 39, "neutral": 3, "positive": 1, "mixed": 1},
    "touchpoints": [{"code": "delivery", "comments": 40}],
    "scores": [
        {
            "kind": "nps",
            "scope": "relational",
            "with_theme": ESTIMATE,
            "without": ESTIMATE | {"value": 8.6},
            "difference": DIFFERENCE,
        }
    ],
    "weekly": [WEEK],
}
VERBATIM: dict[str, Any] = {
    "comment_id": 4711,
    "unit_id": 9001,
    "text": "配送が三日も遅れました。",
    "start": 0,
    "end": 11,
    "polarity": -1,
    "touchpoint": "delivery",
    "pain_point": "waiting",
    "language": "ja",
    "received_at": "2026-04-01T00:30:00Z",
    "source": "購入後アンケート",
    "channel": "survey",
    "sentiment": "negative",
    "similarity": 0.82,
    "by": "engine",
    "copies": 1,
    "scores": [{"kind": "nps", "scope": "relational", "value": 3.0, "low": 0.0, "high": 10.0}],
}
REF = {"id": 7, "code": "T7", "label": LABEL}
THEME_PAGE: dict[str, Any] = {
    "row": THEME_ROW,
    "keywords": {"ja": ["配送", "遅い", "届かない"], "en": ["late", "delivery"]},
    "pairs": [
        {
            "subject": "配送",
            "predicate": "遅い",
            "count": 12,
            "marks": [],
            "language": "ja",
            "rule": "parse",
            "comments": [4711],
        }
    ],
    "watch_words": [],
    "forbidden": False,
    "merged_into": None,
    "parent": None,
    "children": [],
    "opposite": None,
    "verbatims": [VERBATIM],
    "concentrations": [{"field": "segment region", "value": "関東", "comments": 30, "share": 0.68, "overall": 0.41}],
    "events": [],
}
SUMMARY: dict[str, Any] = {
    "period": {"first": "2026-01-12", "last": "2026-04-05"},
    "first_day": "2026-01-12",
    "last_day": "2026-04-05",
    "comments": 1500,
    "respondents": 1180,
    "previous_comments": 0,
    "previous_respondents": 0,
    "sentiment": {
        "very_negative": 120,
        "negative": 410,
        "neutral": 300,
        "positive": 480,
        "very_positive": 130,
        "mixed": 60,
        "unread": 0,
    },
    "negative": SHARE,
    "previous_negative": None,
    "mixed": SHARE,
    "scores": [
        {"kind": "nps", "scope": "relational", "estimate": ESTIMATE, "previous": None, "change": None},
    ],
    "unassigned": SHARE,
    "abstained": 42,
    "weekly": [WEEK],
}
TRIAGE_STATE = {"comment_id": 4711, "state": "open", "owner": None, "note": None, "at": None}
TRIAGE_ITEM: dict[str, Any] = {
    "comment_id": 4711,
    "text": "充電中に煙が出ました。",
    "source": "メール",
    "channel": "ticket",
    "received_at": "2026-04-01T00:30:00Z",
    "age_days": 2,
    "language": "ja",
    "sentiment": "negative",
    "score": -0.6,
    "urgency": 3,
    "signals": ["safety"],
    "touchpoint": "product",
    "abstain": False,
    "priority": 96,
    "reasons": ["urgency_3", "signal_safety"],
    "triage": TRIAGE_STATE,
    "scores": [{"kind": "nps", "scope": "relational", "value": 2.0, "low": 0.0, "high": 10.0}],
    "segment": {"tier": "ゴールド"},
}
