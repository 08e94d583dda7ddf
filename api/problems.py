"""What can go wrong at the HTTP door: one catalogue, one exception, one shape (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of problem; its code is the last part of the `type` address, where it is explained."""

    status: int
    title: str
    ja: str
    en: str


KINDS: Mapping[str, Kind] = {
    "invalid-json": Kind(
        400,
        "The body is not valid JSON",
        "本文をUTF-8の正しいJSONにしてください。",
        "Send a body that is valid JSON in UTF-8.",
    ),
    "bad-request": Kind(
        400, "The request cannot be understood", "リクエストを確かめてください。", "Check the request."
    ),
    "no-key": Kind(
        401,
        "An API key is needed",
        "Authorization: Bearer kk_… の形でAPIキーを付けてください（発行: kikitori keys create）。",
        "Send an API key as Authorization: Bearer kk_… (make one with: kikitori keys create).",
    ),
    "bad-key": Kind(
        401,
        "The API key is not accepted",
        "キーが間違っているか、失効しています。新しく発行してください: kikitori keys create",
        "The key is wrong, expired or revoked. Make another with: kikitori keys create",
    ),
    "signed-out": Kind(
        401,
        "Sign in first",
        "サインイン用のリンクを開いてください。新しいリンク: kikitori signin",
        "Open a sign-in link; print a new one with: kikitori signin",
    ),
    "forbidden-form": Kind(
        403,
        "The form was not accepted",
        "ページを開き直して、もう一度送ってください。",
        "Open the page again and send the form once more.",
    ),
    "wrong-scope": Kind(
        403,
        "The API key may not do this",
        "必要な権限（scope）を持つキーを使ってください。",
        "Use a key that has the scope named in the detail.",
    ),
    "not-found": Kind(
        404,
        "There is no such thing here",
        "番号とアドレスを確かめてください。ほかのワークスペースのものは見えません。",
        "Check the id and the address; what belongs to another workspace is not visible.",
    ),
    "method-not-allowed": Kind(
        405,
        "The address does not answer to this method",
        "Allowヘッダーにあるメソッドを使ってください。",
        "Use one of the methods in the Allow header.",
    ),
    "conflict": Kind(
        409,
        "The request does not fit what is stored",
        "いまの状態を読み直してから、もう一度送ってください。",
        "Read the present state, then send again.",
    ),
    "in-flight": Kind(
        409,
        "The first request with this Idempotency-Key is still running",
        "最初のリクエストの答えを待ってから、同じ内容で送り直してください。",
        "Wait for the first request to be answered, then repeat it unchanged.",
    ),
    "too-large": Kind(
        413,
        "The body is too large",
        "小さく分けて送ってください。多い場合はファイルで送れます。",
        "Send it in smaller parts; a large number of comments can be sent as a file.",
    ),
    "unsupported-media-type": Kind(
        415,
        "The kind of body is not understood",
        "application/json か multipart/form-data で送ってください。",
        "Send application/json or multipart/form-data.",
    ),
    "invalid-request": Kind(
        422,
        "The request has values that cannot be used",
        "errors に挙げた項目を直してください。",
        "Correct the fields listed in errors.",
    ),
    "key-reused": Kind(
        422,
        "This Idempotency-Key was used with another body",
        "内容が違うときは、新しいIdempotency-Keyを使ってください。",
        "Use a new Idempotency-Key for a different body.",
    ),
    "rate-limited": Kind(
        429,
        "Too many requests with this key",
        "Retry-Afterの秒数だけ待ってください。まとめて送ると速くなります。",
        "Wait for the seconds in Retry-After; batches go further than single calls.",
    ),
    "overloaded": Kind(
        429,
        "The readers are busy",
        "Retry-Afterの秒数だけ待って、もう一度送ってください。",
        "Wait for the seconds in Retry-After, then send again.",
    ),
    "internal": Kind(
        500,
        "Something went wrong on our side",
        "もう一度お試しください。続く場合はX-Request-IDを添えてお知らせください。",
        "Try again; if it stays, report it with the X-Request-ID.",
    ),
    "storage-unavailable": Kind(
        503,
        "The database does not answer",
        "少し待って、もう一度送ってください。受け付けの返事がないものは保存されていません。",
        "Wait a little and send again; what was not acknowledged is not stored.",
    ),
    "not-ready": Kind(
        503,
        "Not ready to serve",
        "errors に挙げた原因を確かめてください。",
        "See the causes listed in errors.",
    ),
}


class FieldError(TypedDict):
    """Where in the request, and what was wanted there; never the value, which may be a customer's words."""

    field: str
    detail: str
    code: NotRequired[str]


class Problem(HTTPException):
    """Raise it anywhere behind a route; an HTTPException, so that FastAPI lets it through while it reads a body."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.code = code
        self.errors = tuple(errors)
        super().__init__(KINDS[code].status, detail or KINDS[code].title, dict(headers or {}))


def body_of(problem: Problem, *, instance: str, status: int | None = None) -> dict[str, Any]:
    kind = KINDS[problem.code]
    return {
        "type": f"/problems/{problem.code}",
        "title": kind.title,
        "status": status or kind.status,
        "detail": problem.detail,
        "instance": instance,
        "hint": {"ja": kind.ja, "en": kind.en},
        "errors": list(problem.errors),
    }


def respond(problem: Problem, request: Request) -> JSONResponse:
    content = body_of(problem, instance=request.url.path)
    return JSONResponse(content, problem.status_code, dict(problem.headers or {}), media_type=MEDIA_TYPE)


def documented(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: one example per problem, gathered by status."""
    answers: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        kind = KINDS[code]
        content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}
        answer = answers.setdefault(kind.status, {"description": kind.title, "content": {MEDIA_TYPE: content}})
        example = body_of(Problem(code), instance="/v1/…")
        answer["content"][MEDIA_TYPE]["examples"][code] = {"value": example}
    return answers
