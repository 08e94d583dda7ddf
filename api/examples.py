"""Examples in the API's description: every operation has one, and a test holds each against the real thing."""

from __future__ import annotations

from typing import Any

Responses = dict[int | str, dict[str, Any]]


def shown(example: Any, status: int = 200, description: str = "Done") -> Responses:  # noqa: ANN401
    """The `responses=` entry of a success that looks like `example`."""
    return {status: {"description": description, "content": {"application/json": {"example": example}}}}


def shown_many(examples: dict[str, Any], status: int = 200, description: str = "Done") -> Responses:
    """The same, where an answer has several shapes; `examples` as in OpenAPI."""
    return {status: {"description": description, "content": {"application/json": {"examples": examples}}}}
