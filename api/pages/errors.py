"""Problems as pages: what happened, and what to do now."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from fastapi import Request, Response

from api.pages.page import locale_of, render
from api.pages.tongue import Tongue, tongue
from api.wording import reason_of
from models.errors import Told

KEYS = {400: "bad", 403: "forbidden", 404: "not_found", 405: "not_found", 409: "bad", 413: "bad", 422: "bad"}
LINK_COMMAND = "kikitori signin"


def problem_page(request: Request, body: Mapping[str, object], status: int) -> Response:
    """The page for a problem's body (RFC 9457), in the reader's language."""
    spoken = _tongue(request)
    if body.get("type") == "/problems/signed-out":
        return signin_page(request, "expired" if body.get("detail") == "expired" else "signed_out", status)
    key = KEYS.get(status, "unavailable" if status in (429, 503) else "internal")
    told = getattr(request.state, "told", None)
    text = reason_of(told, spoken.code) if isinstance(told, Told) else _text(spoken, key, body)
    return _message(request, spoken, status, key, text, signed_in=status != 503)


def signin_page(request: Request, reason: str, status: int = 401) -> Response:
    """`reason`: signed_out, used (also: run out) or expired."""
    spoken = _tongue(request)
    return _message(request, spoken, status, reason, spoken.t(f"message.{reason}_text"), command=LINK_COMMAND, code="")


def _text(spoken: Tongue, key: str, body: Mapping[str, object]) -> str:
    if spoken.has(f"message.{key}_text"):
        return spoken.t(f"message.{key}_text")
    hint = body.get("hint")
    return str(hint.get(spoken.code, "")) if isinstance(hint, Mapping) else ""


def _message(
    request: Request,
    spoken: Tongue,
    status: int,
    key: str,
    text: str,
    *,
    command: str = "",
    signed_in: bool = False,
    code: str | None = None,
) -> Response:
    """`code` is what stands above the heading, the status unless given."""
    known = str(getattr(request.state, "request_id", ""))
    lines = [spoken.t("message.request", id=known)] if known and status >= 500 else []
    heading = spoken.t(f"message.{key}")
    return render(
        request,
        spoken,
        "message.html",
        status,
        code=str(status) if code is None else code,
        heading=heading,
        text=text,
        lines=lines,
        command=command,
        signed_in=signed_in,
    )


def _tongue(request: Request) -> Tongue:
    house = getattr(request.app.state, "house", None)
    return tongue(locale_of(request, house.settings.locale if house else ""), ZoneInfo("UTC"))
