from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from models.database import reading, writing
from models.reports import keep_reports
from models.tables import Job, ThemeLink, ThemeRun
from models.themes import (
    NewChange,
    NewProposal,
    forbid,
    freeze,
    proposals,
    rename,
    save_proposal,
    units_after,
)


def propose(desk: Any, *changes: NewChange) -> int:
    with writing(desk.house.sessions) as session:
        made = NewProposal(0, {}, {}, {}, 0.1, {}, 1.0, changes, moved=3, kept=50)
        return save_proposal(session, desk.workspace_id, made)


def merge(desk: Any) -> NewChange:
    first, *_, last = desk.seeded.themes
    return NewChange("merged", "m", first, (last,), 3, "one")


def born(desk: Any) -> NewChange:
    with reading(desk.house.sessions) as session:
        table = units_after(session, desk.workspace_id, 0)
    units = table.ids[table.vectors.argmax(axis=1) >= 5][:6]
    detail = {
        "label": {"ja": "返品しにくい", "en": "Hard to return"}, "keywords": {}, "pairs": [], "touchpoint": None,
        "pain_point": None, "stability": 1.0, "group_key": "", "group_label": {}, "verbatims": units[:2].tolist(),
        "threshold": 0.4, "encoder": "axes", "respondents": 6,
    }  # fmt: skip
    arrays = {"centroid": np.eye(8, dtype=np.float32)[7], "unit": units, "similarity": np.ones(len(units), np.float32)}
    return NewChange("born", "b", None, (), len(units), "new", detail, arrays)


def lines(desk: Any, run: int) -> list[tuple[int, str]]:
    with reading(desk.house.sessions) as session:
        (found,) = [one for one in proposals(session, desk.workspace_id) if one.id == run]
    return [(change.id, change.state) for change in found.changes]


def test_a_whole_proposal_is_accepted_and_taken_back(own_desk: Any) -> None:
    run = propose(own_desk, merge(own_desk), born(own_desk))
    text = own_desk.text("/themes")
    assert "「レジの待ち時間が長い」を「配送が遅い・届かない」に統合する" in text
    assert "新しいテーマ「返品しにくい」を加える" in text
    assert "テーマが変わる発言は3件、変わらない発言は50件" in text
    assert own_desk.send(f"/themes/proposals/{run}", verdict="accept").status_code == 303
    after = own_desk.text("/themes", "en")
    assert "Hard to return" in after
    assert "applied" in after
    assert own_desk.send(f"/themes/proposals/{run}", verdict="undo").status_code == 303
    assert {state for _, state in lines(own_desk, run)} == {"proposed"}


def test_one_line_is_dismissed_and_the_other_still_asked(own_desk: Any) -> None:
    run = propose(own_desk, merge(own_desk), born(own_desk))
    first = lines(own_desk, run)[0][0]
    assert own_desk.send(f"/themes/proposals/{run}", verdict="reject", change=first).status_code == 303
    assert [state for _, state in lines(own_desk, run)] == ["rejected", "proposed"]
    text = own_desk.text("/themes")
    assert "見送り" in text
    assert 'value="accept"' in text


def test_only_a_proposal_can_be_answered_and_only_in_three_words(own_desk: Any) -> None:
    assert own_desk.send("/themes/proposals/999999", verdict="accept").status_code == 404
    run = propose(own_desk, born(own_desk))
    assert own_desk.send(f"/themes/proposals/{run}", verdict="maybe").status_code in (400, 422)


def test_a_fresh_look_is_asked_for_once(own_desk: Any) -> None:
    for _ in range(2):
        assert own_desk.send("/themes/proposals").headers["location"] == "/themes?done=asked"
    with reading(own_desk.house.sessions) as session:
        assert [job.kind for job in session.query(Job).all()] == ["discover"]


def test_what_is_in_no_theme_is_opened_and_put_into_one(own_desk: Any) -> None:
    assert 'href="/themes/unassigned"' in own_desk.text("/themes")
    text = own_desk.text("/themes/unassigned?period=all")
    unit = int(text.split('name="unit" value="')[1].split('"')[0])
    theme = own_desk.seeded.themes[1]
    assert own_desk.send("/themes/unassigned", unit=unit, to=theme).status_code == 303
    with reading(own_desk.house.sessions) as session:
        link = session.get_one(ThemeLink, unit)
        assert (link.theme_id, link.by) == (theme, "person")
    assert f'value="{unit}"' not in own_desk.text("/themes/unassigned?period=all")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_earlier_analysis_is_opened_under_its_old_names(own_desk: Any, lang: str) -> None:
    theme = own_desk.seeded.themes[0]
    with writing(own_desk.house.sessions) as session:
        freeze(session, session.query(ThemeRun).first())
        run = session.query(ThemeRun).first().id
        rename(session, own_desk.workspace_id, theme, "佐藤", {"ja": "別の名", "en": "another"})
    assert f'href="/themes/runs/{run}"' in own_desk.text("/themes/runs", lang)
    then = own_desk.text(f"/themes/runs/{run}", lang)
    assert ("配送が遅い・届かない" if lang == "ja" else "Late or missing delivery") in then
    assert "別の名" not in then
    assert ("いま保存しています" if lang == "ja" else "are being kept now") in then


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_earlier_analysis_shows_the_report_of_its_day(own_desk: Any, lang: str) -> None:
    with writing(own_desk.house.sessions) as session:
        run = session.query(ThemeRun).first()
        freeze(session, run)
        theme = own_desk.seeded.themes[0]
    assert keep_reports(own_desk.house.sessions, own_desk.workspace_id) == 1
    today = own_desk.text("/", lang)
    then = own_desk.text(f"/themes/runs/{run.id}", lang)
    numbers = re.findall(r'<p class="figure">.*?</p>', today, re.S)
    assert len(numbers) > 5
    with writing(own_desk.house.sessions) as session:
        forbid(session, own_desk.workspace_id, theme, "佐藤")
        rename(session, own_desk.workspace_id, own_desk.seeded.themes[1], "佐藤", {"ja": "別の名"})
    assert own_desk.text(f"/themes/runs/{run.id}", lang) == then
    assert re.findall(r'<p class="figure">.*?</p>', then, re.S) == numbers
    told = re.findall(r'<section class="card story".*?</section>', then, re.S)
    assert [re.sub(r"<h2.*?</h2>|[?][^\"]*|\s", "", one) for one in told] == [
        re.sub(r"<h2.*?</h2>|[?][^\"]*|\s", "", one)
        for one in re.findall(r'<section class="card story".*?</section>', today, re.S)
    ]
    assert ("95%区間" if lang == "ja" else "95% interval") in then.split('id="themes"')[1]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_analysis_of_an_older_version_says_that_it_keeps_no_report(own_desk: Any, lang: str) -> None:
    with writing(own_desk.house.sessions) as session:
        run = session.query(ThemeRun).first()
        freeze(session, run)
        run.report = {}
    then = own_desk.text(f"/themes/runs/{run.id}", lang)
    assert ("この分析は古い版で" if lang == "ja" else "of an older version, which kept no scores") in then
    assert '<p class="figure">' not in then


def test_scores_are_compared_by_what_was_chosen(desk: Any) -> None:
    text = desk.text("/scores?by=segment:tier&period=all")
    assert "NPS・関係性" in text
    assert "ゴールド" in text
    assert "（30未満）" in text
    assert desk.text("/scores?by=nonsense", "en").count('aria-current="true">Touchpoint') == 1


def test_stages_are_weighed_on_the_page(own_desk: Any) -> None:
    fields = {"w.use": "5", "w.support": "0"}
    assert own_desk.send("/journey/weights", **fields).status_code == 303
    assert 'name="w.use" value="5"' in own_desk.text("/journey")
    assert own_desk.send("/journey/weights", **{"w.use": "many"}).status_code == 400
    assert own_desk.send("/journey/weights").status_code == 303
    assert 'name="w.use" value="2"' in own_desk.text("/journey")
