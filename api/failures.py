"""Turns whatever was raised into a problem: the only place that knows the exceptions of the libraries below."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException as StarletteHTTPException

from api.problems import KINDS, FieldError, Problem, body_of, respond
from models.errors import Conflict, NotFound, Refused
from workers.seeding import BadSeeds

log = logging.getLogger(__name__)

FALLBACK = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "unsupported-media-type"}
UNPARSED = "There was an error parsing the body"  # FastAPI's words for what breaks its JSON parser
PageOf = Callable[[Request, dict[str, object], int], Response]


def install(app: FastAPI) -> None:
    """Every exception ends as a problem; people at a browser get the same as a page."""
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(NotFound, _missing)
    app.add_exception_handler(Conflict, _conflict)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(BadSeeds, _bad_seeds)
    app.add_exception_handler(OperationalError, _storage)
    app.add_exception_handler(PoolTimeout, _storage)
    app.add_exception_handler(DataError, _beyond)
    app.add_exception_handler(OverflowError, _beyond)


def answer(problem: Problem, request: Request) -> Response:
    page: PageOf | None = getattr(request.app.state, "problem_page", None)
    if page and not request.url.path.startswith("/v1/") and "text/html" in request.headers.get("accept", ""):
        try:
            response = page(request, body_of(problem, instance=request.url.path), problem.status_code)
        except Exception:  # the page for failures may fail as well; the sender still gets an answer
            log.exception("the problem could not be shown as a page")
        else:
            response.headers.update(problem.headers or {})
            return response
    return respond(problem, request)


def field_errors(error: RequestValidationError) -> list[FieldError]:
    """The place and the wish; pydantic's `input` is left out, for it may be a customer's words."""
    return [
        {"field": ".".join(str(part) for part in one["loc"]), "detail": str(one["msg"]), "code": str(one["type"])}
        for one in error.errors()[:100]
    ]


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    if isinstance(error, Problem):
        return answer(error, request)
    if error.detail == UNPARSED:
        return answer(Problem("invalid-json"), request)
    code = FALLBACK.get(error.status_code, "internal" if error.status_code >= 500 else "bad-request")
    problem = Problem(code, _detail(error, request), headers=error.headers)
    problem.status_code = error.status_code if KINDS[code].status == error.status_code else KINDS[code].status
    return answer(problem, request)


def _detail(error: StarletteHTTPException, request: Request) -> str:
    if error.status_code == 404:
        return f"There is nothing at {request.url.path}"
    if error.status_code == 405:
        return f"{request.url.path} does not answer to {request.method}"
    return str(error.detail or HTTPStatus(error.status_code).phrase)


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if any(one["type"] == "json_invalid" for one in error.errors()):
        return answer(Problem("invalid-json", errors=field_errors(error)), request)
    errors = field_errors(error)
    return answer(Problem("invalid-request", f"{len(errors)} field(s) cannot be used", errors=errors), request)


async def _missing(request: Request, error: Exception) -> Response:
    return answer(Problem("not-found", str(error)), request)


async def _conflict(request: Request, error: Exception) -> Response:
    request.state.told = error  # in both languages, for the page
    return answer(Problem("conflict", str(error)), request)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    request.state.told = error
    wanted: FieldError = {"field": error.field, "detail": f"wanted {error.wanted}"}
    return answer(Problem("invalid-request", str(error), errors=[wanted]), request)


async def _bad_seeds(request: Request, error: Exception) -> Response:
    request.state.told = error
    return answer(Problem("invalid-request", str(error), errors=[{"field": "yaml", "detail": str(error)}]), request)


async def _beyond(request: Request, error: Exception) -> Response:
    """An id with too many digits mostly, but the databases say it each in its own way, and other things in the same."""
    log.warning("a value that the database cannot hold: %s", type(error).__name__)
    detail = "A value is larger than what is kept here; wanted numbers of at most 18 digits and shorter words"
    return answer(Problem("invalid-request", detail), request)


async def _storage(request: Request, error: Exception) -> Response:
    log.error("storage unavailable: %s", type(error).__name__)
    return answer(Problem("storage-unavailable", headers={"Retry-After": "5"}), request)
