"""Proposals, the rest of the hand, and every report by HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from models.database import reading, writing
from models.tables import AuditEntry, Job, Unit
from models.themes import NewChange, NewProposal, save_proposal
from tests.api.conftest import Door
from tests.api.shop import open_shop


@pytest.fixture
def shop(door: Door) -> list[int]:
    return open_shop(door, 12)


def propose(door: Door, *changes: NewChange) -> int:
    with writing(door.house.sessions) as session:
        made = NewProposal(0, {}, {}, {}, 0.1, {}, 1.0, changes, moved=1, kept=11)
        return save_proposal(session, door.workspace_id, made)


def get(door: Door, path: str, status: int = 200) -> Any:
    answer = door.client.get(path, headers=door.with_key())
    assert answer.status_code == status, answer.text
    return answer.json()


def post(door: Door, path: str, body: object | None = None, status: int = 200, key: str = "admin") -> Any:
    answer = door.client.post(path, json=body, headers=door.with_key(key))
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_proposal_is_read_answered_and_taken_back(door: Door, shop: list[int]) -> None:
    run = propose(
        door,
        NewChange("merged", "m", shop[0], (shop[1],), 6, "one"),
        NewChange("renamed", "r", shop[0], (), 6, "", {"label": {"ja": "今の名"}}),
    )
    (listed,) = get(door, "/v1/themes/proposals")["items"]
    assert (listed["id"], listed["moved"], listed["kept"]) == (run, 1, 11)
    first, second = (change["id"] for change in get(door, f"/v1/themes/proposals/{run}")["changes"])
    assert post(door, f"/v1/themes/proposals/{run}/reject", {"changes": [second]})["changes"] == [second]
    done = post(door, f"/v1/themes/proposals/{run}/accept", {"person": "佐藤"})
    assert done == {"changes": [first], "outdated": []}
    assert get(door, f"/v1/themes/{shop[1]}")["merged_into"]["id"] == shop[0]
    post(door, f"/v1/themes/proposals/{run}/accept", None, 409)
    post(door, f"/v1/themes/proposals/{run}/undo", {})
    assert get(door, f"/v1/themes/{shop[1]}")["merged_into"] is None
    assert {c["state"] for c in get(door, f"/v1/themes/proposals/{run}")["changes"]} == {"proposed"}


def test_only_who_may_write_themes_may_answer(door: Door, shop: list[int]) -> None:
    run = propose(door, NewChange("renamed", "r", shop[0], (), 6, "", {"label": {"ja": "今の名"}}))
    post(door, f"/v1/themes/proposals/{run}/accept", None, 403, "themes:read")
    post(door, f"/v1/themes/proposals/{run}/accept", None, 404, "stranger")
    get(door, "/v1/themes/proposals/4711", 404)


def test_a_fresh_look_is_a_job(door: Door, shop: list[int]) -> None:
    asked = post(door, "/v1/themes/proposals", {"seed": 3}, 202)
    with reading(door.house.sessions) as session:
        job = session.get_one(Job, asked["job"])
        assert (job.kind, job.payload) == ("discover", {"seed": 3})
    assert door.rung == ["workers.discover_themes"] or "workers.discover_themes" in door.rung
    assert get(door, asked["href"])["state"] == "pending"


def test_the_rest_of_the_hand(door: Door, shop: list[int]) -> None:
    a, b = shop
    with reading(door.house.sessions) as session:
        unit = session.query(Unit.id).order_by(Unit.id).first()[0]  # type: ignore[index]
    post(door, f"/v1/themes/{a}/remove", {"unit": unit})
    post(door, f"/v1/themes/{a}/remove", {"unit": unit}, 409)
    assert [one["unit_id"] for one in get(door, "/v1/themes/unassigned")["items"]] == [unit]
    post(door, f"/v1/themes/{b}/parent", {"parent": a})
    assert [child["id"] for child in get(door, f"/v1/themes/{a}")["children"]] == [b]
    post(door, f"/v1/themes/{a}/watch", {"words": ["遅い 3"]})
    assert get(door, f"/v1/themes/{a}")["watch_words"] == ["遅い 3"]
    post(door, f"/v1/themes/{a}/state", {"state": "dormant"})
    assert get(door, f"/v1/themes/{a}")["row"]["state"] == "dormant"
    post(door, f"/v1/themes/{a}/state", {"state": "merged"}, 422)
    kinds = [event["kind"] for event in get(door, f"/v1/themes/{a}")["events"]]
    assert kinds[:3] == ["state", "watched", "moved"]


def test_an_action_is_recorded_and_its_effect_read(door: Door, shop: list[int]) -> None:
    body = {"what": "業者の変更", "starts_on": "2026-04-05", "owner": "物流", "target_kind": "nps", "target_change": 5,
            "target_on": "2026-06-30"}  # fmt: skip
    action = post(door, f"/v1/themes/{shop[0]}/actions", body, 201)["action"]
    (found,) = get(door, f"/v1/themes/{shop[0]}/actions")["items"]
    assert (found["action"]["id"], found["effect"]["outcome"]) == (action, "too_early")
    assert (found["effect"]["scope"], found["effect"]["target_met"]) == (None, None)  # one survey; its day is to come


def test_an_action_about_a_touchpoint_alone_is_recorded(door: Door, shop: list[int]) -> None:
    alone = {"what": "集荷を増やした", "starts_on": "2026-04-10", "owner": "田中", "touchpoint": "delivery"}
    about = post(door, "/v1/actions", alone, 201)["action"]
    both = post(door, "/v1/actions", {**alone, "starts_on": "2026-04-05", "theme": shop[0]}, 201)["action"]
    told = [one["action"] for one in get(door, "/v1/actions")["items"]]
    assert [(one["id"], one["theme_id"], one["touchpoint"]) for one in told] == [
        (about, None, "delivery"),
        (both, shop[0], "delivery"),
    ]
    assert [one["action"]["id"] for one in get(door, f"/v1/themes/{shop[0]}/actions")["items"]] == [both]
    post(door, "/v1/actions", {name: fact for name, fact in alone.items() if name != "touchpoint"}, 422)
    post(door, "/v1/actions", {**alone, "touchpoint": "nowhere"}, 422)
    post(door, "/v1/actions", {**alone, "theme": 4711}, 404)


def test_an_action_is_taken_back(door: Door, shop: list[int]) -> None:
    body = {"what": "集荷を増やした", "starts_on": "2026-04-10", "owner": "田中", "touchpoint": "delivery"}
    action = post(door, "/v1/actions", body, 201)["action"]
    answer = door.client.delete(f"/v1/actions/{action}", params={"person": "田中"}, headers=door.with_key("admin"))
    assert answer.json() == {"action": action}
    assert get(door, "/v1/actions")["items"] == []
    again = door.client.delete(f"/v1/actions/{action}", headers=door.with_key("admin"))
    assert (again.status_code, again.json()["type"]) == (404, "/problems/not-found")
    with reading(door.house.sessions) as session:
        kept = session.scalars(select(AuditEntry).where(AuditEntry.action == "action.remove")).one()
    assert kept.actor == "田中 (only admin)"
    assert kept.detail["what"] == "集荷を増やした"


@pytest.mark.parametrize(
    "path",
    ["story", "alerts", "priority", "priority?kind=nps", "journey", "mismatches", "scores", "scores?by=week",
     "scores?by=stage", "scores?by=theme", "scores?by=month", "scores?by=source", "journey/delivery/comments"],
)  # fmt: skip
def test_every_report_answers(door: Door, shop: list[int], path: str) -> None:
    assert isinstance(get(door, f"/v1/reports/{path}"), dict)


def test_the_comments_of_a_touchpoint_come_in_pages(door: Door, shop: list[int]) -> None:
    place = max(
        (cell for stage in get(door, "/v1/reports/journey")["stages"] for cell in stage["touchpoints"]),
        key=lambda cell: cell["comments"],
    )
    path = f"/v1/reports/journey/{place['touchpoint']}/comments?limit=2"
    first = get(door, path)
    second = get(door, f"{path}&cursor={first['next_cursor']}")
    ids = [{one["comment_id"] for one in page["items"]} for page in (first, second)]
    assert [len(page) for page in ids] == [2, 2]
    assert not ids[0] & ids[1]
    for code in ("nowhere", "店舗%2Fレジ", "comments"):
        assert get(door, f"/v1/reports/journey/{code}/comments") == {"items": [], "next_cursor": None}


def test_a_breakdown_ranks_nothing_below_thirty(door: Door, shop: list[int]) -> None:
    (found,) = get(door, "/v1/reports/scores?by=theme")["items"]
    assert (found["kind"], found["scope"], found["overall"]["n"]) == ("nps", "relational", 12)
    assert {row["rank"] for row in found["rows"]} == {None}
    get(door, "/v1/reports/scores?by=colour", 422)


def test_weights_of_the_journey_are_put_and_taken_back(door: Door, shop: list[int]) -> None:
    def put(body: object, status: int = 200) -> Any:
        answer = door.client.put("/v1/reports/journey/weights", json=body, headers=door.with_key())
        assert answer.status_code == status, answer.text
        return answer.json()

    assert put({"weights": {"use": 5}})["weights"]["use"] == 5
    assert get(door, "/v1/reports/journey")["weights"]["use"] == 5
    put({"weights": {"nowhere": 5}}, 422)
    put({"weights": {"use": 11}}, 422)
    assert put({"weights": {}})["weights"]["use"] == 2


def test_earlier_analyses_are_listed_and_opened(door: Door, shop: list[int]) -> None:
    (run,) = get(door, "/v1/themes/runs")["items"]
    then = get(door, f"/v1/themes/runs/{run['id']}")
    assert sum(theme["units"] for theme in then["themes"]) == 12
    get(door, "/v1/themes/runs/4711", 404)
