"""The triage desk on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from api.schemas.shape import Incoming

TriageState = Literal["open", "taken", "done"]
Person = Annotated[str, Field(min_length=1, max_length=200)]


class PersonIn(Incoming):
    """Who does it; the key's name when left out."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": "佐藤"}]})

    person: Person | None = None


class NoteIn(Incoming):
    """Words for whoever comes next."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": "佐藤", "note": "折り返し済み"}]})

    note: Annotated[str, Field(max_length=5000)]
    person: Person | None = None
