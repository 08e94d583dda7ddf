"""Keys: who may come in, to what, how often; and that another house's things are not there."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.keyring import REMEMBERED_SECONDS, Keyring
from api.limits import RateLimit
from models.database import writing
from models.keys import create_key, keys, revoke_key
from tests.api.conftest import Door

OPEN = {"/healthz", "/livez", "/readyz", "/problems/{code}"}
NEEDED = {
    ("post", "/v1/classify"): "classify",
    ("post", "/v1/feedback"): "feedback:write",
    ("get", "/v1/feedback/{comment_id}"): "feedback:read",
    ("get", "/v1/jobs/{job_id}"): "feedback:read",
    ("get", "/v1/triage"): "feedback:read",
    ("post", "/v1/triage/{comment_id}/take"): "feedback:write",
    ("post", "/v1/triage/{comment_id}/note"): "feedback:write",
    ("post", "/v1/triage/{comment_id}/done"): "feedback:write",
    ("post", "/v1/triage/{comment_id}/reopen"): "feedback:write",
    ("post", "/v1/feedback/{comment_id}/corrections"): "feedback:write",
    ("get", "/v1/themes"): "themes:read",
    ("get", "/v1/themes/{theme_id}"): "themes:read",
    ("get", "/v1/themes/{theme_id}/comments"): "themes:read",
    ("get", "/v1/themes/unassigned"): "themes:read",
    ("get", "/v1/themes/runs"): "themes:read",
    ("get", "/v1/themes/runs/{run_id}"): "themes:read",
    ("get", "/v1/themes/proposals"): "themes:read",
    ("get", "/v1/themes/proposals/{run_id}"): "themes:read",
    ("get", "/v1/themes/{theme_id}/actions"): "themes:read",
    ("get", "/v1/actions"): "themes:read",
    ("post", "/v1/actions"): "themes:write",
    ("delete", "/v1/actions/{action_id}"): "themes:write",
    ("get", "/v1/themes/{theme_id}/split"): "themes:read",
    ("get", "/v1/campaigns"): "themes:read",
    ("get", "/v1/campaigns/{comment_id}"): "themes:read",
    **{
        ("get", f"/v1/reports/{name}"): "reports:read"
        for name in ("summary", "story", "alerts", "priority", "journey", "scores", "mismatches")
    },
    ("get", "/v1/reports/journey/{place}/comments"): "reports:read",
    ("put", "/v1/reports/journey/weights"): "themes:write",
    ("get", "/v1/capabilities"): "classify",
}


def operations(door: Door) -> list[tuple[str, str, dict[str, Any]]]:
    paths = door.client.get("/v1/openapi.json").json()["paths"]
    return [(method, path, told) for path, methods in paths.items() for method, told in methods.items()]


def concrete(path: str) -> str:
    return (
        path.replace("{code}", "no-key")
        .replace("{comment_id}", "1")
        .replace("{theme_id}", "1")
        .replace("{job_id}", "1")
        .replace("{run_id}", "1")
        .replace("{place}", "delivery")
        .replace("{action_id}", "1")
    )


def scope_of(method: str, path: str) -> str:
    if (method, path) in NEEDED:
        return NEEDED[method, path]
    assert path.startswith("/v1/themes"), f"{method} {path} is in no list: say which scope it needs"
    return "themes:write"


def test_every_route_asks_for_a_key(door: Door) -> None:
    for method, path, told in operations(door):
        if path in OPEN:
            assert "security" not in told
            continue
        answer = door.client.request(method, concrete(path))
        assert answer.status_code == 401, (method, path)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["type"] == "/problems/no-key"


def test_every_route_refuses_a_key_without_its_scope(door: Door) -> None:
    for method, path, _ in operations(door):
        if path in OPEN:
            continue
        needed = scope_of(method, path)
        for name in door.keys:
            if name in (needed, "admin", "stranger"):
                continue
            answer = door.client.request(method, concrete(path), headers=door.with_key(name))
            assert answer.status_code == 403, (method, path, name)
            assert needed in answer.json()["detail"]


@pytest.mark.parametrize("key", ["", "kk_", "kk_a.b", "Bearer x", "kk_0123456789abcdef." + "x" * 43, "\x7f\xff"])
def test_a_wrong_key_opens_nothing(door: Door, key: str) -> None:
    answer = door.client.get("/v1/themes", headers={"Authorization": f"Bearer {key}".encode("latin-1")})
    assert answer.status_code == 401


def test_an_expired_key_opens_nothing(door: Door) -> None:
    with writing(door.house.sessions) as session:
        past = datetime.now(UTC) - timedelta(seconds=1)
        _, key = create_key(session, door.workspace_id, "old", ["admin"], past)
    assert door.client.get("/v1/jobs/1", headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_a_revoked_key_stops_within_seconds(door: Door) -> None:
    assert door.client.get("/v1/jobs/1", headers=door.with_key("admin")).status_code == 404

    def revoke(session: Session) -> None:
        for one in keys(session, door.workspace_id):
            revoke_key(session, door.workspace_id, one.id)

    with writing(door.house.sessions) as session:
        revoke(session)
    door.house.keyring.forget()
    assert door.client.get("/v1/jobs/1", headers=door.with_key("admin")).status_code == 401
    assert REMEMBERED_SECONDS <= 5


def test_the_keyring_asks_again_after_its_time() -> None:
    now = [0.0]
    asked: list[str] = []

    def verify(key: str) -> Any:
        asked.append(key)
        return object()

    ring = Keyring(clock=lambda: now[0])
    for _ in range(3):
        ring.recall("k", verify)
    now[0] = REMEMBERED_SECONDS
    ring.recall("k", verify)
    assert asked == ["k", "k"]


def test_the_use_of_a_key_is_noted_once_a_minute(door: Door) -> None:
    for _ in range(3):
        door.client.get("/v1/jobs/1", headers=door.with_key("admin"))
    door.house.background.submit(lambda: None).result(10)
    with door.house.sessions() as session:
        used = {one.name: one.last_used_at for one in keys(session, door.workspace_id)}
    assert used["only admin"] is not None
    assert used["only classify"] is None


def test_too_many_requests_are_told_when_to_come_back(open_door: Callable[..., Door]) -> None:
    door = open_door(rate_limit_per_minute=3)
    answers = [door.client.get("/v1/jobs/1", headers=door.with_key("admin")) for _ in range(5)]
    assert [one.status_code for one in answers] == [404, 404, 404, 429, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert answers[-1].json()["type"] == "/problems/rate-limited"
    assert door.client.get("/v1/jobs/1", headers=door.with_key("feedback:read")).status_code == 404


def test_a_bucket_refills_evenly() -> None:
    now = [0.0]
    limit = RateLimit(60, clock=lambda: now[0])
    assert [limit.wait("k") for _ in range(60)] == [0.0] * 60
    assert limit.wait("k") == pytest.approx(1.0)
    now[0] = 1.0
    assert limit.wait("k") == 0.0
    assert limit.wait("other") == 0.0


@pytest.mark.parametrize("path", ["/v1/feedback/{}", "/v1/jobs/{}", "/v1/themes/{}", "/v1/themes/{}/comments"])
def test_an_id_longer_than_any_is_no_fault_of_ours(door: Door, path: str) -> None:
    answer = door.client.get(path.format("9" * 25), headers=door.with_key("admin"))
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/invalid-request"


def test_another_house_sees_nothing(door: Door) -> None:
    body = {"text": "秘密の声", "external_id": "s"}
    [key] = door.client.post("/v1/feedback", json=body, headers=door.with_key("admin")).json()["ids"]
    file = {"file": ("a.csv", b"text\nx\n")}
    job = door.client.post("/v1/feedback", files=file, headers=door.with_key("admin")).json()["job"]
    paths = [f"/v1/feedback/{key}", f"/v1/jobs/{job}"]
    for path in paths:
        assert door.client.get(path, headers=door.with_key("admin")).status_code == 200
        hidden = door.client.get(path, headers=door.with_key("stranger"))
        assert hidden.status_code == 404
        assert "秘密" not in hidden.text
    for action in ("take", "done", "reopen"):
        hidden = door.client.post(f"/v1/triage/{key}/{action}", headers=door.with_key("stranger"))
        assert hidden.status_code == 404


def test_logs_hold_neither_text_nor_key(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = {"text": "ここだけの話", "external_id": "l"}
    door.client.post("/v1/feedback", json=body, headers=door.with_key("admin"))
    door.client.post("/v1/classify", json={"text": "ここだけの話"}, headers=door.with_key("admin"))
    door.client.get("/signin?token=ひみつ")
    told = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    assert "/v1/classify 200" in told
    assert "ここだけの話" not in told
    assert "kk_" not in told
    assert door.keys["admin"].split(".")[1] not in told
    assert "ひみつ" not in told
