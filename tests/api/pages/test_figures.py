"""What stands beside a figure: its unit, its digits, what it was counted among, and when it is only for reference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from api.pages.filtering import Known, filters_of, form_of
from api.pages.scales import nice_ceiling
from api.pages.views.alerts import AlertFacts, alert
from api.pages.views.headline import score_card
from api.pages.views.journey import journey_view
from api.pages.views.measures import measure
from api.pages.views.mismatch import mismatch_view
from api.pages.views.pieces import basis
from api.pages.views.priority import PriorityFacts, PriorityView, priority_view
from api.pages.views.scores import scores_view
from api.pages.views.slow import drift
from api.pages.views.theme import ThemeFacts, theme_view
from models.actions import ActionView
from models.insights.alarms import Alarm, Tier
from models.insights.beforeafter import BeforeAfter, Outcome
from models.insights.drift import Drift
from models.insights.drivers import Drivers
from models.insights.impact import Interval, ThemeImpact, Verdict
from models.insights.journey import Basis, StageScore
from models.insights.mismatch import Mismatch as Kind
from models.insights.priority import priority_map
from models.insights.scores import Difference, ScoreEstimate
from models.reports import Breakdown, ThemeDrift
from models.reports.breakdown import ScoreRow
from models.reports.comment_values import Mismatch, VerbatimPage
from models.reports.mismatch import Mismatches
from models.reports.theme_values import Concentration, ThemeScore
from models.reports.values import ScoreCard

KNOWN = Known(span=None, sources=[], segments={})
DAY = date(2026, 10, 1)


def form(words: Any) -> Any:
    return form_of(words, {}, KNOWN, filters_of({}, KNOWN))


def alarm_facts(specimens: Any, tier: Tier = Tier.ALERT) -> AlertFacts:
    row = specimens.theme_row()
    week = row.weekly[-1].week
    found = Alarm(str(row.id), week, 22, 4.2, 1, 9, None if tier is Tier.NEW else 0.00046, 0.002, tier)
    return AlertFacts(row.ref, found, row.weekly, (Concentration("segment:region", "九州", 6, 0.375, 0.11),), ())


def test_an_alarm_says_how_many_people_and_what_the_probability_is_of(specimens: Any) -> None:
    shown = alert(specimens.words("ja"), alarm_facts(specimens))
    told = {fact.name: fact.text for fact in shown.facts}
    assert told == {
        "実際": "22人",
        "予想": "4.2人",
        "ふだんの変動だけでこの人数以上になる確率": "0.046%",
        "全体より多い客層（声の割合）": "九州 38%（全体では11%）",
    }
    english = {fact.name: fact.text for fact in alert(specimens.words("en"), alarm_facts(specimens)).facts}
    assert english["Over-represented segments (of comments)"] == "九州 38% (11% overall)"
    assert english["Actual"] == "22 people"


def test_an_alarm_leads_to_the_comments_of_its_week_and_to_what_is_done(specimens: Any) -> None:
    shown = alert(specimens.words("ja"), alarm_facts(specimens, Tier.NEW))
    assert [(link.text, link.href) for link in shown.links] == [
        ("この週の声を読む", "/themes/1?period=dates&from=2026-11-16&to=2026-11-22#voices"),
        ("打ち手を記録する", "/themes/1#actions"),
    ]


def test_a_slide_leads_to_the_comments_since_it_began(specimens: Any) -> None:
    row = specimens.theme_row()
    slid = Drift("1", 1, row.weekly[6].week, 0.02, 0.12, "cusum", 0.013)
    shown = drift(specimens.words("en"), ThemeDrift(row.ref, slid, row.weekly, (), ()))
    assert ("Expected share of false alarms", "1.3%") in [(fact.name, fact.text) for fact in shown.facts]
    assert shown.links[0].text == "Read the comments since then"
    assert shown.links[0].href == "/themes/1?period=dates&from=2026-10-12&to=2026-11-22#voices"


def done(kind: str | None, change: float | None, specimens: Any) -> ActionView:
    by = DAY + timedelta(weeks=12)
    return ActionView(1, 1, None, "配送会社を変更", DAY, "田中", kind, change, by if kind else None, specimens.NOON)


@pytest.mark.parametrize(
    ("kind", "change", "outcome", "result", "target"),
    [
        ("nps", 5.0, Outcome.WORSE, "目標とは逆の方向に変化しています（NPSの前後の差 −0.2点）", "NPS +5.0点"),
        ("ces", 0.5, Outcome.WORSE, "目標とは逆の方向に変化しています（CESの前後の差 −0.24点）", "CES +0.50点"),
        (
            "csat", -9.0, Outcome.CHANGED,
            "目標の方向に変化していますが、目標値には届いていません（CSATの前後の差 −0.2ポイント）",
            "CSAT −9.0ポイント",
        ),
        (
            "volume", -20.0, Outcome.MET,
            "目標を達成しています（触れた人の割合の前後の差 −0.2ポイント）", "触れた人の割合 −20.0%",
        ),
        (None, None, Outcome.CHANGED, "変化が見られます（触れた人の割合の前後の差 −0.2ポイント）", ""),
    ],
)  # fmt: skip
def test_an_effect_is_told_in_the_unit_of_its_target(
    specimens: Any, kind: str | None, change: float | None, outcome: Outcome, result: str, target: str
) -> None:
    effect = BeforeAfter(-0.24, -0.41, -0.08, 1200, 64, "share", outcome)
    shown = measure(specimens.words("ja"), done(kind, change, specimens), effect)
    assert shown.result == result
    assert target in shown.facts
    assert "実施前 n=1,200" in shown.doubt


def test_an_effect_the_wrong_way_is_said_in_english_too(specimens: Any) -> None:
    effect = BeforeAfter(-12.0, -16.0, -8.0, 60, 64, "against_others", Outcome.WORSE)
    shown = measure(specimens.words("en"), done("nps", 5.0, specimens), effect)
    assert shown.result == "it has moved the wrong way (NPS, before to after −12.0 points)"


def mapped(specimens: Any, kind: str, lang: str = "ja", n: int = 603, drivers: Drivers | None = None) -> PriorityView:
    found = ThemeImpact(
        90, n, Interval(-0.0212, -0.0391, -0.0113), Interval(-0.233, -0.4, -0.1), 0.001, 0.002, Verdict.LOWERS, "1"
    )
    words, themes = specimens.words(lang), {"1": specimens.theme_row().ref}
    facts = PriorityFacts(kind, "relational", n, priority_map([found]), [found], drivers, themes)
    return priority_view(words, facts, form(words))


def test_the_map_says_whom_it_counts(specimens: Any) -> None:
    view = mapped(specimens, "nps")
    assert view.people == "NPS・関係性（リレーショナル）に答えた603人のうち、言及した人数"
    assert view.people in view.chart
    assert mapped(specimens, "nps", "en").people == "People who mention it (of 603 who gave NPS, relational)"


def test_the_map_of_ces_keeps_its_digits_and_its_shape(specimens: Any) -> None:
    view = mapped(specimens, "ces")
    row = view.rows[0]
    assert (row.impact, row.range, row.adjusted) == ("−0.02", "−0.04～−0.01", "−0.23")
    assert view.impact_heading == "影響（点）"
    assert ">+0.1<" in view.chart
    assert mapped(specimens, "csat").impact_heading == "影響（ポイント）"
    assert mapped(specimens, "csat", "en").impact_heading == "Impact (percentage points)"


def test_the_map_has_no_corners_that_its_colours_do_not_keep_to(specimens: Any) -> None:
    chart = mapped(specimens, "nps").chart
    assert "優先して調べる" not in chart
    assert "様子を見る" not in chart


def test_the_map_says_what_it_did_not_calculate(specimens: Any) -> None:
    (note,) = mapped(specimens, "nps").notes
    assert "回答がすべて同じため計算していません" in note
    exact = mapped(specimens, "nps", drivers=Drivers(0.124, (1.0,), (0.8,), (1.0,)))
    assert exact.notes == ("テーマ全体で説明できるのは、点数の違いの12%です。",)
    assert exact.driver_heading == "説明の内訳"


def test_an_estimated_share_says_so_and_how_sure_it_is(specimens: Any) -> None:
    found = Drivers(0.1, (1.0,), (0.8,), (1.0,), 400, 0.001234)
    assert mapped(specimens, "nps", drivers=found).driver_heading == "説明の内訳（推定）"
    _, japanese = mapped(specimens, "nps", drivers=found).notes
    _, english = mapped(specimens, "nps", "en", drivers=found).notes
    assert "推定値です" in japanese
    assert "無作為に400通り" in japanese
    assert "最大でも0.13ポイント" in japanese
    assert "is estimated: the mean over 400 random orders" in english


def test_the_map_comes_in_two_sizes_with_the_same_themes(specimens: Any) -> None:
    wide, narrow = mapped(specimens, "nps").chart.split("</svg>")[:2]
    assert ("priority-map wide" in wide, "priority-map narrow" in narrow) == (True, True)
    assert wide.count("<circle") == narrow.count("<circle") == 1


def test_an_axis_may_be_short() -> None:
    assert nice_ceiling(0.03, 0.1) == 0.1
    assert nice_ceiling(0.21, 0.1) == pytest.approx(0.25)
    assert nice_ceiling(0.21) == 1.0


def test_answers_of_fewer_people_say_how_many_people(specimens: Any) -> None:
    words = {lang: specimens.words(lang) for lang in ("ja", "en")}
    once, loud = ScoreEstimate("nps", 4.0, 1.0, 7.0, 40, 40), ScoreEstimate("nps", 100.0, -9.0, 100.0, 40, 1)
    assert basis(words["ja"].tongue, once) == "n=40"
    assert basis(words["ja"].tongue, loud) == "n=40・回答者1人（30未満）"
    assert basis(words["en"].tongue, loud) == "n=40 (respondents: 1), fewer than 30"
    rows = tuple(ScoreRow(str(n), None, one, None) for n, one in enumerate((once, loud)))
    found = Breakdown("source", "nps", "relational", replace(loud, respondents=39), rows)
    view = scores_view(words["ja"], [found], "source", ["source"], form(words["ja"]), lambda **_: "")
    (section,) = view.sections
    assert "n=40・回答者39人" in section.overall
    assert [(row.n, row.few) for row in section.rows] == [("n=40", False), ("n=40・回答者1人（30未満）", True)]


@pytest.mark.parametrize(("lang", "unit"), [("ja", "点"), ("en", " points")])
def test_ces_says_what_it_is_and_moves_in_points(specimens: Any, lang: str, unit: str) -> None:
    ces = ScoreEstimate("ces", 4.31, 3.92, 4.70, 71, 71)
    card = ScoreCard("ces", "transactional", ces, ces, Difference(0.254, 0.1, 0.4, (71, 70), (71, 70)))
    shown = score_card(specimens.words(lang), card)
    assert f"+0.25{unit}" in shown.change
    assert shown.note == specimens.words(lang).tongue.t("definition.ces")
    assert "7" in shown.note


def test_the_map_sets_apart_what_too_few_people_mention(specimens: Any) -> None:
    words, ref = specimens.words("ja"), specimens.theme_row().ref
    found = [
        ThemeImpact(n, 603, Interval(-2.0, -3.0, -1.0), Interval(-9.0, -12.0, -6.0), 0.001, 0.002, Verdict.LOWERS, name)
        for name, n in (("1", 29), ("2", 30))
    ]
    facts = PriorityFacts(
        "nps", "relational", 603, priority_map(found), found, None, {"1": ref, "2": replace(ref, id=2)}
    )
    view = priority_view(words, facts, form(words))
    assert [(row.href, row.quadrant) for row in view.rows] == [("/themes/2", "優先して調べる")]
    assert [(row.href, row.quadrant) for row in view.few] == [("/themes/1", "人数不足で判断せず")]
    assert "/themes/1" not in view.chart
    alone = priority_view(words, replace(facts, places=priority_map(found[:1])), form(words))
    assert (alone.rows, alone.chart, len(alone.few)) == ((), "", 1)


def mismatch(number: int, **changed: object) -> Mismatch:
    given = Mismatch(
        "angry_high",
        number,
        "もう二度と使いません。",
        "csat",
        9.0,
        1.0,
        10.0,
        "very_negative",
        0.91,
        DAY,
        "mail",  # type: ignore[arg-type]
    )
    return replace(given, **changed)  # type: ignore[arg-type]


def test_a_score_the_words_contradict_is_shown_as_it_was_given(specimens: Any) -> None:
    found = (mismatch(1, received_at=specimens.NOON), mismatch(2, received_at=specimens.NOON, score=9.5))
    view = mismatch_view(
        specimens.words("ja"),
        Mismatches(found, {Kind.ANGRY_HIGH: 2, Kind.PRAISE_LOW: 0}, 1234),
        form(specimens.words("ja")),
        "2026年9月1日～2026年11月22日",
    )
    assert view.head == "2026年9月1日～2026年11月22日・対象は点数付きの声1,234件"
    assert [item.score for group in view.groups for item in group.items] == ["9 / 10", "9.5 / 10"]
    assert view.cut == ""


def test_a_list_that_stops_says_so(specimens: Any) -> None:
    shown = tuple(mismatch(n, received_at=specimens.NOON) for n in range(2))
    found = Mismatches(shown, {Kind.ANGRY_HIGH: 1234, Kind.PRAISE_LOW: 1}, 5000)
    view = mismatch_view(specimens.words("en"), found, form(specimens.words("en")), "all time")
    assert view.cut == "the 2 surest readings are shown"
    assert [(group.count, len(group.items)) for group in view.groups] == [("1,234", 2), ("1", 0)]


def test_the_journey_greys_a_score_by_its_answers_and_a_row_by_its_comments(specimens: Any) -> None:
    words = specimens.words("ja")
    view = journey_view(words, specimens.journey(), (), None, form(words), "", lambda path, **_: path)
    rows = {row.name: (row.few, row.few_answers) for stage in view.stages for row in stage.rows}
    assert rows["会員登録・ログイン"] == (False, True)  # 52 comments, 26 answers
    assert rows["アプリ"] == (False, False)
    assert rows["広告・販促"] == (True, True)


def test_the_journey_names_the_score_of_its_column(specimens: Any) -> None:
    words = specimens.words("ja")
    stages = list(specimens.journey())
    first = stages[0].touchpoints[0]
    other = replace(first.scores[0], scope="transactional")
    stages[0] = replace(stages[0], touchpoints=(replace(first, scores=(other,)), *stages[0].touchpoints[1:]))
    view = journey_view(words, stages, (), None, form(words), "", lambda path, **_: path)
    assert view.score_heading == "NPS・関係性（リレーショナル）"
    rows = [row for stage in view.stages for row in stage.rows]
    assert [row.scope for row in rows if row.scope] == ["取引直後（トランザクショナル）"]


def test_a_stage_says_what_its_score_is_made_of(specimens: Any) -> None:
    words = specimens.words("ja")
    scores = [StageScore("awareness", 50.0, 40.0, 60.0, 300, 0.5, Basis.WORDS),
              StageScore("use", 80.0, 70.0, 90.0, 50, 2.0, Basis.SCORES)]  # fmt: skip
    overall = StageScore("journey", 74.0, 60.0, 80.0, 350, 2.5)
    view = journey_view(words, specimens.journey(), scores, overall, form(words), "", lambda path, **_: path)
    told = {stage.code: stage.basis for stage in view.stages}
    assert (told["awareness"], told["use"]) == ("声の内容による（不満ではない人の割合）", "回答者の点数による")
    assert [card.note for card in view.cards] == ["", told["awareness"], told["use"]]


def test_a_stage_says_how_much_is_said_there_and_of_what(specimens: Any) -> None:
    words = specimens.words("ja")
    stages = [replace(stage, top_theme=specimens.theme_row().ref) for stage in specimens.journey()]
    shown = journey_view(words, stages, (), None, form(words), "", lambda path, **_: path).stages
    by_code = {stage.code: stage for stage in shown}
    assert by_code["awareness"].volume == "12件（12人）"
    assert (by_code["awareness"].negative, by_code["awareness"].few_comments) == ("不満のある人 25%", True)
    assert by_code["use"].theme is not None
    assert by_code["use"].theme.href == "/themes/1"
    assert not by_code["use"].few_comments


def test_the_theme_page_greys_a_comparison_from_few_answers(specimens: Any) -> None:
    small = ThemeScore("nps", "relational", specimens.nps(31, 14, 25), specimens.nps(9, 590, 6), None)
    page = replace(specimens.theme_page(), row=specimens.theme_row(scores=(small,)))
    facts = ThemeFacts(page, VerbatimPage((), None), (), (), (), (), "", "", DAY)
    (compared,) = theme_view(specimens.words(), facts, lambda **_: "").compare
    assert (compared.with_few, compared.without_few) == (True, False)
