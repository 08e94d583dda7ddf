"""Reading on demand: nothing is stored, neither database nor broker is touched once the key is known."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from api.examples import shown_many
from api.house import HouseDep
from api.problems import Problem, documented
from api.readers import Overloaded, Readers
from api.schemas.classify import ANSWERS, EXAMPLES, ClassifyIn, ReadingsOut, TextIn, TextsIn
from api.schemas.readings import ReadingOut
from api.security import ToClassify
from nlp.readout import ErrorReadout, Readout, readout
from nlp.values import Text

Line = Readout | ErrorReadout
router = APIRouter(tags=["classify"])
ANSWER = shown_many(ANSWERS, 200, "The reading, or the readings in order")


def only_json(request: Request) -> None:
    """Bytes of another kind would be answered by a riddle about fields."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem("unsupported-media-type", f"Content-Type is {kind or 'missing'!r}; wanted application/json")


OnlyJson = Annotated[None, Depends(only_json)]


@router.post(
    "/v1/classify",
    response_model=ReadingOut | ReadingsOut,
    summary="Read one text or up to 256",
    responses={
        **ANSWER,
        **documented("overloaded", "not-ready", "invalid-request", "too-large", "unsupported-media-type"),
    },
)
async def classify(
    _: ToClassify,
    __: OnlyJson,
    house: HouseDep,
    body: Annotated[ClassifyIn, Body(openapi_examples=EXAMPLES)],
) -> JSONResponse:
    """Sentiment, opinions with offsets, intents, touchpoints, urgency and signals; always the same for one version."""
    limit = house.settings.cell_limit_characters
    if isinstance(body, TextsIn):
        _check_together(body.items, house.settings.request_limit_characters)
        return JSONResponse({"items": await _each(house.readers, body.items, limit), "version": house.readers.version})
    _check(body, limit)
    [answer] = await read(house.readers, [body])
    detail = answer.get("error")
    if isinstance(detail, str):
        raise Problem("invalid-request", detail, errors=[{"field": "body.text", "detail": detail}])
    return JSONResponse(answer)


async def _each(readers: Readers, items: list[Any], limit: int) -> list[Line]:
    """Bad items keep their place; only the good ones are read."""
    checked = [parse(item, limit) for item in items]
    answers = iter(await read(readers, [one for one in checked if isinstance(one, TextIn)]))
    return [next(answers) if isinstance(one, TextIn) else one for one in checked]


def parse(item: Any, limit: int) -> TextIn | ErrorReadout:  # noqa: ANN401 - whatever the sender sent
    """The item, or what is wrong with it."""
    given = item.get("id") if isinstance(item, dict) else None
    key = _sendable(given) if isinstance(given, str | int) else None
    try:
        one = TextIn.model_validate(item)
        _check(one, limit)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "item"
        return {"id": key, "error": f"{place}: {first['msg']}"}
    except Problem as problem:
        return {"id": key, "error": str(problem.detail)}
    return one


def _sendable(key: str | int) -> str | int:
    """Half a surrogate pair cannot be sent back as UTF-8, and must not cost the others their answer."""
    return key.encode(errors="replace").decode() if isinstance(key, str) else key


async def read(readers: Readers, texts: list[TextIn]) -> list[Line]:
    if not texts:
        return []
    try:
        future = readers.submit([Text(one.text, one.lang, one.question) for one in texts])
    except Overloaded as full:
        raise Problem("overloaded", str(full), headers={"Retry-After": str(full.retry_after)}) from full
    try:
        answers = await asyncio.wrap_future(future)
    except Exception as error:
        if readers.failure:
            raise Problem("not-ready", "The weights could not be loaded", headers={"Retry-After": "30"}) from error
        raise
    return [readout(one.id, answer) for one, answer in zip(texts, answers, strict=True)]


def _check_together(items: list[Any], limit: int) -> None:
    """A request is one turn at the reader: whoever sends a book in one would keep everybody else waiting."""
    texts = (item.get("text") for item in items if isinstance(item, dict))
    total = sum(len(text) for text in texts if isinstance(text, str))
    if total > limit:
        raise Problem("too-large", f"the texts have {total:,} characters together; wanted at most {limit:,} a request")


def _check(one: TextIn, limit: int) -> None:
    if len(one.text) > limit:
        detail = f"text has {len(one.text):,} characters; wanted at most {limit:,}"
        raise Problem("invalid-request", detail, errors=[{"field": "body.text", "detail": detail}])
