"""The HTTP interface in words, from its own description; no script, no other host, no sign-in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.house import HouseDep
from api.pages.page import locale_of, render
from api.pages.tongue import tongue

router = APIRouter()
BODIES = ("application/json", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with what may be sent and what comes back."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    answers: tuple[str, ...]


@router.get("/docs")
def docs(request: Request, house: HouseDep) -> Response:
    described = request.app.openapi()
    spoken = tongue(locale_of(request, house.settings.locale), ZoneInfo("UTC"))
    return render(request, spoken, "docs.html", described=described["info"], operations=list(operations(described)))


@router.get("/openapi.json")
def description() -> Response:
    return RedirectResponse("/v1/openapi.json", 308)


def operations(described: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            sent = told.get("requestBody", {}).get("content", {})
            given = [(kind, one) for kind in BODIES for one in _examples(sent.get(kind, {}))]
            good = [(status, answer) for status, answer in told["responses"].items() if status < "300"]
            given += [
                (status, one)
                for status, answer in good
                for one in _examples(answer.get("content", {}).get("application/json", {}))
            ]
            yield Operation(
                method=method.upper(),
                path=path,
                summary=told.get("summary", ""),
                description=told.get("description", ""),
                parameters=tuple(one["name"] for one in told.get("parameters", ())),
                examples=tuple((name, json.dumps(one, ensure_ascii=False, indent=2)) for name, one in given),
                answers=tuple(
                    f"{status} {answer.get('description', '')}" for status, answer in told["responses"].items()
                ),
            )


def _examples(content: dict[str, Any]) -> list[Any]:
    if "example" in content:
        return [content["example"]]
    return [one["value"] for one in content.get("examples", {}).values()]
