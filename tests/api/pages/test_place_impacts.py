"""Touchpoints and scores: the tables of the journey page, the page of a touchpoint, and the way between them."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.views.impact import impact
from api.pages.views.place_impacts import impact_tables, judgement, place_href
from models.insights.impact import Interval, PlaceImpact, Verdict


def found(code: str, value: float, verdict: Verdict, kind: str = "nps", half: float = 1.0) -> PlaceImpact:
    few = verdict is Verdict.TOO_FEW
    sign = -1 if verdict is Verdict.LOWERS else 1
    return PlaceImpact(
        mentions=12 if few else 80,
        n=600,
        leave_out=Interval(value, value - half, value + half),
        adjusted=None if few else Interval(sign * 20.0, sign * 20.0 - 5, sign * 20.0 + 5),
        p=None if few else 0.001,
        q=None if few else 0.004,
        verdict=verdict,
        touchpoint=code,
        kind=kind,
        scope="relational",
    )


LATE = found("delivery", -6.0, Verdict.LOWERS)
KIND = found("staff", 3.0, Verdict.RAISES)
QUIET = found("app", -0.5, Verdict.NO_EVIDENCE)
RARE = found("website", -9.0, Verdict.TOO_FEW)


def test_the_worst_comes_first_and_what_is_not_judged_last(specimens: Any) -> None:
    (table,) = impact_tables(specimens.words("ja"), [KIND, RARE, QUIET, LATE], lambda path, **_: path)
    assert [(row.href, row.verdict) for row in table.rows] == [
        ("/journey/delivery", "低さと関連"),
        ("/journey/app", "関連は未確認"),
        ("/journey/staff", "高さと関連"),
    ]
    assert [(row.href, row.verdict) for row in table.few] == [("/journey/website", "人数不足のため判定なし")]
    assert (table.title, table.people) == (
        "NPS・関係性（リレーショナル）",
        "NPS・関係性（リレーショナル）に答えた600人のうち、言及した人数",
    )
    assert (table.rows[0].impact, table.rows[0].range, table.rows[0].adjusted) == ("−6.0", "−7.0～−5.0", "−20.0")


def test_each_score_has_its_own_table(specimens: Any) -> None:
    ces = found("delivery", -0.21, Verdict.LOWERS, "ces", 0.1)
    tables = impact_tables(specimens.words("en"), [LATE, KIND, ces], lambda path, **_: path)
    assert [(table.key, len(table.rows)) for table in tables] == [("nps-relational", 2), ("ces-relational", 1)]
    assert tables[1].rows[0].impact == "−0.21"


def test_a_verdict_against_its_own_figure_is_not_said() -> None:
    assert judgement(found("a", -0.5, Verdict.LOWERS)) == "none"
    assert judgement(found("a", 6.0, Verdict.LOWERS)) == "others"
    assert [judgement(one) for one in (LATE, KIND, QUIET, RARE)] == ["fix", "keep", "none", "few"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_words_are_of_a_touchpoint(specimens: Any, lang: str) -> None:
    words = specimens.words(lang)
    shown = impact(words, "nps", "relational", LATE, "place")
    assert shown is not None
    assert ("この接点に触れた人" if lang == "ja" else "People at this touchpoint") in shown.note
    assert ("他の接点を調整した差" if lang == "ja" else "adjusted for other touchpoints") in shown.note


def test_a_code_of_a_companys_own_may_hold_anything() -> None:
    assert place_href("店頭/2階 ?") == "/journey/%E5%BA%97%E9%A0%AD%2F2%E9%9A%8E%20%3F"


def test_the_comments_are_one_click_away(desk: Any) -> None:
    journey = desk.text("/journey?period=all")
    assert "接点と点数の関連" in journey
    assert 'href="/journey/delivery?period=all"' in journey
    place = desk.text("/journey/delivery?period=all")
    assert 'class="voice"' in place
    assert "/comments/" in place
    assert 'href="/priority?period=all&amp;touchpoint=delivery"' in place
    complaints = desk.text("/journey/delivery?period=all&side=negative")
    assert 0 < complaints.count('class="voice"') <= place.count('class="voice"')


def test_a_touchpoint_nobody_knows_has_an_empty_page(desk: Any) -> None:
    for code in ("nowhere", "店頭/2階"):
        assert "この条件に合う声はありません" in desk.text(f"{place_href(code)}?period=all")
