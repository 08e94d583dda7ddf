"""A company's own themes by HTTP: planted whole or not at all, with the same complaints as in the terminal."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from api.readers import Overloaded
from api.schemas.theme_seeds import SeedsIn
from models.database import reading
from models.tables import Job, Theme
from tests.api.conftest import Door
from tests.api.shop import open_shop
from workers.jobs import run_jobs
from workers.seeding import MOST_CHARACTERS, MOST_EXAMPLES, MOST_THEMES

GOOD = "themes:\n- {id: late, ja: 配送が遅い, touchpoint: delivery, examples: [荷物が届きません, まだ来ません]}\n"


def post(door: Door, status: int, key: str = "admin", **body: object) -> Any:
    answer = door.client.post("/v1/themes/seeds", json=body, headers=door.with_key(key))
    assert answer.status_code == status, answer.text
    return answer.json()


def test_themes_are_planted_and_their_units_come_by_a_job(door: Door) -> None:
    open_shop(door, 12)
    done = post(door, 201, yaml=GOOD, name="ours.yaml", person="佐藤")
    assert (list(done["themes"]), done["known"], done["waiting"]) == (["late"], [], False)
    with reading(door.house.sessions) as session:
        theme = session.get_one(Theme, done["themes"]["late"])
        assert (theme.pinned, theme.label["ja"], theme.centroid != b"") == (True, "配送が遅い", True)
        assert [job.kind for job in session.query(Job).all()] == ["take_in"]
    assert "workers.discover_themes" in door.rung
    assert run_jobs(door.house.sessions, door.house.settings) == 1
    assert post(door, 201, yaml=GOOD)["known"] == ["late"]


def test_before_anything_was_read_they_wait(door: Door) -> None:
    assert post(door, 201, yaml=GOOD)["waiting"] is True
    listed = door.client.get("/v1/themes", headers=door.with_key()).json()["items"]
    assert [(one["label"]["ja"], one["comments"], one["pinned"]) for one in listed] == [("配送が遅い", 0, True)]


def test_a_mistake_is_named_and_nothing_is_planted(door: Door) -> None:
    bad = GOOD + "- {id: other, ja: 回収, touchpoint: moon, examples: [回収ですか]}\n"
    told = post(door, 422, yaml=bad, name="ours.yaml")
    assert told["detail"].startswith("theme 'other': touchpoint is 'moon'; wanted one of ")
    assert post(door, 422, yaml="themes: [", name="ours.yaml")["detail"].startswith("ours.yaml line 1 is not YAML")
    with reading(door.house.sessions) as session:
        assert session.query(Theme).count() == 0
    post(door, 403, "themes:read", yaml=GOOD)


def test_a_request_of_too_many_is_refused_and_says_how_many_go_in(door: Door) -> None:
    many = "themes:\n" + "".join(f"- {{id: t{n}, ja: 遅い, examples: [まだ来ません]}}\n" for n in range(301))
    told = post(door, 422, yaml=many, name="ours.yaml")
    assert told["detail"].startswith("ours.yaml has 301 themes; wanted at most 300 a file")
    assert told["errors"][0]["field"] == "yaml"
    with reading(door.house.sessions) as session:
        assert session.query(Theme).count() == 0


def test_what_goes_into_a_request_is_told_as_it_is() -> None:
    themes, examples, characters = f"{MOST_THEMES:,} themes", f"{MOST_EXAMPLES:,} examples", f"{MOST_CHARACTERS:,} char"
    settings = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    for told in (SeedsIn.__doc__ or "", settings):
        assert themes in told
        assert examples in told
        assert characters in told


def test_weights_that_cannot_be_loaded_are_said(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> Future[Any]:
        # Not before: the readers that the house has warmed take a failure back when they are ready.
        door.house.readers.failure = "OSError: no weights"
        broken: Future[Any] = Future()
        broken.set_exception(OSError("no weights"))
        return broken

    door.house.readers.warm().result()
    monkeypatch.setattr(door.house.readers, "submit", fails)
    assert post(door, 503, yaml=GOOD)["type"] == "/problems/not-ready"


def test_a_full_queue_says_when_to_come_again(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> Future[Any]:
        raise Overloaded(1000, 1024, 7)

    monkeypatch.setattr(door.house.readers, "submit", full)
    assert post(door, 429, yaml=GOOD)["type"] == "/problems/overloaded"


@pytest.mark.parametrize("deep", ["[" * 3000, "{a: " * 3000])
def test_deep_nesting_is_a_mistake_like_any_other(door: Door, deep: str) -> None:
    assert "wanted" in post(door, 422, yaml=deep)["detail"]
