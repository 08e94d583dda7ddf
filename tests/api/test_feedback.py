"""POST and GET /v1/feedback."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.house import House
from api.problems import Problem
from models import audit
from models.database import writing
from models.tables import Comment, Job, Score
from tests.api.conftest import Door
from workers.jobs import run_jobs

COMMENT = {"external_id": "a1", "source": "shop", "text": "配送が遅い", "received_at": "2026-04-01T09:00:00+09:00"}


def post(door: Door, body: Any, **headers: str) -> Any:
    return door.client.post("/v1/feedback", json=body, headers=door.with_key("feedback:write") | headers)


def count(door: Door, table: type = Comment) -> int:
    with door.house.sessions() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_one_comment_is_stored_and_a_worker_woken(door: Door) -> None:
    answer = post(door, COMMENT)
    assert answer.status_code == 202
    found = answer.json()
    assert found["accepted"] == 1
    assert found["known"] == 0
    assert door.rung == ["workers.analyse_pending"]
    with door.house.sessions() as session:
        row = session.get(Comment, found["ids"][0])
        assert row is not None
        assert (row.text, row.external_id, row.workspace_id) == ("配送が遅い", "a1", door.workspace_id)


def test_sending_it_again_changes_nothing(door: Door) -> None:
    post(door, COMMENT)
    again = post(door, COMMENT).json()
    assert (again["accepted"], again["known"], again["ids"]) == (0, 1, [])
    assert count(door) == 1


def test_known_ids_with_other_content_are_counted_and_not_kept(door: Door) -> None:
    scored = COMMENT | {"external_id": "a2", "scores": [{"kind": "nps", "value": 3}]}
    assert post(door, {"items": [COMMENT, scored]}).json()["changed"] == 0
    moved = scored | {"scores": [{"kind": "nps", "value": 9}], "received_at": "2026-04-02T09:00:00+09:00"}
    again = post(door, {"items": [COMMENT | {"text": "配送が早い"}, moved, COMMENT]}).json()
    assert (again["accepted"], again["known"], again["revised"], again["changed"]) == (0, 3, 0, 2)
    with door.house.sessions() as session:
        assert set(session.scalars(select(Comment.text))) == {"配送が遅い"}
        assert session.scalars(select(Score.value)).all() == [3]


@pytest.mark.parametrize("dated", [True, False])
def test_a_known_id_with_another_score_revises_it_once(door: Door, dated: bool) -> None:
    sent = {name: value for name, value in COMMENT.items() if dated or name != "received_at"}
    [key] = post(door, sent | {"segment": {"会員": "銀"}, "scores": [{"kind": "nps", "value": 3}]}).json()["ids"]
    other = sent | {"segment": {"会員": "金"}, "scores": [{"kind": "nps", "value": 9}]}
    for headers, revised in (({"Idempotency-Key": "k"}, 1), ({"Idempotency-Key": "k"}, 1), ({}, 0)):
        again = post(door, other, **headers).json()
        assert (again["accepted"], again["known"], again["revised"], again["changed"]) == (0, 1, revised, 0)
    found = door.client.get(f"/v1/feedback/{key}", headers=door.with_key("feedback:read")).json()
    assert (found["segment"], [one["value"] for one in found["scores"]]) == ({"会員": "金"}, [9.0])
    with door.house.sessions() as session:
        told = audit.entries(session, door.workspace_id, subject=f"comment:{key}")
    assert [(one.actor, one.action, one.detail) for one in told] == [
        ("only feedback:write", "segment.revised", {"before": "会員: 銀", "after": "会員: 金"}),
        ("only feedback:write", "score.revised", {"before": "NPS 3", "after": "NPS 9"}),
    ]


def test_personal_data_is_masked_before_it_is_stored(door: Door) -> None:
    [key] = post(door, COMMENT | {"text": "返事は taro@example.com まで"}).json()["ids"]
    with door.house.sessions() as session:
        row = session.get(Comment, key)
        assert row is not None
        assert "taro@example.com" not in row.text


def test_good_items_are_stored_and_bad_ones_named(door: Door) -> None:
    items: list[Any] = [
        COMMENT,
        {"source": "shop"},
        COMMENT | {"external_id": "a2", "channel": "radio"},
        COMMENT | {"external_id": "a3", "text": "\x00"},
        COMMENT | {"external_id": "a4", "scores": [{"kind": "nps", "value": 11}]},
        7,
        COMMENT | {"external_id": "a5", "received_at": "2026-04-01T09:00:00"},
        COMMENT | {"external_id": "a6", "text": ""},
        COMMENT | {"id": "a7", "external_id": "a7"},
    ]
    found = post(door, {"items": items}).json()
    assert found["accepted"] == 1
    assert [one["position"] for one in found["rejected"]] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [one["external_id"] for one in found["rejected"]] == [None, "a2", "a3", "a4", None, "a5", "a6", "a7"]
    assert "0 to 10" in found["rejected"][3]["error"]
    assert count(door) == 1


def test_a_batch_holds_at_most_1000(door: Door) -> None:
    assert post(door, {"items": [COMMENT] * 1001}).status_code == 422
    many = [COMMENT | {"external_id": str(n)} for n in range(1000)]
    assert post(door, {"items": many}).json()["accepted"] == 1000


def test_the_answer_comes_after_the_commit(door: Door) -> None:
    """The trap of style.md 9.1: without scope="function" the client would see 202 for a commit that failed."""

    def break_commit(session: Session) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    event.listen(door.house.sessions, "before_commit", break_commit)
    answer = post(door, COMMENT)
    event.remove(door.house.sessions, "before_commit", break_commit)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert count(door) == 0
    assert door.rung == []


class TestIdempotencyKey:
    def test_the_first_answer_is_given_again(self, door: Door) -> None:
        first = post(door, COMMENT, **{"Idempotency-Key": "k1"})
        again = post(door, COMMENT, **{"Idempotency-Key": "k1"})
        assert again.content == first.content
        assert again.json()["accepted"] == 1
        assert again.headers["Idempotent-Replayed"] == "true"
        assert count(door) == 1

    def test_who_has_the_answer_may_ask_again_while_the_worker_is_being_woken(
        self, door: Door, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        held: list[bool] = []

        def wake(house: House, work: str = "") -> None:
            held.append((door.workspace_id, "k1") in house.in_flight._running)

        monkeypatch.setattr(House, "wake", wake)
        post(door, COMMENT, **{"Idempotency-Key": "k1"})
        assert held == [False]

    def test_another_body_is_refused(self, door: Door) -> None:
        post(door, COMMENT, **{"Idempotency-Key": "k1"})
        other = post(door, COMMENT | {"external_id": "b"}, **{"Idempotency-Key": "k1"})
        assert other.status_code == 422
        assert other.json()["type"] == "/problems/key-reused"
        assert count(door) == 1

    def test_a_refused_request_leaves_the_key_free(self, door: Door) -> None:
        assert (
            post(door, COMMENT | {"scores": [{"kind": "nps", "value": 99}]}, **{"Idempotency-Key": "k"}).status_code
            == 422
        )
        assert post(door, COMMENT, **{"Idempotency-Key": "k"}).status_code == 202

    def test_the_same_key_in_another_workspace_is_another_key(self, door: Door) -> None:
        post(door, COMMENT, **{"Idempotency-Key": "k1"})
        other = door.client.post(
            "/v1/feedback", json=COMMENT, headers=door.with_key("stranger") | {"Idempotency-Key": "k1"}
        )
        assert other.json()["accepted"] == 1
        assert "Idempotent-Replayed" not in other.headers

    def test_while_the_first_runs_the_second_is_told_to_wait(self, door: Door) -> None:
        statuses: list[int] = []

        def send() -> None:
            statuses.append(post(door, COMMENT, **{"Idempotency-Key": "k1"}).status_code)

        with writing(door.house.sessions) as session:
            session.connection()  # takes the write lock, which a bare `begin` does not: the first request has to wait
            first = threading.Thread(target=send)
            first.start()
            pair = (door.workspace_id, "k1")
            while pair not in door.house.in_flight._running:
                threading.Event().wait(0.01)
            second = post(door, COMMENT, **{"Idempotency-Key": "k1"})
        first.join(30)
        assert second.status_code == 409
        assert second.json()["type"] == "/problems/in-flight"
        assert statuses == [202]
        assert count(door) == 1


class TestFile:
    def send(self, door: Door, content: bytes, name: str = "声.csv", **headers: str) -> Any:
        return door.client.post(
            "/v1/feedback",
            files={"file": (name, content)},
            data={"source": "店頭", "mapping": '{"感想": "text"}'},
            headers=door.with_key("feedback:write") | headers,
        )

    def test_a_file_becomes_a_job(self, door: Door) -> None:
        content = "感想\n遅い\n".encode()
        answer = self.send(door, content)
        assert answer.status_code == 202
        job = door.client.get(answer.json()["href"], headers=door.with_key("feedback:read")).json()
        assert (job["kind"], job["state"], job["progress"]) == ("import", "pending", 0.0)
        assert door.rung == ["workers.import_file"]
        with door.house.sessions() as session:
            row = session.get(Job, answer.json()["job"])
            assert row is not None
            assert row.payload["filename"] == "声.csv"
            assert row.payload["mapping"] == {"感想": "text"}
            kept = door.house.settings.data_dir / "uploads" / row.payload["path"].rsplit("/", 1)[1]
        assert hashlib.sha256(kept.read_bytes()).digest() == hashlib.sha256(content).digest()

    def test_the_senders_name_never_becomes_a_path(self, door: Door) -> None:
        assert self.send(door, b"text\nx\n", "../../etc/passwd.csv").status_code == 202
        [kept] = (door.house.settings.data_dir / "uploads").iterdir()
        assert kept.parent == door.house.settings.data_dir / "uploads"

    @pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.csv", b""), ("noending", b"x")])
    def test_what_cannot_be_read_is_refused(self, door: Door, name: str, content: bytes) -> None:
        answer = self.send(door, content, name)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "body.file"
        assert count(door, Job) == 0

    def test_a_repeated_upload_is_one_job_and_one_file(self, door: Door) -> None:
        first = self.send(door, b"text\nx\n", **{"Idempotency-Key": "f"})
        again = self.send(door, b"text\nx\n", **{"Idempotency-Key": "f"})
        assert again.json() == first.json()
        assert count(door, Job) == 1
        assert len(list((door.house.settings.data_dir / "uploads").iterdir())) == 1

    def test_what_an_import_tells_of_its_file_is_in_both_languages(self, door: Door) -> None:
        answer = self.send(door, "感想\n遅い\n早い\n".encode())
        run_jobs(door.house.sessions, door.house.settings)
        result = door.client.get(answer.json()["href"], headers=door.with_key("feedback:read")).json()["result"]
        assert [one["code"] for one in result["notes"]] == ["table", "no_date"]
        assert "取り込んだ日時で代用" in result["notes"][1]["ja"]
        assert "time of import" in result["notes"][1]["en"]

    def test_a_form_without_a_file_is_refused(self, door: Door) -> None:
        answer = door.client.post("/v1/feedback", files={"other": ("a.csv", b"x")}, headers=door.with_key("admin"))
        assert answer.status_code == 422


class TestSize:
    def test_a_promised_size_is_refused_at_once(self, open_door: Callable[..., Door]) -> None:
        door = open_door(upload_limit_bytes=2048)
        answer = post(door, COMMENT | {"text": "あ" * 4000})
        assert answer.status_code == 413
        assert answer.json()["type"] == "/problems/too-large"

    def test_a_streamed_size_is_counted(self, open_door: Callable[..., Door]) -> None:
        door = open_door(upload_limit_bytes=2048)

        def stream() -> Iterator[bytes]:
            yield b'{"text": "'
            for _ in range(100):
                yield b"x" * 100
            yield b'"}'

        headers = door.with_key("admin") | {"Content-Type": "application/json"}
        for path in ("/v1/feedback", "/v1/classify"):
            answer = door.client.post(path, content=stream(), headers=headers)
            assert answer.status_code == 413, path
            assert answer.json()["type"] == "/problems/too-large"
        assert count(door) == 0

    def test_a_streamed_upload_is_counted(self, open_door: Callable[..., Door]) -> None:
        door = open_door(upload_limit_bytes=2048)
        boundary = "b0undary"

        def stream() -> Iterator[bytes]:
            yield f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'.encode()
            for _ in range(100):
                yield b"x" * 100
            yield f"\r\n--{boundary}--\r\n".encode()

        headers = door.with_key("admin") | {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        assert door.client.post("/v1/feedback", content=stream(), headers=headers).status_code == 413
        assert not (door.house.settings.data_dir / "uploads").exists()

    @pytest.mark.parametrize(
        "change",
        [{"text": "あ" * 50_001}, {"segment": {"名" * 101: "x"}}, {"segment": {"tier": "x" * 501}}],
    )
    def test_what_nobody_could_read_is_refused_at_the_door(self, door: Door, change: dict[str, object]) -> None:
        answer = post(door, COMMENT | change)
        assert answer.status_code == 422
        assert "characters" in answer.text
        assert count(door) == 0

    def test_fifty_thousand_characters_are_taken(self, door: Door) -> None:
        assert post(door, COMMENT | {"text": "あ" * 50_000}).status_code == 202


@pytest.mark.parametrize(("promised", "sent", "read"), [(True, 3, 3), (False, 3, 3), (True, 1000, 5)])
def test_a_body_that_is_too_large_is_read_on_for_a_while_before_the_answer(
    promised: bool, sent: int, read: int
) -> None:
    """Ten bytes are allowed: a closed connection with unread bytes is a reset, and the sender sees no answer."""
    import asyncio

    from api.middleware import BodyLimit

    taken, answers = [0], []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass

    async def receive() -> dict[str, object]:
        taken[0] += 1
        return {"type": "http.request", "body": b"x" * 10, "more_body": taken[0] < sent}

    async def send(message: dict[str, object]) -> None:
        answers.append(message)

    headers = [(b"content-length", str(sent * 10).encode())] if promised else []
    scope = {"type": "http", "method": "POST", "path": "/v1/feedback", "headers": headers, "app": FastAPI(),
             "query_string": b"", "server": ("x", 1), "scheme": "http"}  # fmt: skip
    call = BodyLimit(app, upload_limit=10)(scope, receive, send)  # type: ignore[arg-type]
    if promised:
        asyncio.run(call)
        assert answers[0]["status"] == 413
    else:
        with pytest.raises(Problem) as told:
            asyncio.run(call)
        assert told.value.status_code == 413
    assert taken[0] == read
