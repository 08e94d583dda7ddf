from __future__ import annotations

import re
from typing import Any

import pytest

from models import reports
from models.corrections import corrections
from models.database import reading


def theme(desk: Any, number: int = 0) -> int:
    return int(desk.seeded.themes[number])


def label(desk: Any, theme_id: int) -> Any:
    with reading(desk.house.sessions) as session:
        return reports.theme_page(session, desk.workspace_id, theme_id, reports.Filters()).row.label


@pytest.mark.parametrize(
    "path",
    [
        "/themes/{theme}/rename",
        "/themes/{theme}/merge",
        "/themes/{theme}/actions",
        "/actions",
        "/actions/1/remove",
        "/comments/{comment}/correct",
        "/triage/{comment}",
    ],
)
def test_a_form_without_the_sessions_token_changes_nothing(desk: Any, path: str) -> None:
    path = path.format(theme=theme(desk), comment=desk.seeded.comments[0])
    fields = {
        "ja": "x",
        "into": theme(desk, 1),
        "what": "x",
        "owner": "x",
        "on": "2026-11-01",
        "change": "urgency:3",
        "do": "done",
    }
    for token in ("", "wrong"):
        answer = desk.client.post(path, data={**fields, "csrf": token}, follow_redirects=False)
        assert answer.status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    assert desk.client.post(path, data={**fields, "csrf": desk.csrf}, headers=cross).status_code == 403
    assert label(desk, theme(desk))["ja"] == "配送が遅い・届かない"


def test_a_name_given_by_a_person_is_shown_at_once_and_can_be_undone(own_desk: Any) -> None:
    path = f"/themes/{theme(own_desk)}"
    answer = own_desk.send(f"{path}/rename", ja="お届けの遅れ", en="Slow delivery")
    assert answer.status_code == 303
    text = own_desk.text(f"{answer.headers['location']}")
    assert "<h1>お届けの遅れ</h1>" in text
    assert "テーマ名を変更しました" in text
    assert "「配送が遅い・届かない」→「お届けの遅れ」" in text
    event = text.split('name="event" value="')[1].split('"')[0]
    own_desk.send(f"{path}/undo", event=event)
    assert "<h1>配送が遅い・届かない</h1>" in own_desk.text(path)


def test_an_act_is_taken_back_on_the_page_of_its_own_theme_alone(own_desk: Any) -> None:
    path, other = (f"/themes/{theme(own_desk, n)}" for n in (0, 1))
    own_desk.send(f"{path}/rename", ja="お届けの遅れ", en="Slow delivery")
    event = own_desk.text(path).split('name="event" value="')[1].split('"')[0]
    assert own_desk.send(f"{other}/undo", event=event).status_code == 404
    assert "<h1>お届けの遅れ</h1>" in own_desk.text(path)


def test_an_empty_name_is_refused(own_desk: Any) -> None:
    assert own_desk.send(f"/themes/{theme(own_desk)}/rename", ja=" ", en="").status_code == 400


def test_merged_themes_are_one(own_desk: Any) -> None:
    answer = own_desk.send(f"/themes/{theme(own_desk, 2)}/merge", into=theme(own_desk))
    assert answer.headers["location"].startswith(f"/themes/{theme(own_desk)}")
    rows = own_desk.text("/?period=all").split('class="theme-name"')
    assert not [row for row in rows if "値段が高い" in row]


def test_pinning_and_forbidding_are_kept(own_desk: Any) -> None:
    path = f"/themes/{theme(own_desk)}"
    own_desk.send(f"{path}/pin", on="1")
    assert "固定を解除する" in own_desk.text(path)
    own_desk.send(f"{path}/forbid", on="1")
    assert f"{path}/forbid" not in own_desk.text(path)
    assert "配送が遅い・届かない" not in own_desk.text("/?period=all").split('id="themes"')[1]


def test_an_action_is_listed_with_its_target(own_desk: Any) -> None:
    path = f"/themes/{theme(own_desk)}"
    answer = own_desk.send(
        f"{path}/actions",
        what="配送会社を変更",
        owner="田中",
        on="2026-11-01",
        target_kind="nps",
        target_change="＋5",
        target_on="2027-03-31",
    )
    assert answer.status_code == 303
    text = own_desk.text(path)
    assert "配送会社を変更" in text
    assert "目標 NPS +5.0点（2027年3月31日まで）" in text


def test_an_action_at_a_touchpoint_is_listed_and_can_be_removed(own_desk: Any) -> None:
    given = {"what": "集荷を増やした", "owner": "田中", "on": "2026-11-01", "touchpoint": "delivery"}
    own_desk.send("/actions", **given)
    own_desk.send(f"/themes/{theme(own_desk)}/actions", **given | {"what": "案内を変えた"})
    text = own_desk.text("/actions")
    assert "集荷を増やした" in text
    assert (
        f'<a href="/themes/{theme(own_desk)}">配送が遅い・届かない</a> 配送・受け取り・田中・2026年11月1日から' in text
    )
    action = re.findall(r'action="/actions/(\d+)/remove"', text)[-1]
    answer = own_desk.send(f"/actions/{action}/remove", back="//example.invalid")
    assert answer.headers["location"] == "/actions?done=removed"
    text = own_desk.text("/actions?done=removed")
    assert "打ち手を取り除きました" in text
    assert "集荷を増やした" not in text
    assert "案内を変えた" in text


@pytest.mark.parametrize("about", [{}, {"touchpoint": "nowhere"}, {"theme": 999}])
def test_an_action_about_nothing_is_refused(own_desk: Any, about: dict[str, object]) -> None:
    given = {"what": "x", "owner": "y", "on": "2026-11-01"}
    assert own_desk.send("/actions", **given, **about).status_code in (404, 422)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ja", "テーマと接点が空欄です。テーマか接点（または両方）が必要です。"),
        ("en", "wanted a theme, a touchpoint, or both"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_on_the_page(own_desk: Any, lang: str, told: str) -> None:
    assert told in own_desk.send(f"/actions?lang={lang}", what="x", owner="y", on="2026-11-01").text


@pytest.mark.parametrize("change", ["", "five", "1e999x"])
def test_a_target_that_is_no_number_is_refused(own_desk: Any, change: str) -> None:
    path = f"/themes/{theme(own_desk)}/actions"
    given = {"what": "x", "owner": "y", "on": "2026-11-01", "target_kind": "nps", "target_on": "2027-01-01"}
    assert own_desk.send(path, target_change=change, **given).status_code == 400


def test_a_correction_is_kept_with_who_made_it(own_desk: Any) -> None:
    comment = own_desk.seeded.comments[0]
    answer = own_desk.send(f"/comments/{comment}/correct", change="sentiment:very_negative")
    assert answer.status_code == 303
    with reading(own_desk.house.sessions) as session:
        found = list(corrections(session, own_desk.workspace_id, comment))
    assert [(one.field, one.after, one.by) for one in found] == [("sentiment", "very_negative", "佐藤")]
    assert "読み取りを訂正" in own_desk.text(f"/comments/{comment}")


def test_a_correction_of_something_else_is_refused(own_desk: Any) -> None:
    assert own_desk.send(f"/comments/{own_desk.seeded.comments[0]}/correct", change="text:x").status_code == 400


def test_taking_noting_and_finishing(own_desk: Any) -> None:
    comment = own_desk.seeded.comments[1]
    back = "/triage?state=taken"
    taken = own_desk.send(f"/triage/{comment}", do="take", back=back)
    assert taken.headers["location"] == "/triage?state=taken&done=taken"
    own_desk.send(f"/triage/{comment}", do="note", note="折り返し予定", back=back)
    text = own_desk.text(back)
    assert "担当 佐藤" in text
    assert "折り返し予定" in text
    own_desk.send(f"/triage/{comment}", do="done", back=back)
    assert f'id="comment-{comment}"' in own_desk.text("/triage?state=done")
    own_desk.send(f"/triage/{comment}", do="reopen")
    assert f'id="comment-{comment}"' not in own_desk.text("/triage?state=done")


@pytest.mark.parametrize(
    "back", ["https://example.invalid/", "//example.invalid", "/\\example.invalid", "javascript:x"]
)
def test_after_a_form_nobody_is_sent_elsewhere(own_desk: Any, back: str) -> None:
    answer = own_desk.send(f"/triage/{own_desk.seeded.comments[2]}", do="take", back=back)
    assert answer.headers["location"] == "/triage?done=taken"


def test_an_unknown_deed_is_refused(own_desk: Any) -> None:
    assert own_desk.send(f"/triage/{own_desk.seeded.comments[2]}", do="explode").status_code == 400


def test_units_split_off_are_a_theme_of_their_own(own_desk: Any) -> None:
    path = f"/themes/{theme(own_desk)}"
    units = re.findall(r'type="checkbox" name="unit" value="(\d+)"', own_desk.text(f"{path}?period=all"))
    answer = own_desk.send(f"{path}/split", unit=units[:2], ja="置き配", en="Left at the door")
    fresh = answer.headers["location"].split("?")[0]
    assert fresh != path
    assert "<h1>置き配</h1>" in own_desk.text(f"{fresh}?period=all")
    left = re.findall(r'type="checkbox" name="unit" value="(\d+)"', own_desk.text(f"{path}?period=all"))
    assert not set(units[:2]) & set(left)


def test_a_theme_is_split_by_what_is_said_after_a_look(own_desk: Any) -> None:
    path = f"/themes/{theme(own_desk)}"
    assert f'href="{path}/split"' in own_desk.text(path)
    with reading(own_desk.house.sessions) as session:
        units = reports.theme_comments(session, own_desk.workspace_id, theme(own_desk), reports.Filters(), limit=200)
    word = units.items[0].text[units.items[0].start : units.items[0].end][:3]
    meant = [one for one in units.items if word in one.text[one.start : one.end] and one.polarity == -1]
    form = own_desk.text(f"{path}/split")
    assert "件数と例を見る" in form
    assert "split-by" not in form
    look = own_desk.text(f"{path}/split?words={word}&side=negative")
    assert f"{len(units.items)}件のうち、{len(meant)}件が新しいテーマに移ります" in look
    assert "条件に合う発言はありません" in own_desk.text(f"{path}/split?words=どこにもない言葉")
    assert "of this theme" in own_desk.text(f"{path}/split?words={word}", "en")
    answer = own_desk.send(f"{path}/split-by", words=f"{word}、ほか", side="negative", ja="条件のテーマ")
    assert answer.status_code == 303
    fresh = answer.headers["location"].split("?")[0]
    with reading(own_desk.house.sessions) as session:
        gone = reports.theme_comments(
            session, own_desk.workspace_id, int(fresh.rsplit("/", 1)[1]), reports.Filters(), limit=200
        )
    assert {one.unit_id for one in meant} <= {one.unit_id for one in gone.items}
    assert own_desk.send(f"{path}/split-by", words="", ja="x").status_code == 422
    assert own_desk.send(f"{path}/split-by", words="どこにもない言葉", ja="x").status_code == 409


def test_a_unit_moved_by_a_person_stands_in_the_other_theme(own_desk: Any) -> None:
    path, other = f"/themes/{theme(own_desk)}", theme(own_desk, 4)
    unit = re.findall(r'type="checkbox" name="unit" value="(\d+)"', own_desk.text(f"{path}?period=all"))[0]
    own_desk.send(f"{path}/move", unit=unit, to=other)
    assert f'name="unit" value="{unit}"' in own_desk.text(f"/themes/{other}?period=all")


def test_watch_words_and_states_are_kept(own_desk: Any) -> None:
    path = f"/themes/{theme(own_desk)}"
    own_desk.send(f"{path}/watch", words="置き配、宅配ボックス")
    own_desk.send(f"{path}/state", state="dormant")
    text = own_desk.text(path)
    assert 'value="置き配、宅配ボックス"' in text
    assert "休止中" in text
    assert own_desk.send(f"{path}/state", state="exploded").status_code == 422


def test_a_parent_is_shown_above_its_child(own_desk: Any) -> None:
    own_desk.send(f"/themes/{theme(own_desk, 4)}/parent", parent=theme(own_desk))
    assert f'<a href="/themes/{theme(own_desk)}">' in own_desk.text(f"/themes/{theme(own_desk, 4)}").split("<h1>")[0]
    assert 'class="level-1"' in own_desk.text("/themes")
