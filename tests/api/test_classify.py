"""POST /v1/classify."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import event, func, select

from models.tables import Comment, Job
from nlp.values import Text
from tests.api.conftest import Door, PlainAnalyser


def test_one_text_gives_one_reading(door: Door) -> None:
    answer = door.client.post("/v1/classify", json={"id": 7, "text": "遅い"}, headers=door.with_key("classify"))
    assert answer.status_code == 200
    found = answer.json()
    assert found["id"] == 7
    assert found["sentiment"] == {"label": "negative", "score": -0.5, "confidence": 0.9}
    assert found["opinions"][0]["quote"] == "遅い"
    assert found["opinions"][0]["polarity"] == -1
    assert found["units"] == [{"start": 0, "end": 2, "sentiment": "negative"}]
    assert found["version"] == "plain-1"


def test_bad_items_keep_their_place(door: Door) -> None:
    items: list[Any] = [
        {"id": "a", "text": "良い"},
        {"id": "b"},
        "nonsense",
        {"id": "d", "text": " "},
        {"text": "遅い"},
    ]
    answer = door.client.post("/v1/classify", json={"items": items}, headers=door.with_key("classify"))
    assert answer.status_code == 200
    found = answer.json()["items"]
    assert [one["id"] for one in found] == ["a", "b", None, "d", None]
    assert ["error" in one for one in found] == [False, True, True, True, False]
    assert found[1]["error"] == "text: Field required"


def test_half_a_surrogate_pair_costs_nobody_else_the_answer(door: Door) -> None:
    content = b'{"items": [{"id": "\\ud800", "text": 5}, {"id": "b", "text": "\\ud800"}, {"id": "c", "text": "x"}]}'
    headers = door.with_key("classify") | {"Content-Type": "application/json"}
    answer = door.client.post("/v1/classify", content=content, headers=headers)
    assert answer.status_code == 200
    assert [(one["id"], "error" in one) for one in answer.json()["items"]] == [("?", True), ("b", True), ("c", False)]


def test_a_single_unreadable_text_is_a_problem(door: Door) -> None:
    answer = door.client.post("/v1/classify", json={"text": "  "}, headers=door.with_key("classify"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "body.text"


@pytest.mark.parametrize("count", [0, 257])
def test_a_batch_has_1_to_256_texts(door: Door, count: int) -> None:
    body = {"items": [{"text": "良い"}] * count}
    assert door.client.post("/v1/classify", json=body, headers=door.with_key("classify")).status_code == 422


def test_256_texts_are_read(door: Door) -> None:
    body = {"items": [{"text": f"良い{n}"} for n in range(256)]}
    found = door.client.post("/v1/classify", json=body, headers=door.with_key("classify")).json()["items"]
    assert [one["opinions"][0]["quote"] for one in found] == [f"良い{n}" for n in range(256)]


def test_a_misspelt_field_is_refused(door: Door) -> None:
    answer = door.client.post("/v1/classify", json={"txt": "良い"}, headers=door.with_key("classify"))
    assert answer.status_code == 422
    assert {one["field"].split(".")[-1] for one in answer.json()["errors"]} == {"text", "txt"}


def test_a_text_longer_than_the_limit_is_named(open_door: Callable[..., Door]) -> None:
    door = open_door(cell_limit_characters=100)
    body = {"items": [{"text": "あ" * 101}, {"text": "あ" * 100}]}
    found = door.client.post("/v1/classify", json=body, headers=door.with_key("classify")).json()["items"]
    assert found[0]["error"] == "text has 101 characters; wanted at most 100"
    assert "error" not in found[1]


def test_texts_that_are_too_long_together_are_refused(open_door: Callable[..., Door]) -> None:
    door = open_door(request_limit_characters=1_000)
    body = {"items": [{"text": "あ" * 501}, {"text": "い" * 500}]}
    answer = door.client.post("/v1/classify", json=body, headers=door.with_key("classify"))
    assert answer.status_code == 413
    assert answer.json()["detail"] == "the texts have 1,001 characters together; wanted at most 1,000 a request"
    body["items"].pop()
    assert door.client.post("/v1/classify", json=body, headers=door.with_key("classify")).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_read(door: Door, kind: str) -> None:
    headers = {**door.with_key("classify"), "Content-Type": kind}
    answer = door.client.post("/v1/classify", content='{"text": "遅い"}'.encode(), headers=headers)
    assert answer.status_code == 415
    assert repr(kind or "missing") in answer.json()["detail"]


def test_neither_database_nor_broker_is_touched_once_the_key_is_known(door: Door) -> None:
    door.client.post("/v1/classify", json={"text": "遅い"}, headers=door.with_key("classify"))
    door.house.background.submit(lambda: None).result(5)
    statements: list[str] = []
    event.listen(door.house.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert door.client.post("/v1/classify", json={"text": "遅い"}, headers=door.with_key("classify")).status_code == 200
    assert statements == []
    assert door.rung == []
    with door.house.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Comment)) == 0
        assert session.scalar(select(func.count()).select_from(Job)) == 0


class SlowAnalyser(PlainAnalyser):
    """Waits until it may go on."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()

    def analyse(self, texts: Sequence[Text]) -> Any:
        assert self.may_go_on.wait(30)
        return super().analyse(texts)


def test_a_full_queue_says_no_and_when_to_come_back(open_door: Callable[..., Door]) -> None:
    slow = SlowAnalyser()
    door = open_door(slow)
    batch = {"items": [{"text": "遅い"}] * 256}
    answers: list[int] = []

    def send() -> None:
        answers.append(door.client.post("/v1/classify", json=batch, headers=door.with_key("classify")).status_code)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    while door.house.readers.waiting < 1024:
        threading.Event().wait(0.01)
    refused = door.client.post("/v1/classify", json=batch, headers=door.with_key("classify"))
    slow.may_go_on.set()
    for thread in threads:
        thread.join(30)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.json()["type"] == "/problems/overloaded"
    assert answers == [200] * 4
    assert door.house.readers.waiting == 0


def test_weights_that_cannot_be_loaded_are_named(settings: Any) -> None:
    from starlette.testclient import TestClient

    from api.app import create_app
    from api.house import furnish, open_house
    from models.database import writing
    from models.keys import create_key

    def load() -> Any:
        raise ValueError("weights folder is empty")

    house = open_house(settings, load=load, ring=lambda work: None)
    workspace_id = furnish(settings, house.engine)
    with writing(house.sessions) as session:
        _, key = create_key(session, workspace_id, "k", ["classify"])
    with TestClient(create_app(settings, house), raise_server_exceptions=False) as client:
        answer = client.post("/v1/classify", json={"text": "良い"}, headers={"Authorization": f"Bearer {key}"})
        ready = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/not-ready"
    assert "weights" in {one["field"] for one in ready.json()["errors"]}
