"""Every refusal is a problem (RFC 9457) with a hint in both languages, and every answer carries its headers."""

from typing import Any

import pytest
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException

from api.problems import KINDS, Problem
from models.errors import Conflict, NotFound, Refused
from tests.api.conftest import Door


def assert_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert set(found) == {"type", "title", "status", "detail", "instance", "hint", "errors"}
    assert found["type"] == f"/problems/{code}"
    assert found["status"] == status
    assert found["hint"]["ja"] != found["hint"]["en"]
    return found


def test_an_unknown_address(door: Door) -> None:
    found = assert_problem(door.client.get("/v1/nowhere"), 404, "not-found")
    assert found["instance"] == "/v1/nowhere"


def test_a_wrong_method(door: Door) -> None:
    answer = door.client.delete("/v1/feedback")
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/v1/feedback", "/v1/classify"])
def test_broken_json(door: Door, path: str) -> None:
    headers = door.with_key("admin") | {"Content-Type": "application/json"}
    for content in (b"{", b"\xff\xfe", b"[" * 100_000):
        assert_problem(door.client.post(path, content=content, headers=headers), 400, "invalid-json")


def test_an_unknown_kind_of_body(door: Door) -> None:
    headers = door.with_key("admin") | {"Content-Type": "text/plain"}
    assert_problem(door.client.post("/v1/feedback", content=b"x", headers=headers), 415, "unsupported-media-type")


def test_a_wrong_field_is_named_and_its_value_kept_out(door: Door) -> None:
    body = {"text": "秘密", "channel": "秘密の経路"}
    found = assert_problem(
        door.client.post("/v1/feedback", json=body, headers=door.with_key("admin")), 422, "invalid-request"
    )
    assert [one["field"].split(".")[-1] for one in found["errors"]] == ["channel"]
    assert "秘密" not in str(found)


def test_a_wrong_id_is_named(door: Door) -> None:
    found = assert_problem(door.client.get("/v1/feedback/x", headers=door.with_key("admin")), 422, "invalid-request")
    assert found["errors"][0]["field"] == "path.comment_id"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuntimeError("boom 秘密"), 500, "internal"),
        (OperationalError("SELECT 秘密", {}, Exception("locked")), 503, "storage-unavailable"),
        (NotFound("theme", 7), 404, "not-found"),
        (Conflict("taken"), 409, "conflict"),
        (Refused("name", "", "a name"), 422, "invalid-request"),
        (DataError("INSERT 秘密", {}, Exception("value too long")), 422, "invalid-request"),
        (Problem("overloaded"), 429, "overloaded"),
        (HTTPException(418), 400, "bad-request"),
    ],
)
def test_whatever_is_raised_ends_as_a_problem(door: Door, error: Exception, status: int, code: str) -> None:
    def fail() -> None:
        raise error

    door.client.app.get("/v1/fails")(fail)  # type: ignore[attr-defined]
    answer = door.client.get("/v1/fails")
    assert "秘密" not in str(assert_problem(answer, status, code))
    assert answer.headers["X-Request-ID"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_id_with_too_many_digits_is_refused_without_a_guess(door: Door) -> None:
    answer = door.client.get(f"/v1/feedback/{10**23}", headers=door.with_key("admin"))
    assert "any id" not in assert_problem(answer, 422, "invalid-request")["detail"]


def test_every_type_leads_to_its_explanation(door: Door) -> None:
    for code, kind in KINDS.items():
        found = door.client.get(f"/problems/{code}").json()
        assert (found["status"], found["hint"]) == (kind.status, {"ja": kind.ja, "en": kind.en})
    assert_problem(door.client.get("/problems/none-such"), 404, "not-found")


@pytest.mark.parametrize("path", ["/healthz", "/v1/nowhere", "/v1/openapi.json"])
def test_every_answer_keeps_browsers_safe(door: Door, path: str) -> None:
    headers = door.client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_a_given_request_id_is_kept_unless_it_is_odd(door: Door) -> None:
    def id_for(given: str) -> str:
        return str(door.client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"])

    assert id_for("trace-12345") == "trace-12345"
    assert id_for("a b\tc<script>") != "a b\tc<script>"
    assert len(id_for("x" * 300)) == 32
