"""POST /v1/classify: one text, or up to 256 whose faults stay their own."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from api.schemas.readings import EXAMPLE_READING, NotRead, ReadingOut
from api.schemas.shape import Incoming, Outgoing

MOST_TEXTS = 256


class TextIn(Incoming):
    """`lang` is a hint (ISO 639-1); `question` is what the writer was answering."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"id": "1", "text": "配送が三日も遅れました。", "lang": "ja"}]}
    )

    text: str
    id: str | int | None = None
    lang: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")] | None = None
    question: str | None = None


ItemSchema = {"type": "array", "items": {"$ref": "#/components/schemas/TextIn"}, "minItems": 1, "maxItems": MOST_TEXTS}
Items = Annotated[list[Any], Field(min_length=1, max_length=MOST_TEXTS), WithJsonSchema(ItemSchema)]


class TextsIn(Incoming):
    """Each item is checked by itself: a bad one gets an error in its place."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {"id": "a", "text": "店員さんが親切でした。"},
                        {"id": "b", "text": "The app keeps crashing."},
                    ]
                }
            ]
        }
    )

    items: Items


def _which(body: Any) -> str:  # noqa: ANN401 - whatever the sender sent
    return "many" if isinstance(body, TextsIn) or (isinstance(body, dict) and "items" in body) else "one"


ClassifyIn = Annotated[
    Annotated[TextIn, Tag("one")] | Annotated[TextsIn, Tag("many")],
    Discriminator(_which),
]


class ReadingsOut(Outgoing):
    """In the order of the request."""

    items: list[ReadingOut | NotRead]
    version: str | None


EXAMPLES = {
    "one": {"summary": "One text", "value": {"id": "1", "text": "配送が三日も遅れました。", "lang": "ja"}},
    "many": {
        "summary": "A batch",
        "value": {
            "items": [{"id": "a", "text": "店員さんが親切でした。"}, {"id": "b", "text": "The app keeps crashing."}]
        },
    },
}
ANSWERS = {
    "one": {"summary": "One text", "value": EXAMPLE_READING},
    "many": {
        "summary": "A batch; the second could not be read",
        "value": {
            "items": [EXAMPLE_READING, {"id": "b", "error": "text is empty; wanted at least one character"}],
            "version": "kikitori-1@3f9c2a7b",
        },
    },
}
