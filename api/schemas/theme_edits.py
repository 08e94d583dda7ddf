"""What a person may do to a theme."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from api.schemas.reports import VERBATIM
from api.schemas.shape import Incoming, Outgoing
from models.themes import Choice

Words = Annotated[str, Field(min_length=1, max_length=200)]
Reason = Annotated[str, Field(max_length=1000)]
Side = Literal["negative", "neutral", "positive"]
Person = Annotated[str, Field(min_length=1, max_length=200)] | None


class ByPerson(Incoming):
    """Who decides (the key's name when left out), and why."""

    person: Person = None
    reason: Reason = ""


class NameIn(ByPerson):
    """A label in one language or both; the other stays. The engine does not rename it again."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ja": "配送の遅れ", "en": "Late delivery", "person": "佐藤"}]}
    )

    ja: Words | None = None
    en: Words | None = None

    @model_validator(mode="after")
    def _one_at_least(self) -> Self:
        if not self.label:
            raise ValueError("a name is missing; wanted ja, en or both")
        return self

    @property
    def label(self) -> dict[str, str]:
        return {code: words for code, words in (("ja", self.ja), ("en", self.en)) if words}


class MergeIn(ByPerson):
    """All of it goes into theme `into`; the id stays and leads there."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"into": 3, "reason": "同じ話"}]})

    into: int


class ChoiceIn(Incoming):
    """All units of the theme with one of the words in them, about this pain point, of this side: what is given."""

    words: Annotated[list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=50)] = Field(
        default_factory=list
    )
    pain_point: Annotated[str, Field(max_length=64)] | None = None
    side: Side | None = None

    @property
    def choice(self) -> Choice:
        """Raises `Refused` when nothing is given."""
        return Choice.of(self.words, self.pain_point, self.side)


class PartIn(Incoming):
    """Units that become a theme of their own: by their ids, or all that `by` means."""

    ja: Words
    en: Words
    units: Annotated[list[int], Field(min_length=1, max_length=10_000)] | None = None
    by: ChoiceIn | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.units is None) == (self.by is None):
            raise ValueError("a part needs either units or by; wanted one of them")
        return self


class SplitIn(ByPerson):
    """Units in no part stay."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"parts": [{"ja": "アプリにログインできない", "en": "Cannot sign in", "units": [9001, 9002]}]},
                {
                    "parts": [
                        {"ja": "置き配", "en": "Left at the door", "by": {"words": ["置き配"], "side": "negative"}}
                    ]
                },
            ]
        }
    )

    parts: Annotated[list[PartIn], Field(min_length=1, max_length=20)]


class MoveIn(ByPerson):
    """One unit into this theme, wherever it was."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"unit": 9001}]})

    unit: int


class PinIn(ByPerson):
    """A pinned theme is neither renamed, moved, retired nor merged by the engine."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"pinned": True}]})

    pinned: bool = True


class ForbidIn(ByPerson):
    """The theme is shown no more and not found again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "挨拶だけのテーマ"}]})


class UndoIn(ByPerson):
    """The event to take back, from the theme's page."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"event": 55}]})

    event: int


class ActOut(Outgoing):
    """The event that keeps what was done; undo takes it. `themes`: those that a split made."""

    event: int
    themes: tuple[int, ...] = ()


ACT_EXAMPLE = {"event": 55, "themes": []}
PART_EXAMPLE: dict[str, Any] = {"units": 41, "of": 312, "examples": [VERBATIM]}
