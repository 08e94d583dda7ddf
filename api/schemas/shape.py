"""How every shape on the wire behaves: unknown fields are refused on the way in, nothing is changed after."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


class Incoming(BaseModel):
    """A misspelt field is an error, never silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=1_000_000)


class Outgoing(BaseModel):
    """Built from our own values."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("wanted a time with its zone, such as 2026-04-01T09:30:00+09:00")
    return value


Moment = Annotated[datetime, AfterValidator(_aware)]


class Label(Outgoing):
    """A name in both languages."""

    ja: str
    en: str


class ProblemField(BaseModel):
    """One field that cannot be used."""

    field: str
    detail: str
    code: str | None = None


class ProblemOut(BaseModel):
    """RFC 9457, with a hint in Japanese and English."""

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    hint: Label
    errors: list[ProblemField] = []
