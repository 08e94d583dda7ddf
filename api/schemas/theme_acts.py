"""More of what a person may do to a theme, and what was done about it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from api.schemas.shape import Outgoing
from api.schemas.theme_edits import ByPerson
from models.reports import ActionEffect


class RemoveIn(ByPerson):
    """One unit out of this theme."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"unit": 9001}]})

    unit: int


class ParentIn(ByPerson):
    """The theme above it; null for none."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"parent": 3}, {"parent": None}]})

    parent: int | None


class WatchIn(ByPerson):
    """All its watch-words; an empty list takes them away."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"words": ["リコール", "回収"]}]})

    words: Annotated[list[Annotated[str, Field(min_length=2, max_length=100)]], Field(max_length=50)]


class StateIn(ByPerson):
    """candidate, active, dormant or retired."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"state": "active", "reason": "来期も追う"}]})

    state: Literal["candidate", "active", "dormant", "retired"]


class ActionIn(ByPerson):
    """`target_change`: points of nps, csat or ces, or percent of the theme's volume, to be reached by `target_on`.

    With a `touchpoint` its effect is measured by the comments on the theme there.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "what": "配送会社を元に戻した",
                    "starts_on": "2026-04-01",
                    "owner": "物流部 田中",
                    "target_kind": "nps",
                    "target_change": 5,
                    "target_on": "2026-06-30",
                }
            ]
        }
    )

    what: Annotated[str, Field(min_length=1, max_length=500)]
    starts_on: date
    owner: Annotated[str, Field(min_length=1, max_length=200)]
    target_kind: Literal["nps", "csat", "ces", "volume"] | None = None
    target_change: float | None = None
    target_on: date | None = None
    touchpoint: Annotated[str, Field(max_length=64)] | None = None

    @property
    def told(self) -> dict[str, Any]:
        """Its fields as `models.actions.record` takes them."""
        names = ("what", "starts_on", "owner", "target_kind", "target_change", "target_on", "touchpoint")
        return {name: getattr(self, name) for name in names}


class AnyActionIn(ActionIn):
    """As about a theme; `theme` null, or left out, says that it is about the `touchpoint` alone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"touchpoint": "delivery", "what": "集荷を増やした", "starts_on": "2026-04-01", "owner": "物流部 田中"},
                {"theme": 7, "what": "配送会社を元に戻した", "starts_on": "2026-04-01", "owner": "物流部 田中"},
            ]
        }
    )

    theme: int | None = None


class ActionOut(Outgoing):
    """The new action's id."""

    action: int


class ActionsOut(Outgoing):
    """The newest start first."""

    items: list[ActionEffect]


ACTION: dict[str, Any] = {
    "action": {
        "id": 4,
        "theme_id": 7,
        "touchpoint": None,
        "what": "配送会社を元に戻した",
        "starts_on": "2026-04-01",
        "owner": "物流部 田中",
        "target_kind": "nps",
        "target_change": 5.0,
        "target_on": "2026-06-30",
        "created_at": "2026-04-01T00:30:00Z",
    },
    "effect": {
        "value": 11.2,
        "low": 2.1,
        "high": 20.3,
        "n_before": 64,
        "n_after": 71,
        "method": "against_others",
        "outcome": "met",
        "scope": "relational",
        "target_met": True,
    },
}
AT_A_TOUCHPOINT: dict[str, Any] = {
    "action": {
        "id": 5,
        "theme_id": None,
        "touchpoint": "delivery",
        "what": "集荷を増やした",
        "starts_on": "2026-05-01",
        "owner": "物流部 田中",
        "target_kind": None,
        "target_change": None,
        "target_on": None,
        "created_at": "2026-05-01T00:30:00Z",
    },
    "effect": None,
}
