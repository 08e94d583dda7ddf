from __future__ import annotations

import pytest

from workers.columns import guess
from workers.connectors.notes import NoteCode
from workers.dates import Order
from workers.headings import roles_of
from workers.mapping import Mapping, Role, given
from workers.scores import parse_score, scale_of, stated_scale


def sample(columns: dict[str, list[str]]) -> Mapping:
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return guess(list(columns), rows, {})


def roles(mapping: Mapping) -> dict[str, Role]:
    return {column.heading: column.role for column in mapping.columns}


TEXTS = [f"{i} 回目の利用ですが、配達が{i}日も遅れて困りました。改善してください。" for i in range(40)]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("本文", Role.TEXT),
        ("コメント", Role.TEXT),
        ("ご意見・ご要望をお書きください", Role.TEXT),
        ("自由記述", Role.TEXT),
        ("感想", Role.TEXT),
        ("申告内容の要約", Role.TEXT),
        ("Review Text", Role.TEXT),
        ("What could we improve?", Role.TEXT),
        ("feedback", Role.TEXT),
        ("受付日時", Role.DATE),
        ("回答日", Role.DATE),
        ("タイムスタンプ", Role.DATE),
        ("created_at", Role.DATE),
        ("満足度", Role.CSAT),
        ("Star Rating", Role.CSAT),
        ("推奨度", Role.NPS),
        ("当店を友人に薦める可能性は？", Role.NPS),
        ("NPS", Role.NPS),
        ("手続きは簡単でしたか", Role.CES),
        ("Customer effort", Role.CES),
        ("受付番号", Role.ID),
        ("response_id", Role.ID),
        ("会員番号", Role.AUTHOR),
        ("Customer ID", Role.AUTHOR),
        ("性　別", Role.SEGMENT),
        ("年代", Role.SEGMENT),
        ("会員ランク", Role.SEGMENT),
        ("店舗名", Role.SEGMENT),
        ("plan", Role.SEGMENT),
        ("氏名", Role.PERSONAL),
        ("E-mail", Role.PERSONAL),
        ("電話番号", Role.PERSONAL),
        ("Location Latitude", Role.PERSONAL),
        ("言語", Role.LANGUAGE),
        ("件名", Role.TITLE),
    ],
)
def test_headings_say_what_their_column_is(heading: str, role: Role) -> None:
    assert roles_of(heading)[0] is role


@pytest.mark.parametrize("heading", ["商品名", "電話対応について", "process", "successful", "合計金額", "車名"])
def test_headings_that_only_look_alike_are_not_personal(heading: str) -> None:
    assert Role.PERSONAL not in roles_of(heading)
    assert Role.CES not in roles_of(heading)


def test_a_usual_japanese_survey_is_understood() -> None:
    mapping = sample(
        {
            "回答番号": [str(i) for i in range(40)],
            "回答日時": [f"2024/10/{i % 28 + 1:02} 10:00" for i in range(40)],
            "お名前": ["山田 太郎"] * 40,
            "総合満足度": [str(i % 5 + 1) for i in range(40)],
            "接客の満足度": [str(i % 5 + 1) for i in range(40)],
            "おすすめしたい度": [str(i % 11) for i in range(40)],
            "ご利用店舗": ["渋谷", "新宿"] * 20,
            "その理由": TEXTS,
        }
    )
    assert roles(mapping) == {
        "回答番号": Role.ID,
        "回答日時": Role.DATE,
        "お名前": Role.PERSONAL,
        "総合満足度": Role.CSAT,
        "接客の満足度": Role.IGNORED,
        "おすすめしたい度": Role.NPS,
        "ご利用店舗": Role.SEGMENT,
        "その理由": Role.TEXT,
    }
    assert mapping.of(Role.CSAT)[0].scale == (1.0, 5.0)


def test_without_headings_that_say_anything_the_content_decides() -> None:
    mapping = sample(
        {
            "a": [f"2024-10-{i % 28 + 1:02}" for i in range(40)],
            "b": TEXTS,
            "c": [str(i % 11) for i in range(40)],
            "d": ["東", "西", "南", "北"] * 10,
            "e": [f"user{i}@example.com" for i in range(40)],
            "f": [f"SKU-{i:05}" for i in range(40)],
        }
    )
    assert list(roles(mapping).values()) == [Role.DATE, Role.TEXT, Role.NPS, Role.SEGMENT, Role.PERSONAL, Role.IGNORED]


def test_a_heading_that_its_content_contradicts_is_not_believed() -> None:
    mapping = sample({"評価": TEXTS, "コメント": [str(i) for i in range(40)], "日付": ["購入時から"] * 40})
    assert roles(mapping) == {"評価": Role.TEXT, "コメント": Role.IGNORED, "日付": Role.IGNORED}


def test_one_wrong_cell_in_a_short_file_leaves_the_column_its_dates() -> None:
    days = [f"2026-04-0{day}" for day in range(1, 8)]
    found = roles(sample({"回答日時": [*days, "合計"], "自由記述": TEXTS[:8]}))
    assert found["回答日時"] is Role.DATE


def test_months_alone_are_no_time_of_a_comment() -> None:
    mapping = sample({"初度登録年月": ["2005年06月", "2012年09月"] * 20, "申告内容": TEXTS})
    assert roles(mapping)["初度登録年月"] is not Role.DATE
    assert [one.code for one in mapping.notes] == [NoteCode.NO_DATE]


def test_an_address_of_prefectures_is_a_region_and_one_of_houses_is_dropped() -> None:
    assert roles(sample({"住所": ["東京", "大阪"] * 20, "本文": TEXTS}))["住所"] is Role.SEGMENT
    houses = [f"東京都千代田区丸の内{i}丁目1-1" for i in range(40)]
    assert roles(sample({"住所": houses, "本文": TEXTS}))["住所"] is Role.PERSONAL


def test_the_same_words_twice_are_one_comment() -> None:
    mapping = sample({"comment": TEXTS, "comment_clean": TEXTS})
    assert [column.heading for column in mapping.of(Role.TEXT)] == ["comment"]


def test_swappable_dates_are_mentioned() -> None:
    mapping = sample({"date": ["06/10/2024", "05/04/2024"] * 20, "comment": TEXTS})
    assert mapping.order is Order.MONTH_FIRST
    assert [(one.code, one.facts["column"]) for one in mapping.notes] == [(NoteCode.DATE_ORDER, "date")]


def test_a_mapping_prints_as_a_table() -> None:
    lines = str(sample({"番号": [str(1000 + i) for i in range(40)], "ご意見": TEXTS})).splitlines()
    assert lines[0] == "layout guessed, channel survey"
    assert lines[2].split() == ["番号", "id", "heading"]
    assert lines[3].split() == ["ご意見", "text", "heading"]


@pytest.mark.parametrize("heading", ["No", "Ｎｏ．", "№", "#", "番号", "通番", "連番"])
def test_a_number_that_only_counts_the_rows_is_no_id(heading: str) -> None:
    counted = [str(i) for i in range(1, 41)]
    missing = [str(i) for i in range(1, 43) if i not in (7, 30)]
    for cells in (counted, missing, counted[::-1], [str(i) for i in range(40)]):
        assert roles(sample({heading: cells, "ご意見": TEXTS}))[heading] is Role.COUNTER
    for cells in (
        [str(i) for i in range(1001, 1041)],
        [f"A-{i}" for i in range(40)],
        [str(i * 7 + 1) for i in range(40)],
    ):
        assert roles(sample({heading: cells, "ご意見": TEXTS}))[heading] is Role.ID


def test_a_counter_leaves_the_real_id_its_place() -> None:
    found = roles(
        sample({"No": [str(i + 1) for i in range(40)], "受付番号": [str(i) for i in range(40)], "本文": TEXTS})
    )
    assert (found["No"], found["受付番号"]) == (Role.COUNTER, Role.ID)


def test_a_persons_word_replaces_the_guess() -> None:
    numbers = [str(1000 + i) for i in range(40)]
    mapping = sample({"番号": numbers, "ご意見": TEXTS, "理由": TEXTS[::-1], "d": ["1", "2"] * 20})
    changed = given({"理由": "text", "d": "csat:2"}, ("番号", "ご意見", "理由", "d"), mapping)
    assert roles(changed) == {"番号": Role.ID, "ご意見": Role.IGNORED, "理由": Role.TEXT, "d": Role.CSAT}
    assert changed.of(Role.CSAT)[0].scale == (1.0, 2.0)
    with pytest.raises(ValueError, match="wanted one of text, title"):
        given({"d": "nonsense"}, ("番号", "ご意見", "理由", "d"), mapping)


def test_what_a_person_decided_is_not_doubted() -> None:
    mapping = sample({"満足度": ["A", "B"] * 20, "回答日": ["先月", "春頃"] * 20, "コメント": TEXTS})
    headings = ("満足度", "回答日", "コメント")
    assert [one.facts.get("column") for one in given({"回答日": "date"}, headings, mapping).notes] == ["満足度"]
    assert [one.code for one in given({"満足度": "ignored"}, headings, mapping).notes] == [
        NoteCode.NO_DATE,
        NoteCode.UNFIT_DATE,
    ]


def test_a_given_mapping_may_be_written_either_way_round() -> None:
    mapping = sample({"a": TEXTS, "b": TEXTS[::-1]})
    assert roles(given({"text": "b"}, ("a", "b"), mapping)) == {"a": Role.IGNORED, "b": Role.TEXT}


@pytest.mark.parametrize(
    ("cell", "value"),
    [("9", 9.0), ("４", 4.0), ("4点", 4.0), ("10 - とても薦めたい", 10.0), ("★★★★☆", 4.0), ("3/5", 3.0),
     ("やや満足", 4.0), ("Very satisfied", 5.0), ("4.5", 4.5), ("", None), ("3日", None), ("満足しています", None),
     ("どちらとも言えない", 3.0), ("どちらとも　いえない", 3.0), ("どちらでもない", 3.0), ("普通", 3.0),
     ("とても不満足", 1.0), ("まあ満足している", 4.0), ("どちらかと言えば不満", 2.0), ("あまり満足していない", 2.0),
     ("全く満足していない", 1.0), ("とても良い", 5.0), ("やや悪い", 2.0),
     ("満足でも不満でもない", 3.0), ("大変", None), ("星4つ", 4.0), ("星五つ", 5.0), ("⭐⭐", 2.0), ("★☆☆☆☆", 1.0)],
)  # fmt: skip
def test_scores_are_read_as_they_are_written(cell: str, value: float | None) -> None:
    assert parse_score(cell) == value


def test_the_scale_is_what_the_heading_states_or_the_values_need() -> None:
    assert scale_of(Role.CSAT, "満足度", [1, 3, 5]) == (1, 5)
    assert scale_of(Role.CSAT, "満足度", [1, 8]) == (1, 10)
    assert scale_of(Role.CSAT, "満足度（10段階）", [1, 3, 5]) == (1, 10)
    assert scale_of(Role.CSAT, "満足度（5段階）", [0, 3, 5]) == (0, 5)
    assert scale_of(Role.CES, "手間", [1, 3]) == (1, 7)
    assert scale_of(Role.CSAT, "金額", [1, 30_000]) is None
    assert scale_of(Role.NPS, "NPS", [0, 10, 7]) == (0, 10)
    assert scale_of(Role.NPS, "NPS", [9, 3, 11, 8, 7, 0]) == (0, 10)
    assert scale_of(Role.NPS, "NPS", [90, 30, 11, 80]) is None
    assert scale_of(Role.CSAT, "満足度", [1, 3, 5, 4, 2, 11]) == (1, 5)
    assert scale_of(Role.CSAT, "満足度", [1, 3, 5, 4, 2, 8]) == (1, 10)
    assert scale_of(Role.CES, "手間", [1, 3, 5, 4, 2, 9]) == (1, 7)


@pytest.mark.parametrize(
    ("heading", "scale"),
    [
        ("満足度（0～10）", (0, 10)), ("満足度(０〜１０)", (0, 10)), ("満足度［0-10］", (0, 10)),
        ("満足度【0－10】", (0, 10)), ("満足度（0から10でお答えください）", (0, 10)), ("満足度（0点～10点）", (0, 10)),
        ("満足度 0～10", (0, 10)),
        ("満足度（0：とても不満～10：とても満足）", (0, 10)), ("0から10の11段階で満足度を", (0, 10)),
        ("満足度（10～0）", (0, 10)), ("満足度（１～５）", (1, 5)), ("満足度（5：満足 ～ 1：不満）", (1, 5)),
        ("満足度を1～5の5段階で", (1, 5)),
        ("満足度（11段階）", (0, 10)), ("満足度（7段階）", (None, 7)), ("満足度（100点満点）", (None, 100)),
        ("Q1-5 満足度", None), ("問1～3の満足度", None), ("満足度（1～3月）", None), ("1～3月の満足度", None),
        ("満足度（10～20代）", None), ("満足度（1回目～5回目）", None), ("満足度（-1～5）", None), ("満足度", None),
    ],
)  # fmt: skip
def test_a_heading_may_state_its_scale(heading: str, scale: tuple[float | None, float] | None) -> None:
    assert stated_scale(heading) == scale


@pytest.mark.parametrize("first_rows", [["3", "4", "5"], ["1", "10"], ["0"], ["7", "8"]])
def test_a_stated_scale_holds_whatever_the_first_rows_say(first_rows: list[str]) -> None:
    cells = [first_rows[i % len(first_rows)] for i in range(40)]
    mapping = sample({"満足度（0～10）": cells, "ご意見": TEXTS})
    assert mapping.of(Role.CSAT)[0].scale == (0, 10)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("満足 やや満足 どちらとも言えない やや不満 不満", [5, 4, 3, 2, 1]),
        ("満足している まあ満足している どちらともいえない やや不満だ 不満だ", [5, 4, 3, 2, 1]),
        ("満足 やや満足 普通 不満", [5, 4, 3, 1]),
        ("とても満足 満足 普通 不満 とても不満", [5, 4, 3, 2, 1]),
        ("大変満足 満足 普通 やや不満 不満", [5, 4, 3, 2, 1]),
        ("非常に満足 満足 やや満足 どちらでもない やや不満 不満 非常に不満", [5, 4, 4, 3, 2, 2, 1]),
        ("大変満足 満足 やや満足 普通 やや不満 不満", [5, 4, 4, 3, 2, 2]),
        ("満足 普通 不満", [4, 3, 2]),
        ("満足している あまり満足していない まったく満足していない", [5, 2, 1]),
        ("satisfied somewhat_satisfied neutral somewhat_dissatisfied dissatisfied", [5, 4, 3, 2, 1]),
    ],
)  # fmt: skip
def test_bare_words_are_the_ends_where_the_column_has_weaker_ones_only(words: str, values: list[float]) -> None:
    options = [word.replace("_", " ") for word in words.split()]
    mapping = sample({"満足度（4段階）": [options[i % len(options)] for i in range(40)], "ご意見": TEXTS})
    column = mapping.of(Role.CSAT)[0]
    assert [parse_score(option, column.ends) for option in options] == values
    assert column.scale == (1, 5)


def test_short_comments_that_sound_like_answers_are_still_comments() -> None:
    mapping = sample({"会員番号": [f"m{i}" for i in range(40)], "ご意見": ["良い", "悪い", "とても良い", "普通"] * 10})
    assert roles(mapping)["ご意見"] is Role.TEXT


def test_one_score_beyond_the_scale_leaves_the_column_its_scores() -> None:
    mapping = sample({"NPS": ["9", "3", "11", "8", "7", "0"], "コメント": TEXTS[:6]})
    assert roles(mapping)["NPS"] is Role.NPS


@pytest.mark.parametrize("words", ["わからない", "不明", "N/A", "don't know", "該当なし"])
def test_who_does_not_know_gave_no_wrong_score_and_no_wrong_date(words: str) -> None:
    scores = [words if i % 3 == 0 else str(i % 11) for i in range(40)]
    days = [words if i % 3 == 1 else f"2026/10/{i % 28 + 1}" for i in range(40)]
    found = roles(sample({"NPS": scores, "回答日": days, "コメント": TEXTS}))
    assert (found["NPS"], found["回答日"]) == (Role.NPS, Role.DATE)


def test_most_cells_make_a_column_of_dates() -> None:
    days = ["2026/11/01", "2026/11/02", "先週", "2026/11/04", "いつか", "2026/11/06", "2026/11/07"]
    assert roles(sample({"回答日": days, "コメント": TEXTS[:7]}))["回答日"] is Role.DATE


def test_a_score_or_date_that_is_none_is_named_with_its_cells() -> None:
    mapping = sample({"満足度": ["A", "B"] * 20, "回答日": ["先月", "春頃"] * 20, "コメント": TEXTS})
    told = {one.code: dict(one.facts) for one in mapping.notes}
    assert told[NoteCode.UNFIT_SCORE] == {"column": "満足度", "score": "csat", "cells": "A, B"}
    assert told[NoteCode.UNFIT_DATE] == {"column": "回答日", "cells": "先月, 春頃"}
    assert NoteCode.NO_DATE in told


def test_answers_in_words_with_a_comment_among_them_are_comments() -> None:
    answers = ["満足", "とても満足", "レジが混んでいて長く待たされました", "やや不満"] * 2
    assert roles(sample({"id": [f"a{i}" for i in range(8)], "満足した点": answers}))["満足した点"] is Role.TEXT


def test_a_heading_that_promises_the_own_words_wins_over_longer_cells() -> None:
    mapping = sample(
        {
            "ID": ["1", "2", "3"],
            "NPSスコア": ["9", "3", "7"],
            "顧客満足度": ["★★★★★", "★☆☆☆☆", "星4つ"],
            "自由回答": ["よい", "悪い", "普通"],
        }
    )
    assert list(roles(mapping).values())[1:] == [Role.NPS, Role.CSAT, Role.TEXT]


def test_comments_that_begin_with_a_figure_are_comments() -> None:
    texts = [f"{i % 5}点ほど気になりました。配送の{i}便です" for i in range(40)]
    assert roles(sample({"a": texts, "b": ["東", "西"] * 20}))["a"] is Role.TEXT


def test_a_key_named_text_is_the_text() -> None:
    answers = ["10 - とても薦めたい", "0 - 全く薦めたくない", "どちらとも"]
    found = roles(sample({"nps": answers, "text": ["よい", "悪い", "普通"]}))
    assert (found["nps"], found["text"]) == (Role.NPS, Role.TEXT)


def test_a_kind_of_comment_is_no_comment() -> None:
    found = roles(sample({"コメント種別": ["苦情", "要望", "賞賛", "質問"] * 10, "コメント": TEXTS}))
    assert found == {"コメント種別": Role.SEGMENT, "コメント": Role.TEXT}


def test_a_date_and_its_time_may_stand_in_two_columns() -> None:
    found = roles(
        sample(
            {"日付": ["2026/11/01"] * 40, "時刻": ["10:30", "午後3時"] * 20, "回答時間": ["0:05"] * 40, "感想": TEXTS}
        )
    )
    assert (found["日付"], found["時刻"]) == (Role.DATE, Role.TIME)
    assert found["回答時間"] is not Role.TIME


def test_what_stands_beside_a_score_in_an_object_is_no_score_that_failed() -> None:
    scopes = ["transactional", "relational"] * 20
    mapping = sample({"scores.csat": ["1", "5"] * 20, "scores.csat.scope": scopes, "text": TEXTS})
    assert NoteCode.UNFIT_SCORE not in [one.code for one in mapping.notes]
