"""A re-discovery that waits for an answer, on the wire."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.schemas.shape import Outgoing
from api.schemas.theme_edits import ByPerson
from models.themes import ProposalView


class ProposalsOut(Outgoing):
    """The newest first."""

    items: list[ProposalView]


class AnswerIn(ByPerson):
    """`changes`: only these lines; all that wait when left out."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"changes": [31], "person": "佐藤"}, {}]})

    changes: Annotated[list[int], Field(min_length=1, max_length=1000)] | None = None


class AskIn(ByPerson):
    """A fresh look with a seed of its own."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"seed": 0}]})

    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class AskedOut(Outgoing):
    """The job that looks; `href` says how far it is."""

    job: int
    href: str


CHANGE: dict[str, Any] = {
    "id": 31,
    "kind": "born",
    "theme_id": None,
    "others": [],
    "units": 24,
    "reason": "92% of its members were in no known theme",
    "detail": {"label": {"ja": "返品しにくい", "en": "Hard to return"}, "respondents": 22},
    "state": "proposed",
    "by": "",
    "at": None,
}
PROPOSAL: dict[str, Any] = {
    "id": 5,
    "at": "2026-05-01T18:30:00Z",
    "seed": 0,
    "moved": 12,
    "kept": 3050,
    "changes": [CHANGE],
}
ANSWERED = {"changes": [31], "outdated": []}
