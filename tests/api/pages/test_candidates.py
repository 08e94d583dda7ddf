"""Themes that hold no place in the report yet: said so where they are missing, with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.pages.filtering import Known, filters_of, form_of
from api.pages.views.report import ReportFacts, ReportView, report_view
from api.pages.views.theme import ThemeFacts, ThemeView, theme_view
from models.insights.story import FactKind
from models.reports import Filters
from models.reports.comment_values import VerbatimPage
from models.reports.values import PolarityCounts
from models.tables import Theme

KNOWN = Known(span=None, sources=[], segments={})


def shown(specimens: Any, lang: str, **changed: object) -> ReportView:
    words = specimens.words(lang)
    facts = ReportFacts(specimens.summary(), specimens.rows(), specimens.heatmap(), (), 0)
    form = form_of(words, {}, KNOWN, filters_of({}, KNOWN))
    return report_view(words, replace(facts, **changed), form, Filters(), lambda path, **_: path)  # type: ignore[arg-type]


def candidate(specimens: Any, number: int, people: int) -> Any:
    told = {"state": "candidate", "respondents": people, "polarity": PolarityCounts(people, 0, 0, 0)}
    return specimens.theme_row(number, f"精算機・予約{number}", f"Machine {number}", **told)


def test_the_report_opens_with_what_cannot_wait(specimens: Any) -> None:
    told = {lang: shown(specimens, lang, urgent=(56, date(2026, 9, 8))).urgent for lang in ("ja", "en")}
    assert told["ja"] == "至急の声が56件、まだ確認されていません（最も古いものは2026年9月8日受信）。優先対応を開く"
    assert told["en"].startswith("56 comments that cannot wait have not been reviewed (the oldest is of 8 Sep 2026)")
    assert shown(specimens, "ja").urgent == ""


def test_the_report_says_what_its_table_leaves_out(specimens: Any) -> None:
    rows = [candidate(specimens, 10 + n, people) for n, people in enumerate((4, 24, 9, 7))]
    view = shown(specimens, "ja", candidates=rows)
    assert view.held_back.startswith("ほかに候補のテーマが4件あります（最大24人）。")
    assert [(one.href, one.figures) for one in view.candidates] == [
        ("/themes/11", "24人・不満を含む声 100%"),
        ("/themes/12", "9人・不満を含む声 100%"),
        ("/themes/13", "7人・不満を含む声 100%"),
    ]
    assert shown(specimens, "en", candidates=rows[:1]).held_back.startswith("There is also 1 candidate theme (with 4")
    assert (shown(specimens, "ja").held_back, shown(specimens, "ja").candidates) == ("", ())


def test_a_rise_that_is_over_wears_no_badge(specimens: Any) -> None:
    rising = specimens.fact(FactKind.RISING)
    assert [tag.kind for tag in shown(specimens, "ja", findings=[rising]).rows[0].tags] == ["alert"]
    assert shown(specimens, "ja", findings=[replace(rising, over=True, latest=3)]).rows[0].tags == ()


def test_the_column_of_scores_says_which_survey_it_is_of(specimens: Any) -> None:
    assert shown(specimens, "ja").score_heading == "NPS（関係性・触れた回答）"
    assert shown(specimens, "en").score_heading == "NPS (relational) of those who mention it"


def page_of(specimens: Any, *events: Any, lang: str = "ja", **row: object) -> ThemeView:
    found = replace(specimens.theme_page(), row=specimens.theme_row(**row), events=events)
    voices = VerbatimPage((), None)
    facts = ThemeFacts(found, voices, (), (), (), specimens.rows(), "", "", date(2026, 11, 20))
    return theme_view(specimens.words(lang), facts, lambda **_: "/themes/1")


@pytest.mark.parametrize(
    ("stability", "after", "kind", "words"),
    [
        (0.6, {}, "born", "まとまりが安定していない"),
        (0.85, {}, "born", "一言で言えない"),
        (0.6, {"pool": 12}, "born", "2週続けて5人以上"),
        (0.85, {"state": "candidate"}, "state", "担当者が候補に戻した"),
    ],
)
def test_a_candidate_says_why_it_is_one(
    specimens: Any, stability: float, after: dict[str, object], kind: str, words: str
) -> None:
    event = replace(specimens.event(kind=kind), after=after)
    assert words in page_of(specimens, event, state="candidate", stability=stability).held_back
    assert page_of(specimens, event, stability=stability).held_back == ""


def test_a_candidate_is_told_on_the_report_and_on_its_own_page(desk_to_work_at: Any) -> None:
    from models.database import writing

    number = desk_to_work_at.seeded.themes[4]
    with writing(desk_to_work_at.house.sessions) as session:
        session.get_one(Theme, number).state = "candidate"
    text = desk_to_work_at.text("/")
    assert "ほかに候補のテーマが1件あります" in text
    assert 'href="/themes#g-candidate"' in text
    assert f'href="/themes/{number}">' in text
    own = desk_to_work_at.text(f"/themes/{number}")
    assert "候補のテーマなので、点数への影響は計算していません。" in own
    assert "まだ点数が十分にありません" not in own
