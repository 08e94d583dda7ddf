"""The API's description: OpenAPI 3.1, with the problems that any route may answer written once."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api.problems import documented
from api.schemas.classify import TextIn
from api.schemas.feedback import CommentIn, CommentsIn
from api.schemas.shape import ProblemOut

SUMMARY = "Reads customer feedback, Japanese first: sentiment, opinions with offsets, touchpoints, pain points, themes."
REFERENCE = "#/components/schemas/{model}"
UNREFERENCED = (ProblemOut, TextIn, CommentIn, CommentsIn)
EVERYWHERE = ("internal", "storage-unavailable")
WITH_KEY = ("no-key", "wrong-scope", "rate-limited")
Schema = dict[str, Any]


def describe(app: FastAPI) -> Schema:
    """Made once, at the first call."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, summary=SUMMARY, routes=app.routes, openapi_version="3.1.0"
        )
        _add_schemas(schema)
        for path, methods in schema["paths"].items():
            for operation in methods.values():
                _add_problems(path, operation)
        app.openapi_schema = schema
    return app.openapi_schema


def _add_schemas(schema: Schema) -> None:
    schemas = schema["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    _, found = models_json_schema([(model, "validation") for model in UNREFERENCED], ref_template=REFERENCE)
    schemas.update(found["$defs"])
    schemas["Problem"] = schemas.pop("ProblemOut")


def _add_problems(path: str, operation: Schema) -> None:
    codes = EVERYWHERE + (WITH_KEY if operation.get("security") else ())
    if operation.get("parameters") or operation.get("requestBody"):
        codes += ("invalid-request",)
    answers = operation["responses"]
    if "422" in answers and "application/json" in answers["422"].get("content", {}):
        del answers["422"]
    for status, told in documented(*codes).items():
        there = answers.setdefault(str(status), told)
        if there is not told:
            examples = there["content"].setdefault("application/problem+json", {}).setdefault("examples", {})
            examples.update(told["content"]["application/problem+json"]["examples"])
