from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from models.database import Sessions, reading
from models.tables import Score
from workers.columns import guess
from workers.connectors.notes import NoteCode
from workers.directions import direction, labels_of, unclear_ends
from workers.ingestion import ImportOptions, import_path, plan
from workers.mapping import Column, Role, given
from workers.scores import parse_score


@pytest.mark.parametrize(
    "heading",
    [
        "満足度（1:満足～5:不満）", "満足度（１：とても満足　２：満足　３：普通　４：不満　５：とても不満）",
        "Satisfaction (1 = very satisfied … 5 = very dissatisfied)", "満足度 1が満足、5が不満",
        "満足度（満足1～不満5）", "満足度（満足：1～不満：5）", "満足度（満足 1・2・3・4・5 不満）",
        "満足度（1.満足 2.やや満足 3.普通 4.やや不満 5.不満）", "満足度（1とても満足～5とても不満）",
        "満足度[①満足 ②やや満足 ④やや不満 ⑤不満]", "ご満足いただけましたか。1（大変満足）～5（大変不満）",
        "手続きは簡単でしたか（1:とても簡単～7:とても難しい）", "手間（1:手間がかからない～7:手間がかかる）",
        "推奨度（0:ぜひ勧めたい～10:まったく勧めたくない）", "評価（1＝良い，2＝普通，3＝悪い）",
        "How easy was it? (1 = very easy, 7 = very difficult)", "評価（1：最高、5：最低）",
    ],
)  # fmt: skip
def test_a_heading_that_calls_its_lowest_figure_good_falls(heading: str) -> None:
    assert direction(heading, {}).sign == -1


@pytest.mark.parametrize(
    ("heading", "sign"),
    [
        ("満足度（1:不満～5:満足）", 1), ("満足度（5：満足 ～ 1：不満）", 1), ("満足度（不満 1・2・3・4・5 満足）", 1),
        ("Satisfaction (1 = very dissatisfied, 5 = very satisfied)", 1), ("評価（１＝最低、５＝最高）", 1),
        ("満足度（5段階）", 0), ("総合満足度", 0), ("満足度（1～5）", 0), ("推奨度（0～10）", 0),
        ("満足度（1:満足）", 0),
        ("Q1.満足度 Q5.不満な点", 0), ("問1 満足した点 問2 不満な点", 0), ("3か月以内の満足度を5点満点で", 0),
        ("接客（1:そう思う～5:そう思わない）", 0), ("満足度（1:満足 2:やや満足）", 0), ("手間（1:少ない～7:多い）", 0),
    ],
)  # fmt: skip
def test_a_heading_that_does_not_say_so_is_left_as_it_is(heading: str, sign: int) -> None:
    assert direction(heading, {}).sign == sign


def test_what_was_answered_goes_before_the_heading() -> None:
    cells = labels_of(["1.不満", "２：やや不満", "5 満足", "3", "", "⑤満足"])
    assert cells == {1.0: "不満", 2.0: "やや不満", 5.0: "満足"}
    assert direction("満足度（1:満足～5:不満）", cells).sign == 1


def test_labels_of_one_strength_are_all_the_steps_there_are() -> None:
    assert direction("", labels_of(["1.満足", "2.やや満足", "4.不満"])).ends == (1, 4)
    assert direction("", labels_of(["1.とても満足", "2.満足", "4.やや不満"])).ends is None


def test_ends_whose_words_tell_nothing_are_named_and_others_are_not() -> None:
    assert unclear_ends("接客（1:そう思う～5:そう思わない）") == "1: そう思う, 5: そう思わない"
    assert [unclear_ends(one) for one in ("満足度（1:満足～5:不満）", "満足度（1～5）", "満足度")] == ["", "", ""]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1", 5.0), ("５", 1.0), ("1.満足", 5.0), ("⑤とても不満", 1.0), ("2 やや満足", 4.0), ("満足", 4.0), ("9", 9.0)],
)
def test_figures_of_a_falling_scale_are_turned_and_words_are_not(cell: str, value: float) -> None:
    assert parse_score(cell, falling=(1, 5)) == value


def test_a_falling_column_is_told_and_read_the_right_way_round(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path = tmp_path / "調査.csv"
    rows = ["1,対応がとても良かったです", "4,待ち時間が長くて困りました", "2,また利用します"]
    path.write_text("満足度（1：満足 2：やや満足 3：やや不満 4：不満）,ご意見\n" + "\n".join(rows))
    report = import_path(database, workspace, path)
    assert NoteCode.TURNED in [one.code for one in report.notes]
    (column,) = report.mapping.of(Role.CSAT)
    assert (column.detail, column.falling) == ("4-1", True)
    with reading(database) as session:
        kept = session.execute(select(Score.value, Score.normalised).order_by(Score.id)).all()
    assert [(value, round(normalised, 2)) for value, normalised in kept] == [(4.0, 5.0), (1.0, 1.0), (3.0, 3.67)]


def test_a_person_has_the_last_word_on_the_direction(database: Sessions, workspace: int, tmp_path: Path) -> None:
    heading = "満足度（1:満足～5:不満）"
    seen = guess([heading, "ご意見"], [{heading: "1", "ご意見": "対応が良かったです"}], {})
    as_is = given({heading: "csat:1-5"}, (heading, "ご意見"), seen)
    assert (as_is.columns[0].falling, as_is.columns[0].scale) == (False, (1, 5))
    assert NoteCode.TURNED not in [one.code for one in as_is.notes]
    assert given({heading: "csat"}, (heading, "ご意見"), seen).columns[0].falling
    path = tmp_path / "a.csv"
    path.write_text("接客（1:そう思う～5:そう思わない）,ご意見\n1,対応が良かったです\n")
    report = import_path(
        database, workspace, path, ImportOptions(mapping={"接客（1:そう思う～5:そう思わない）": "csat:5-1"})
    )
    assert report.mapping.columns[0] == Column(
        "接客（1:そう思う～5:そう思わない）", Role.CSAT, "", (1, 5), report.mapping.columns[0].why, (), True
    )
    with reading(database) as session:
        assert session.scalars(select(Score.value)).all() == [5.0]


@pytest.mark.parametrize(
    ("remark", "falling"),
    [
        ("※満足度は 1：満足 ～ 5：不満 でお答えください", True),
        ("※満足度は 1：不満 ～ 5：満足 でお答えください", False),
        ("※待ち時間は 1：満足 ～ 5：不満 でお答えください", False),
    ],
)
def test_a_remark_above_the_headings_speaks_of_the_column_it_names(tmp_path: Path, remark: str, falling: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"アンケート結果,,\n{remark},,\n,,\n回答日,満足度,ご意見\n" + "2026/8/1,1,対応が良かったです\n" * 9)
    assert plan(path).mapping.of(Role.CSAT)[0].falling is falling


def test_a_list_of_codes_in_another_sheet_is_heard(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    answers = workbook.worksheets[0]
    for row in (
        ("回答日", "満足度", "ご意見"),
        *((f"2026/8/{i}", i % 4 + 1, f"対応は{i}点でした") for i in range(1, 21)),
    ):
        answers.append(row)
    codes = workbook.create_sheet("コード表")
    for row in (
        ("設問", "コード", "内容"),
        ("満足度", 1, "満足"),
        (None, 2, "やや満足"),
        (None, 3, "やや不満"),
        (None, 4, "不満"),
    ):
        codes.append(row)
    workbook.save(tmp_path / "a.xlsx")
    (column,) = plan(tmp_path / "a.xlsx").mapping.of(Role.CSAT)
    assert (column.falling, column.scale) == (True, (1, 4))


def test_ends_that_tell_nothing_are_noted() -> None:
    heading = "満足度（1:そう思う～5:そう思わない）"
    seen = guess([heading, "ご意見"], [{heading: "1", "ご意見": "対応が良かったです"}], {})
    assert not seen.columns[0].falling
    assert [one.code for one in seen.notes if one.facts.get("column") == heading] == [NoteCode.UNCLEAR_ENDS]


def test_the_question_of_a_coded_column_counts_as_its_heading() -> None:
    question = {"Q1": "サービスの満足度（1:満足～5:不満）"}
    seen = guess(["Q1", "Q2"], [{"Q1": "1", "Q2": "対応が良かったです"}], question)
    assert seen.columns[0].falling
