"""Around every request: an id, headers that keep browsers safe, a body that stays within its limit, one log line."""

from __future__ import annotations

import logging
import re
import time
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.failures import answer
from api.problems import Problem

log = logging.getLogger(__name__)

GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data:"
)
SAFE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
JSON_LIMIT = 16 * 2**20
MOST_DRAINED = 4


class Envelope:
    """Outermost of ours. It answers 500 itself, so that even that answer carries the id and the headers."""

    def __init__(self, app: ASGIApp, *, https: bool = False) -> None:
        self.app = app
        self.safe = SAFE | ({"Strict-Transport-Security": "max-age=31536000; includeSubDomains"} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(MutableHeaders(scope=message), request_id, scope["path"])
            await send(message)

        try:
            await self.app(scope, receive, dressed)
        except Exception:
            log.exception("request %s failed", request_id)
            if status:
                raise
            await answer(Problem("internal"), Request(scope))(scope, receive, dressed)
        milliseconds = (time.perf_counter() - started) * 1000
        log.info("%s %s %d %.1f ms %s", scope["method"], _loggable(scope["path"]), status, milliseconds, request_id)

    def _dress(self, headers: MutableHeaders, request_id: str, path: str) -> None:
        headers["X-Request-ID"] = request_id
        for name, value in self.safe.items():
            headers.setdefault(name, value)
        if not path.startswith("/static/"):
            headers.setdefault("Cache-Control", "no-store")


def _loggable(path: str) -> str:
    """Addresses may be made up by anyone: no line breaks into the log, and never a sign-in secret."""
    return re.sub(r"(/sign-?in/)[^/]+", r"\1…", path)[:200].encode("unicode_escape").decode("ascii")


class BodyLimit:
    """Counts the bytes as they come in; Content-Length is a promise, not a proof."""

    def __init__(self, app: ASGIApp, *, upload_limit: int) -> None:
        self.app = app
        self.upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self._limit(headers.get("content-type", ""))
        promised = headers.get("content-length", "0")
        if promised.isdecimal() and int(promised) > limit:
            await drain(receive, limit)
            await answer(too_large(limit), Request(scope))(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                if message.get("more_body"):
                    await drain(receive, limit)
                raise too_large(limit)
            return message

        await self.app(scope, counted, send)

    def _limit(self, content_type: str) -> int:
        return self.upload_limit if content_type.startswith("multipart/") else min(JSON_LIMIT, self.upload_limit)


async def drain(receive: Receive, limit: int) -> None:
    """Read on without keeping: a connection closed on unread bytes is reset, and the sender never sees the answer.

    Not for ever: whoever sends four times what is allowed is cut off.
    """
    seen = 0
    while seen <= MOST_DRAINED * limit:
        message = await receive()
        seen += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def too_large(limit: int) -> Problem:
    return Problem("too-large", f"The body is larger than {limit:,} bytes", headers={"Connection": "close"})
