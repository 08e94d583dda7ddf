"""Feedback on its way in and as it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from api.schemas.readings import EXAMPLE_READING, OpinionOut, SentimentOut, UnitOut
from api.schemas.shape import Incoming, Moment, Outgoing

MOST_COMMENTS = 1000
Channel = Literal["survey", "ticket", "review", "social"]

EXAMPLE_COMMENT: dict[str, Any] = {
    "external_id": "order-20260401-77",
    "source": "購入後アンケート",
    "channel": "survey",
    "text": "配送が三日も遅れました。",
    "received_at": "2026-04-01T09:30:00+09:00",
    "question": "そう思った理由を教えてください。",
    "author": "customer-1029",
    "touchpoint": "delivery",
    "segment": {"tier": "gold", "region": "関東"},
    "scores": [{"kind": "nps", "value": 3}],
}


class ScoreIn(Incoming):
    """nps 0-10, csat 1-5, ces 1-7, or `low` and `high` of a scale of your own."""

    kind: Literal["nps", "csat", "ces"]
    value: float
    scope: Literal["transactional", "relational"] | None = None
    low: float | None = None
    high: float | None = None


class CommentIn(Incoming):
    """`external_id` is unique within its source; without one it is made from source, author, time and text."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_COMMENT]})

    text: str
    external_id: Annotated[str | None, Field(validation_alias=AliasChoices("external_id", "id"), max_length=300)] = None
    source: Annotated[str, Field(min_length=1, max_length=200)] = "api"
    channel: Channel = "survey"
    received_at: Moment | None = None
    question: str | None = None
    author: Annotated[str, Field(max_length=300)] | None = None
    language: Annotated[str, Field(max_length=16)] | None = None
    touchpoint: Annotated[str, Field(max_length=64)] | None = None
    segment: dict[str, str] = Field(default_factory=dict, max_length=50)
    scores: tuple[ScoreIn, ...] = Field(default=(), max_length=6)


ItemSchema = {
    "type": "array",
    "items": {"$ref": "#/components/schemas/CommentIn"},
    "minItems": 1,
    "maxItems": MOST_COMMENTS,
}
Items = Annotated[list[Any], Field(min_length=1, max_length=MOST_COMMENTS), WithJsonSchema(ItemSchema)]


class CommentsIn(Incoming):
    """Each is checked by itself: a bad one gets an error in its place, the others are stored."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE_COMMENT]}]})

    items: Items


def _which(body: Any) -> str:  # noqa: ANN401 - whatever the sender sent
    return "many" if isinstance(body, CommentsIn) or (isinstance(body, dict) and "items" in body) else "one"


FeedbackIn = Annotated[Annotated[CommentIn, Tag("one")] | Annotated[CommentsIn, Tag("many")], Discriminator(_which)]


class Fault(Outgoing):
    """An item that was not stored: its place in the request (from 0) and what was wanted."""

    position: int
    external_id: str | None
    error: str


class AcceptedOut(Outgoing):
    """`ids` are ours, of what is new, in the order sent; `known` were stored before, their words stay as they were.

    `revised`: how many of the known were the same answer with another score or segment value, which replaced the old
    one, or had been a score alone and have their words now. `changed`: how many came with other words, or with a score
    of what may be another answer; these are not kept.
    """

    accepted: int
    known: int
    revised: Annotated[
        int,
        Field(
            description="Of the known, those whose scores or segment values were changed to the ones sent: same id and "
            "words, and, where these are short, the same time or none; or those that were a score alone until now. "
            "What was before is in the comment's history."
        ),
    ]
    changed: Annotated[
        int,
        Field(
            description="Of the known, those sent with other words, or with another score that was not taken because "
            "it may be another answer's; what was stored first stays."
        ),
    ]
    ids: list[int]
    rejected: list[Fault]


class ImportAcceptedOut(Outgoing):
    """The file is kept and will be read by a worker; follow the job."""

    job: int
    href: str


class ScoreOut(Outgoing):
    """A score beside the comment, on its own scale."""

    kind: str
    value: float
    scope: str


class StoredReadingOut(Outgoing):
    """What was read, with what a person corrected."""

    language: str
    sentiment: SentimentOut
    intents: list[str]
    urgency: int
    signals: list[str]
    opinions: list[OpinionOut]
    units: list[UnitOut]
    abstain: bool
    version: str


class FeedbackOut(Outgoing):
    """A comment as kept. `reading` is null until a worker has read it."""

    id: int
    external_id: str
    source: str
    channel: Channel
    text: str
    received_at: datetime
    question: str | None
    author: str | None
    segment: dict[str, str]
    scores: list[ScoreOut]
    state: Literal["pending", "leased", "done", "quarantined"]
    error: str | None
    duplicate_of: int | None
    reading: StoredReadingOut | None


ACCEPTED_EXAMPLE = {"accepted": 1, "known": 0, "revised": 0, "changed": 0, "ids": [4711], "rejected": []}
IMPORT_EXAMPLE = {"job": 12, "href": "/v1/jobs/12"}
FEEDBACK_EXAMPLE = {
    "id": 4711,
    "external_id": "order-20260401-77",
    "source": "購入後アンケート",
    "channel": "survey",
    "text": "配送が三日も遅れました。",
    "received_at": "2026-04-01T00:30:00Z",
    "question": "そう思った理由を教えてください。",
    "author": "customer-1029",
    "segment": {"tier": "gold"},
    "scores": [{"kind": "nps", "value": 3, "scope": "relational"}],
    "state": "done",
    "error": None,
    "duplicate_of": None,
    "reading": {key: value for key, value in EXAMPLE_READING.items() if key != "id"},
}
REQUEST_EXAMPLES = {
    "one": {"summary": "One comment", "value": EXAMPLE_COMMENT},
    "many": {
        "summary": "A batch",
        "value": {"items": [EXAMPLE_COMMENT, {"text": "レジが混んでいた", "source": "店頭カード"}]},
    },
}
ACCEPTED_EXAMPLES = {
    "stored": {"summary": "Stored", "value": ACCEPTED_EXAMPLE},
    "partly": {
        "summary": "The good ones are stored, the others named",
        "value": {
            "accepted": 1,
            "known": 0,
            "revised": 0,
            "changed": 0,
            "ids": [4711],
            "rejected": [{"position": 1, "external_id": None, "error": "text: Field required"}],
        },
    },
    "file": {"summary": "A file", "value": IMPORT_EXAMPLE},
}
