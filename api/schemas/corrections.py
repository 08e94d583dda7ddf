"""A person's better answer on the wire."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, JsonValue, model_validator

from api.schemas.shape import Incoming, Outgoing

CorrectedField = Literal[
    "sentiment", "intents", "urgency", "signals", "touchpoint", "pain_point", "polarity", "language"
]
EXAMPLE: dict[str, JsonValue] = {"field": "touchpoint", "after": "delivery", "start": 0, "end": 11, "person": "佐藤"}
CREATED_EXAMPLE = {"id": 31, "comment_id": 4711}


class CorrectionIn(Incoming):
    """Of the whole comment, or of its words from `start` to `end` (code points, end exclusive).

    `after` null: there is none. Intents and signals are codes with commas.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    field: CorrectedField
    after: Annotated[str, Field(max_length=500)] | None
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=1)] | None = None
    person: Annotated[str, Field(min_length=1, max_length=200)] | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end go together; one of them is missing")
        return self


class CorrectionOut(Outgoing):
    """The correction that was kept."""

    id: int
    comment_id: int
