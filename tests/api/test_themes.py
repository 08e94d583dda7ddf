"""Themes, reports, triage and corrections over the API, on a shop with something in it."""

from typing import Any

import pytest

from api.speaking import who
from models.database import writing
from models.insights import mismatch as rule
from models.keys import Principal
from models.tables import ThemeEvent
from tests.api.conftest import Door
from tests.api.shop import open_shop


@pytest.fixture
def themes(door: Door) -> list[int]:
    return open_shop(door)


def get(door: Door, path: str, key: str = "admin") -> Any:
    answer = door.client.get(path, headers=door.with_key(key))
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(door: Door, path: str, body: Any = None, key: str = "admin") -> Any:
    return door.client.post(path, json=body, headers=door.with_key(key))


def test_a_read_comment_shows_its_reading(door: Door, themes: list[int]) -> None:
    del themes
    found = get(door, "/v1/feedback/1")
    assert found["state"] == "done"
    assert found["reading"]["sentiment"] == {"label": "negative", "score": -0.5, "confidence": 0.9}
    assert found["reading"]["opinions"][0]["quote"] == found["text"]
    assert found["scores"] == [{"kind": "nps", "value": 0.0, "scope": "relational"}]


def test_the_themes_are_listed_with_their_numbers(door: Door, themes: list[int]) -> None:
    rows = get(door, "/v1/themes")["items"]
    assert sorted(row["id"] for row in rows) == sorted(themes)
    assert {row["label"]["en"] for row in rows} == {"Late delivery", "Wrong size"}
    assert [row["comments"] for row in rows] == [6, 6]
    assert rows[0]["share"]["n"] == 12


def states(door: Door, query: str) -> dict[str, str]:
    return {row["label"]["en"]: row["state"] for row in get(door, f"/v1/themes?{query}")["items"]}


def test_themes_of_any_state_are_listed_when_asked_for(door: Door, themes: list[int]) -> None:
    late, wrong = themes
    post(door, f"/v1/themes/{late}/state", {"state": "candidate"})
    post(door, f"/v1/themes/{wrong}/state", {"state": "retired"})
    assert states(door, "") == {}
    assert states(door, "state=candidate") == {"Late delivery": "candidate"}
    assert states(door, "state=candidate&state=retired&state=active") == {
        "Late delivery": "candidate", "Wrong size": "retired",
    }  # fmt: skip
    # What nobody speaks of within the filters is left out, unless it is over.
    assert states(door, "state=candidate&state=retired&since=2027-01-01&until=2027-01-02") == {"Wrong size": "retired"}


def test_what_is_merged_or_forbidden_is_listed_under_that_alone(door: Door, themes: list[int]) -> None:
    late, wrong = themes
    post(door, f"/v1/themes/{late}/merge", {"into": wrong})
    post(door, f"/v1/themes/{wrong}/forbid", {})
    assert states(door, "state=merged") == {"Late delivery": "merged"}
    assert states(door, "state=forbidden") == {"Wrong size": "forbidden"}
    assert states(door, "state=active&state=dormant&state=candidate&state=retired") == {}
    answer = door.client.get("/v1/themes?state=gone", headers=door.with_key("admin"))
    assert answer.status_code == 422


def test_mismatches_say_how_many_there_are_beside_those_that_are_shown(
    door: Door, themes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    del themes
    # The stand-in reads every comment as a mild complaint.
    monkeypatch.setattr(rule, "ANGRY", ("negative",))
    found = get(door, "/v1/reports/mismatches?limit=1")
    assert (len(found["items"]), found["counts"], found["scored"]) == (1, {"angry_high": 2, "praise_low": 0}, 12)
    assert len(get(door, "/v1/reports/mismatches")["items"]) == 2
    for limit in (0, 501):
        answer = door.client.get(f"/v1/reports/mismatches?limit={limit}", headers=door.with_key("admin"))
        assert answer.status_code == 422


def test_a_theme_page_and_its_comments(door: Door, themes: list[int]) -> None:
    page = get(door, f"/v1/themes/{themes[0]}")
    assert page["row"]["comments"] == 6
    assert page["keywords"] == {"ja": ["配送"]}
    seen: list[int] = []
    cursor = ""
    while True:
        found = get(door, f"/v1/themes/{themes[0]}/comments?limit=2{cursor}")
        seen += [one["comment_id"] for one in found["items"]]
        if found["next_cursor"] is None:
            break
        cursor = f"&cursor={found['next_cursor']}"
    assert len(seen) == len(set(seen)) == 6


def test_a_made_up_cursor_is_refused(door: Door, themes: list[int]) -> None:
    answer = door.client.get(f"/v1/themes/{themes[0]}/comments?cursor=zzz", headers=door.with_key("admin"))
    assert answer.status_code == 422


def test_the_summary_carries_n_and_interval(door: Door, themes: list[int]) -> None:
    del themes
    found = get(door, "/v1/reports/summary", "reports:read")
    assert found["comments"] == 12
    assert found["negative"]["count"] == found["negative"]["n"] == 12
    [nps] = [card["estimate"] for card in found["scores"] if card["kind"] == "nps" and card["estimate"]]
    assert nps["n"] == 12
    assert nps["low"] < nps["value"] < nps["high"]


def test_filters_narrow_the_report(door: Door, themes: list[int]) -> None:
    del themes
    assert get(door, "/v1/reports/summary?since=2026-04-01&until=2026-04-03")["comments"] == 3
    assert get(door, "/v1/reports/summary?source=shop")["comments"] == 12
    for query in (
        "since=2026-04-01",
        "since=2026-04-02&until=2026-04-01",
        "segment=nocolon",
        "since=yesterday&until=x",
    ):
        answer = door.client.get(f"/v1/reports/summary?{query}", headers=door.with_key("admin"))
        assert answer.status_code == 422, query


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/v1/reports/summary?source=shoop", "source"),
        ("/v1/reports/alerts?touchpoint=mars", "touchpoint"),
        ("/v1/themes?segment=tier:gold", "segment"),
        ("/v1/reports/scores?by=segment:tier", "segment"),
        ("/v1/triage?source=shoop", "source"),
        ("/v1/triage?touchpoint=mars", "touchpoint"),
    ],
)
def test_a_name_that_nothing_has_is_refused_and_not_answered_with_quiet(
    door: Door, themes: list[int], path: str, named: str
) -> None:
    del themes
    answer = door.client.get(path, headers=door.with_key("admin"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == named
    refused = door.client.get(path, headers=door.with_key("classify"))
    assert refused.status_code == 403
    assert "shop" not in refused.json()["detail"]


class TestHand:
    def test_a_name_given_by_a_person_can_be_taken_back(self, door: Door, themes: list[int]) -> None:
        path = f"/v1/themes/{themes[0]}"
        answer = door.client.patch(path, json={"ja": "届くのが遅い"}, headers=door.with_key("themes:write"))
        assert answer.status_code == 200
        assert get(door, path)["row"]["label"] == {"ja": "届くのが遅い", "en": "Late delivery"}
        event = answer.json()["event"]
        assert post(door, f"{path}/undo", {"event": event}).status_code == 200
        assert get(door, path)["row"]["label"]["ja"] == "配送の遅れ"
        assert post(door, f"{path}/undo", {"event": event}).status_code == 409
        assert post(door, f"/v1/themes/{themes[1]}/undo", {"event": event}).status_code == 404

    def test_an_act_of_long_ago_can_be_taken_back(self, door: Door, themes: list[int]) -> None:
        event = post(door, f"/v1/themes/{themes[0]}/pin", {}).json()["event"]
        with writing(door.house.sessions) as session:
            made = {"workspace_id": door.workspace_id, "theme_id": themes[0], "kind": "dormant", "by": "engine"}
            session.add_all([ThemeEvent(**made, before={}, after={}) for _ in range(200)])
        assert post(door, f"/v1/themes/{themes[0]}/undo", {"event": event}).status_code == 200
        assert not get(door, f"/v1/themes/{themes[0]}")["row"]["pinned"]

    def test_merging_keeps_the_old_id_leading_to_the_new(self, door: Door, themes: list[int]) -> None:
        old, new = themes
        assert post(door, f"/v1/themes/{old}/merge", {"into": new}).status_code == 200
        assert get(door, f"/v1/themes/{old}")["merged_into"]["id"] == new
        assert [row["comments"] for row in get(door, "/v1/themes")["items"]] == [12]
        assert post(door, f"/v1/themes/{new}/merge", {"into": new}).status_code == 409

    def test_a_split_makes_themes_of_its_parts(self, door: Door, themes: list[int]) -> None:
        units = [one["unit_id"] for one in get(door, f"/v1/themes/{themes[0]}/comments")["items"]]
        body = {"parts": [{"ja": "夜に遅い", "en": "Late at night", "units": units[:2]}]}
        answer = post(door, f"/v1/themes/{themes[0]}/split", body)
        assert answer.status_code == 200
        [fresh] = answer.json()["themes"]
        assert get(door, f"/v1/themes/{fresh}")["row"]["comments"] == 2
        assert get(door, f"/v1/themes/{themes[0]}")["row"]["comments"] == 4

    def test_a_split_takes_all_that_words_and_side_mean(self, door: Door, themes: list[int]) -> None:
        path = f"/v1/themes/{themes[0]}/split"
        every = get(door, f"{path}?word=遅い&side=negative")
        assert (every["units"], every["of"], len(every["examples"])) == (6, 6, 6)
        some = get(door, f"{path}?word=遅い 1&word=遅い 2")
        assert {one["text"] for one in some["examples"]} == {"配送が遅い 2", "配送が遅い 10"}
        parts = [
            {"ja": "一", "en": "one", "by": {"words": ["遅い 1", "遅い 2"]}},
            {
                "ja": "零",
                "en": "zero",
                "units": [one["unit_id"] for one in get(door, f"{path}?word=遅い 0")["examples"]],
            },
        ]
        answer = post(door, path, {"parts": parts})
        assert answer.status_code == 200, answer.text
        sizes = [get(door, f"/v1/themes/{fresh}")["row"]["comments"] for fresh in answer.json()["themes"]]
        assert sizes == [2, 1]
        assert post(door, path, {"parts": parts[:1]}).status_code == 409

    @pytest.mark.parametrize(
        "part",
        [{}, {"units": [1], "by": {"words": ["x"]}}, {"by": {}}, {"by": {"side": "angry"}}, {"by": {"words": [""]}}],
    )
    def test_a_part_says_which_units_in_one_way(self, door: Door, themes: list[int], part: dict[str, Any]) -> None:
        body = {"parts": [{"ja": "x", "en": "x", **part}]}
        assert post(door, f"/v1/themes/{themes[0]}/split", body).status_code == 422

    def test_a_unit_is_moved(self, door: Door, themes: list[int]) -> None:
        unit = get(door, f"/v1/themes/{themes[0]}/comments")["items"][0]["unit_id"]
        assert post(door, f"/v1/themes/{themes[1]}/move", {"unit": unit}).status_code == 200
        assert get(door, f"/v1/themes/{themes[1]}")["row"]["comments"] == 7

    def test_a_theme_is_pinned_and_another_forbidden(self, door: Door, themes: list[int]) -> None:
        assert post(door, f"/v1/themes/{themes[0]}/pin", {}).status_code == 200
        assert post(door, f"/v1/themes/{themes[1]}/forbid", {"reason": "挨拶"}).status_code == 200
        [row] = get(door, "/v1/themes")["items"]
        assert (row["id"], row["pinned"]) == (themes[0], True)

    @pytest.mark.parametrize(
        ("path", "body"),
        [("merge", {"into": 999_999}), ("split", {"parts": []}), ("move", {"unit": "x"}), ("pin", {"pined": True})],
    )
    def test_a_stranger_finds_nothing_and_nonsense_is_refused(
        self, door: Door, themes: list[int], path: str, body: dict[str, Any]
    ) -> None:
        answer = post(door, f"/v1/themes/{themes[0]}/{path}", body, "stranger")
        assert answer.status_code in (404, 422)
        assert all(row["comments"] == 6 for row in get(door, "/v1/themes")["items"])


def test_another_house_sees_no_themes(door: Door, themes: list[int]) -> None:
    assert get(door, "/v1/themes", "stranger") == {"items": []}
    for path in (f"/v1/themes/{themes[0]}", f"/v1/themes/{themes[0]}/comments", "/v1/feedback/1"):
        answer = door.client.get(path, headers=door.with_key("stranger"))
        assert answer.status_code == 404
        assert "配送" not in answer.text
    assert get(door, "/v1/reports/summary", "stranger")["comments"] == 0
    assert get(door, "/v1/triage", "stranger")["items"] == []
    for path, body in (("forbid", {}), ("pin", {}), ("merge", {"into": themes[1]})):
        assert post(door, f"/v1/themes/{themes[0]}/{path}", body, "stranger").status_code == 404


class TestTriage:
    def test_the_desk_gives_what_to_see_first_with_reasons(self, door: Door, themes: list[int]) -> None:
        del themes
        found = get(door, "/v1/triage?limit=5", "feedback:read")
        assert len(found["items"]) == 5
        priorities = [one["priority"] for one in found["items"]]
        assert priorities == sorted(priorities, reverse=True)
        assert all(one["reasons"] for one in found["items"])
        more = get(door, f"/v1/triage?limit=100&cursor={found['next_cursor']}")["items"]
        assert len({one["comment_id"] for one in [*found["items"], *more]}) == 12

    def test_a_state_asked_for_twice_is_listed_once(self, door: Door, themes: list[int]) -> None:
        del themes
        found = get(door, "/v1/triage?state=open&state=open&limit=100")["items"]
        assert len(found) == len({one["comment_id"] for one in found}) == 12

    def test_taken_noted_done_and_opened_again(self, door: Door, themes: list[int]) -> None:
        del themes
        assert post(door, "/v1/triage/1/take", {"person": "佐藤"}).json()["owner"] == "佐藤 (only admin)"
        taken = post(door, "/v1/triage/1/take", {"person": "鈴木"})
        assert taken.status_code == 409
        assert post(door, "/v1/triage/1/note", {"note": "電話した"}).json()["note"] == "電話した"
        assert post(door, "/v1/triage/1/done").json()["state"] == "done"
        assert 1 not in [one["comment_id"] for one in get(door, "/v1/triage?limit=100")["items"]]
        assert post(door, "/v1/triage/1/reopen").json()["state"] == "open"


@pytest.mark.parametrize(("key", "person"), [("k", "p" * 200), ("k" * 200, "p"), ("k" * 200, "p" * 200)])
def test_two_long_names_fit_the_trail_and_both_are_there(key: str, person: str) -> None:
    found = who(Principal(1, 1, key, frozenset()), person)
    assert len(found) <= 200
    assert found.startswith("p")
    assert " (k" in found


def test_a_correction_is_kept_beside_the_reading(door: Door, themes: list[int]) -> None:
    del themes
    answer = post(door, "/v1/feedback/1/corrections", {"field": "sentiment", "after": "positive"})
    assert answer.status_code == 201
    assert answer.json()["comment_id"] == 1
    assert get(door, "/v1/feedback/1")["reading"]["sentiment"]["label"] == "negative"
    wrong = post(door, "/v1/feedback/1/corrections", {"field": "mood", "after": "x"})
    assert wrong.status_code == 422
    assert post(door, "/v1/feedback/1/corrections", {"field": "polarity", "after": "1", "start": 3}).status_code == 422
    beyond = {"field": "polarity", "after": "1", "start": 3, "end": 9999}
    assert post(door, "/v1/feedback/1/corrections", beyond).status_code == 422
    assert post(door, "/v1/feedback/1/corrections", beyond, "stranger").status_code == 404


@pytest.mark.parametrize(
    ("field", "after"),
    [
        ("sentiment", "zz"),
        ("sentiment", None),
        ("urgency", "9"),
        ("touchpoint", "mars"),
        ("pain_point", "<b>"),
        ("signals", "churn,boredom"),
        ("language", "x" * 400),
    ],
)
def test_an_answer_that_nobody_knows_is_no_correction(
    door: Door, themes: list[int], field: str, after: str | None
) -> None:
    del themes
    answer = post(door, "/v1/feedback/1/corrections", {"field": field, "after": after})
    assert answer.status_code == 422
    assert "after" in answer.text
    known = {
        "sentiment": "mixed",
        "urgency": "3",
        "touchpoint": None,
        "pain_point": "waiting",
        "signals": "churn,legal",
    }
    if field in known:
        body = {"field": field, "after": known[field]}
        assert post(door, "/v1/feedback/1/corrections", body).status_code == 201
