from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from api.pages.filtering import Known, filters_of, form_of, kept
from api.pages.views.board import board, heat
from api.pages.views.comment import comment_view
from api.pages.views.headline import cards
from api.pages.views.history import History
from api.pages.views.impact import impact
from api.pages.views.measures import measure
from api.pages.views.pieces import unassigned_words
from api.pages.views.priority import KINDS, PriorityFacts, priority_view
from api.pages.views.story import story
from api.pages.views.theme_list import list_view
from api.pages.views.themes import is_praise, preferred_score, report_row
from api.pages.views.triage import TriageFacts, reason, triage_view
from models.actions import ActionView
from models.insights.beforeafter import BeforeAfter, Outcome
from models.insights.impact import Interval, ThemeImpact, Verdict
from models.insights.priority import Quadrant, priority_map
from models.insights.story import FactKind, Sureness
from models.reports.comment_values import TriageCounts, TriagePage
from models.reports.filters import Period
from models.reports.values import PolarityCounts

KNOWN = Known(
    span=Period(date(2026, 8, 31), date(2026, 11, 20)),
    sources=["sample", "mail"],
    segments={"tier": ["一般", "ゴールド"]},
)


def test_what_rose_since_when_where_and_what_it_costs(specimens: Any) -> None:
    line = story(specimens.words("ja"), [specimens.fact()])[0]
    assert str(line.text) == (
        '「<a href="/themes/1">配送が遅い・届かない</a>」の声が、10/12の週から増えています'
        "（週ごとの回答者に占める割合 2.5% → 14.2%）。"
        "特に配送・受け取りに集中しています。"
        "このテーマに触れた人を除いて計算すると、NPSは4.6点高くなります（95%区間 2.4～6.9点）。"
    )
    assert (line.sure, line.basis) == ("変化の確度 高", "121人の声から")


def test_the_same_in_english(specimens: Any) -> None:
    line = story(specimens.words("en"), [specimens.fact()], linked=False)[0]
    assert str(line.text) == (
        "“Late or missing delivery” has been rising since the week of 12 Oct, "
        "from 2.5% to 14.2% of weekly respondents. "
        "It concentrates on Delivery. Leave out those who mention it and the overall NPS is 4.6 points higher "
        "(95% interval 2.4 to 6.9)."
    )


def test_a_birth_is_new_and_never_a_growth_from_zero(specimens: Any) -> None:
    fact = specimens.fact(FactKind.NEW, share_before=0.0, cost=None, touchpoint=None)
    text = str(story(specimens.words("en"), [fact], linked=False)[0].text)
    assert text == (
        "“Late or missing delivery” is new, first heard in the week of 12 Oct, "
        "mentioned by 14.2% of weekly respondents since."
    )


def test_an_effect_that_may_be_none_is_said_to_be_unproven(specimens: Any) -> None:
    fact = specimens.fact(cost=-1.2, cost_low=-2.9, cost_high=0.4, sureness=Sureness.WEAK)
    line = story(specimens.words("ja"), [fact])[0]
    assert "NPSとの関連は、まだ確認できていません（95%区間 −2.9～+0.4点）。" in str(line.text)
    assert line.sure == "変化の確度 低（参考）"


@pytest.mark.parametrize("kind", list(FactKind))
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("bare", [True, False])
def test_every_kind_of_fact_has_a_sentence(specimens: Any, kind: FactKind, lang: str, bare: bool) -> None:
    nothing = {"since": None, "touchpoint": None, "share_before": None, "share_now": None, "cost": None}
    text = str(story(specimens.words(lang), [specimens.fact(kind, **(nothing if bare else {}))])[0].text)
    assert specimens.fact().label[lang] in text
    assert "–" not in text
    assert "{" not in text


def test_a_rise_of_praise_is_good_news(specimens: Any) -> None:
    assert story(specimens.words(), [specimens.fact()], {1})[0].kind == "rising good"
    assert not is_praise(specimens.theme_row())
    assert is_praise(replace(specimens.theme_row(), polarity=PolarityCounts(1, 0, 5, 1)))


def test_headline_cards_say_value_doubt_and_change(specimens: Any) -> None:
    shown = {card.label: card for card in cards(specimens.words("ja"), specimens.summary())}
    nps, csat = shown["NPS・関係性（リレーショナル）"], shown["CSAT・取引直後（トランザクショナル）"]
    assert (nps.value, nps.way) == ("+6.4", "")
    assert nps.doubt == "95%区間 +0.2～+12.6 n=603"
    assert nps.change == "前の期間との差は誤差の範囲（−5.6点）"
    assert (csat.value, csat.way, csat.change) == ("63%", "down", "前の期間より −8.9ポイント")
    assert "4・5の割合" in csat.note
    angry = shown["不満の声を寄せた人の割合"]
    assert (angry.value, angry.way, angry.doubt) == ("42.3%", "up", "95%区間 40%～45% n=1,490人")
    assert (shown["未分類の発言"].value, shown["未分類の発言"].doubt) == ("20.6%", "全2,480件の発言のうち")


def test_small_groups_are_shown_and_marked(specimens: Any) -> None:
    rows = [report_row(specimens.words(), row, ("nps", "relational"), (), "/x") for row in specimens.rows()]
    assert [row.few for row in rows] == [False, False, False, True, True]
    assert (rows[0].volume, rows[0].share) == ("121人", "8.6%")
    assert rows[0].negative == "不満を含む声 88%"
    assert rows[0].score_note == "n=63・ほかの回答 +11.0"
    assert rows[3].score_note == "n=14（30未満）"
    assert rows[4].score == "–"
    assert [tag.kind for tag in rows[3].tags] == ["new", "plain"]


def test_the_table_compares_by_the_score_most_themes_have(specimens: Any) -> None:
    assert preferred_score(specimens.rows()) == ("nps", "relational")
    assert preferred_score([]) == ("nps", "relational")


@pytest.mark.parametrize(
    ("share", "step"), [(None, "h0"), (0.0, "h1"), (0.199, "h1"), (0.2, "h2"), (0.8, "h5"), (1.0, "h5")]
)
def test_heat_has_five_steps(share: float | None, step: str) -> None:
    assert heat(share) == step


def test_the_board_follows_the_journey_and_greys_the_few(specimens: Any) -> None:
    found = specimens.heatmap()
    shown = board(specimens.words(), found, {cell.touchpoint: "/x" for cell in found.cells})
    assert [column.name for column in shown][:2] == ["認知", "関心"]
    cells = {cell.name: cell for column in shown for cell in column.cells}
    assert (cells["アプリ"].heat, cells["アプリ"].volume, cells["アプリ"].negative) == ("h5", "77", "不満のある人 86%")
    assert cells["広告・販促"].few
    assert cells["広告・販促"].heat == "h0"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("signal_safety", "安全に関わる内容"),
        ("sentiment_very_negative", "強い不満"),
        ("waiting", "受信から4日"),
        ("unsure", "読み取りが不確かで要確認"),
        ("unheard_of", "unheard_of"),
    ],
)
def test_reasons_are_words(specimens: Any, code: str, words: str) -> None:
    assert reason(specimens.words(), code, 4) == words


def triage(specimens: Any, lang: str, *items: Any) -> Any:
    counts = TriageCounts(open=1500, taken=3, done=9, open_by_urgency=(1100, 362, 33, 5))
    facts = TriageFacts(TriagePage(items, None), counts, ("sample",), "open", {}, specimens.NOON)
    return triage_view(specimens.words(lang), facts, lambda **_: "/triage")


def test_the_desk_counts_what_presses_apart_from_what_nobody_has_looked_at(specimens: Any) -> None:
    assert triage(specimens, "ja").lead == (
        "急ぎの対応が必要な未確認の声は38件です（至急 5件、早めに 33件）。"
        "ほかに、緊急度が通常以下の未確認の声が1,462件あります。"
    )
    assert triage(specimens, "en").lead == (
        "Not reviewed yet and needing an answer: 38 (5 now, 33 soon). Not reviewed and not urgent: 1,462."
    )
    assert [tab.text for tab in triage(specimens, "ja").states] == ["未確認", "対応中", "対応済み"]


def test_a_reason_that_stands_on_the_badge_is_not_told_again(specimens: Any) -> None:
    alone = specimens.triage_item(2, reasons=("urgency_2",))
    first, second = triage(specimens, "ja", specimens.triage_item(), alone).items
    assert (first.urgency_name, first.why) == ("至急", "安全に関わる内容、受信から2日")
    assert second.why == ""


def test_a_comment_leads_to_its_place_on_the_desk(specimens: Any) -> None:
    page = specimens.comment_page()
    shown = comment_view(specimens.words(), page)
    assert shown.desk == "/triage?state=open&cursor=from-here#comment-7"
    assert comment_view(specimens.words(), replace(page, place=None)).desk == ""


def test_why_a_comment_could_not_be_read_is_said_in_the_language_of_the_page(specimens: Any) -> None:
    error = "text is empty; wanted at least one visible character"
    page = replace(specimens.comment_page(), state="quarantined", error=error)
    assert "文章が空です。" in comment_view(specimens.words("ja"), page).unread
    assert error in comment_view(specimens.words("en"), page).unread


def test_what_the_engine_gave_as_its_reason_is_said_in_the_language_of_the_page(specimens: Any) -> None:
    found = "proposal 7: a fresh look finds 40 units as one theme"
    event = replace(specimens.event(kind="merged"), reason=found, before={}, after={})
    ja, en = (History(specimens.words(lang), {}) for lang in ("ja", "en"))
    assert ja.lines([event])[0].reason == "理由：提案 7：見直すと、40件の発言が1つのテーマにまとまります"
    assert en.lines([event])[0].reason == f"Reason: {found}"
    assert ja.lines([replace(event, reason="同じ話")])[0].reason == "理由：同じ話"


def test_what_is_in_no_theme_is_counted_in_what_was_counted(specimens: Any) -> None:
    share = specimens.share_value(599, 3791)
    text = unassigned_words(specimens.words("ja").tongue, share)
    assert text.startswith("どのテーマにも入っていない発言は15.8%（全3,791件の発言のうち599件）です。")
    assert "15.8% of the sentences and clauses" in unassigned_words(specimens.words("en").tongue, share)
    summary = replace(specimens.summary(), unassigned=share)
    assert list_view(specimens.words(), specimens.rows(), summary=summary).unassigned == text
    nothing = replace(summary, unassigned=specimens.share_value(0, 9))
    assert list_view(specimens.words(), specimens.rows(), summary=nothing).unassigned == ""
    part = replace(summary, in_candidates=specimens.share_value(640, 3192))
    told = list_view(specimens.words(), specimens.rows(), summary=part).unassigned
    assert told == text + "テーマに入っている発言のうち20.1%（640件）は、まだレポートの表にない候補のテーマにあります。"


def test_a_theme_says_in_which_year_it_was_first_seen(specimens: Any) -> None:
    rows = list_view(specimens.words(), specimens.rows()).groups[0].branches[0].themes
    assert rows[0].since == "2026/8/31の週"


def test_a_complaint_beside_praise_is_a_complaint() -> None:
    assert PolarityCounts(3, 4, 2, 1).complaint_share == 0.4
    assert PolarityCounts().complaint_share is None


def test_no_evidence_is_said_plainly(specimens: Any) -> None:
    found = ThemeImpact(20, 200, Interval(-1.0, -3.0, 1.0), None, None, None, Verdict.NO_EVIDENCE, "1")
    shown = impact(specimens.words("en"), "nps", "relational", found)
    assert shown is not None
    assert shown.value == "−1.0"
    assert "no evidence that the score goes with it" in shown.note
    assert impact(specimens.words(), "nps", "relational", replace(found, leave_out=None)) is None


def test_a_tie_never_says_the_opposite_of_its_figure(specimens: Any) -> None:
    fact = specimens.fact(FactKind.LIFTS, cost=-7.5, cost_low=-9.9, cost_high=-5.5, since=None, touchpoint=None)
    text = str(story(specimens.words("en"), [fact], linked=False)[0].text)
    assert "7.5 points higher (95% interval 5.5 to 9.9)" in text


def test_a_rise_that_goes_along_with_others_says_so(specimens: Any) -> None:
    fact = specimens.fact(cost=-7.5, cost_low=-9.9, cost_high=-5.5, held_equal=22.3)
    english, japanese = (str(story(specimens.words(code), [fact])[0].text) for code in ("en", "ja"))
    assert "7.5 points higher" in english
    assert "a lower NPS; other things held equal, people who mention it score 22.3 points higher." in english
    assert "NPSの低さと関連するほかのテーマ" in japanese
    assert japanese.endswith("触れた人のNPSは22.3点高くなっています。")


def test_the_theme_page_and_the_map_say_where_two_figures_disagree(specimens: Any) -> None:
    found = ThemeImpact(
        90, 500, Interval(-7.5, -9.9, -5.5), Interval(22.3, 12.0, 32.0), 0.001, 0.002, Verdict.RAISES, "1"
    )
    shown = impact(specimens.words("en"), "nps", "relational", found)
    assert shown is not None
    assert "score higher. The overall figure points the other way" in shown.note
    ref = specimens.theme_row().ref
    facts = PriorityFacts("nps", "relational", 500, priority_map([found]), [found], None, {"1": ref})
    words = specimens.words("ja")
    row = priority_view(words, facts, form_of(words, {}, KNOWN, filters_of({}, KNOWN))).rows[0]
    assert (row.quadrant, row.verdict) == ("ほかと一緒に語られる", "高さと関連")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_quadrant_and_verdict_has_its_words(specimens: Any, lang: str) -> None:
    t = specimens.words(lang).tongue.t
    keys = [f"quadrant.{kind}" for kind in KINDS.values()] + [f"verdict.{verdict}" for verdict in Verdict]
    keys += [f"theme.impact_note.{verdict}_with_others" for verdict in (Verdict.LOWERS, Verdict.RAISES)]
    assert set(KINDS) == set(Quadrant)
    assert all(t(key, score="NPS") for key in keys)


def test_an_action_says_what_came_of_it(specimens: Any) -> None:
    day = date(2026, 10, 1)
    done = ActionView(1, 1, None, "配送会社を変更", day, "田中", "nps", 5.0, date(2027, 3, 31), specimens.NOON)
    early = BeforeAfter(0, 0, 0, 10, 3, "interrupted", Outcome.TOO_EARLY)
    met = BeforeAfter(6.2, 1.1, 11.3, 200, 180, "against_others", Outcome.MET)
    assert measure(specimens.words(), done, None).result == ""
    assert "30件から" in measure(specimens.words(), done, early).result
    missed = replace(met, value=2.0, low=0.5, high=3.5, outcome=Outcome.CHANGED)
    assert "目標値には届いていません" in measure(specimens.words(), done, missed).result
    worse = replace(met, value=-12.0, low=-16.0, high=-8.0, outcome=Outcome.WORSE)
    assert "逆の方向" in measure(specimens.words(), done, worse).result
    shown = measure(specimens.words(), done, met)
    assert shown.result == "目標を達成しています（NPSの前後の差 +6.2点）"
    assert shown.doubt == "95%区間 +1.1～+11.3・実施前 n=200・実施後 n=180"
    assert "触れていない回答の差を引いています" in shown.method


@pytest.mark.parametrize(
    ("lang", "told", "way"),
    [
        (
            "ja",
            "目標日まで経過を見ています（現時点では達成水準）（触れた人の割合の実施時点での段差 −6.2ポイント）",
            "週ごとの割合の推移",
        ),
        (
            "en",
            "on the way, at the target so far; the target date has not come yet (share of",
            "from the weekly shares",
        ),
    ],
)
def test_before_its_day_a_target_is_not_called_met(specimens: Any, lang: str, told: str, way: str) -> None:
    done = ActionView(
        1,
        None,
        "delivery",
        "配送会社を変更",
        date(2026, 10, 1),
        "田中",
        "volume",
        -20.0,
        date(2027, 3, 31),
        specimens.NOON,
    )
    found = BeforeAfter(-6.2, -11.3, -1.1, 200, 180, "interrupted", Outcome.ON_THE_WAY)
    shown = measure(specimens.words(lang), done, found)
    assert shown.result.startswith(told)
    assert way in shown.method
    assert shown.facts.startswith(specimens.words(lang).touchpoint("delivery"))


def test_a_target_without_a_day_names_none(specimens: Any) -> None:
    done = ActionView(1, 1, None, "x", date(2026, 10, 1), "田中", "nps", 5.0, None, specimens.NOON)
    assert measure(specimens.words("ja"), done, None).facts == "田中・2026年10月1日から・目標 NPS +5.0点"
    assert measure(specimens.words("en"), done, None).facts.endswith("target NPS +5.0 points")


@pytest.mark.parametrize(
    ("lang", "outcome", "told"),
    [
        (
            "ja",
            Outcome.NO_EVIDENCE,
            "2027年3月31日までに達成したとは言えません。変化は確認できませんでした（NPSの前後の差 ",
        ),
        ("en", Outcome.NO_EVIDENCE, "not shown to be met by 31 Mar 2027: no evidence of a change (NPS, "),
        ("ja", Outcome.TOO_EARLY, "2027年3月31日までに達成したとは言えません。判断に必要な回答が足りません"),
        ("en", Outcome.TOO_EARLY, "not shown to be met by 31 Mar 2027: too few answers to tell"),
    ],
)
def test_after_its_day_a_target_is_said_not_to_be_shown(specimens: Any, lang: str, outcome: Outcome, told: str) -> None:
    by = date(2027, 3, 31)
    done = ActionView(1, 1, None, "x", date(2026, 10, 1), "田中", "nps", 5.0, by, specimens.NOON)
    found = BeforeAfter(1.2, -3.1, 5.5, 200, 180, "against_others", outcome, target_met=False)
    assert measure(specimens.words(lang), done, found).result.startswith(told)
    running = measure(specimens.words(lang), done, replace(found, target_met=None)).result
    assert running.startswith(specimens.words(lang).tongue.t(f"action.verdict.{outcome}"))


@pytest.mark.parametrize(("lang", "told"), [("ja", "（NPS（取引直後）の前後の差"), ("en", "(transactional NPS, ")])
def test_an_effect_names_the_survey_where_there_are_two(specimens: Any, lang: str, told: str) -> None:
    done = ActionView(1, 1, None, "x", date(2026, 10, 1), "田中", "nps", 5.0, None, specimens.NOON)
    found = BeforeAfter(6.2, 1.1, 11.3, 200, 180, "against_others", Outcome.MET, "transactional")
    assert told in measure(specimens.words(lang), done, found).result


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_outcome_has_its_words(specimens: Any, lang: str) -> None:
    t = specimens.words(lang).tongue.t
    assert all(t(f"action.verdict.{outcome}") for outcome in Outcome)


def test_children_stand_under_their_parents(specimens: Any) -> None:
    rows = [replace(row, parent_id=1 if row.id in (3, 5) else None, group_key="") for row in specimens.rows()]
    shown = list_view(specimens.words(), rows).groups
    (branch,) = shown[0].branches
    assert [(row.code, row.level) for row in branch.themes] == [
        ("T-0001", 0),
        ("T-0003", 1),
        ("T-0005", 1),
        ("T-0002", 0),
        ("T-0004", 0),
    ]
    assert [group.key for group in shown] == ["active", "candidate"]


def test_themes_of_one_touchpoint_stand_together_and_a_child_with_its_parent(specimens: Any) -> None:
    keys = {1: "delivery", 2: "staff", 3: "delivery", 4: "staff", 5: "price"}
    named = {"delivery": {"ja": "配送"}, "staff": {"ja": "接客"}, "price": {"ja": "価格"}}
    rows = [
        replace(row, group_key=keys[row.id], group_label=named[keys[row.id]], parent_id=2 if row.id == 5 else None)
        for row in specimens.rows()
    ]
    found = list_view(specimens.words(), rows).groups[0].branches
    codes = {branch.name: [(row.code, row.level) for row in branch.themes] for branch in found}
    assert codes == {
        "配送": [("T-0001", 0), ("T-0003", 0)],
        "接客": [("T-0002", 0), ("T-0005", 1), ("T-0004", 0)],
    }


def test_weeks_end_with_the_week_of_the_last_comment() -> None:
    assert filters_of({"period": "w4"}, KNOWN).period == Period(date(2026, 10, 26), date(2026, 11, 22))
    assert filters_of({}, KNOWN).period == Period(date(2026, 8, 31), date(2026, 11, 22))
    assert filters_of({"period": "all"}, KNOWN).period is None
    assert filters_of({"period": "w4"}, replace(KNOWN, span=None)).period is None


def test_days_the_wrong_way_round_are_put_right_and_bad_ones_left_out() -> None:
    turned = {"period": "dates", "from": "2026-11-10", "to": "2026-11-01"}
    assert filters_of(turned, KNOWN).period == Period(date(2026, 11, 1), date(2026, 11, 10))
    bad = {"period": "dates", "from": "yesterday", "to": "2026-10-01"}
    assert filters_of(bad, KNOWN).period == Period(date(2026, 8, 31), date(2026, 10, 1))


def test_only_what_is_known_can_be_asked_for() -> None:
    found = filters_of({"source": "nowhere", "channel": "fax", "s.tier": "プラチナ", "s.other": "x"}, KNOWN)
    assert (found.sources, found.channels, found.segments) == ((), (), ())
    found = filters_of({"source": "mail", "channel": "ticket", "s.tier": "ゴールド", "touchpoint": "delivery"}, KNOWN)
    assert (found.sources, found.channels, found.segments) == (("mail",), ("ticket",), (("tier", "ゴールド"),))
    assert found.touchpoints == ("delivery",)


def test_the_form_shows_what_was_asked(specimens: Any) -> None:
    query = {"period": "w4", "s.tier": "ゴールド", "cursor": "x", "lang": "en"}
    form = form_of(specimens.words(), query, KNOWN, filters_of(query, KNOWN))
    assert form.period == "w4"
    assert form.active
    assert {choice.name: choice.chosen for choice in form.choices if choice.chosen} == {"s.tier": "ゴールド"}
    assert kept(query) == {"period": "w4", "s.tier": "ゴールド"}


def test_a_source_alone_is_no_choice(specimens: Any) -> None:
    alone = replace(KNOWN, sources=["sample"])
    form = form_of(specimens.words(), {}, alone, filters_of({}, alone))
    assert next(choice for choice in form.choices if choice.name == "source").options == ()
    assert not form.active
    assert form.last == (date(2026, 11, 20) + timedelta(days=2)).isoformat()
