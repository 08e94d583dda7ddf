"""Files as Japanese offices save them, from the bytes to the comments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from models.comments import NewComment
from workers.connectors.notes import NoteCode
from workers.connectors.reasons import Reason
from workers.connectors.values import Row, RowProblem
from workers.dates import TOKYO
from workers.incoming import Reader
from workers.ingestion import Plan, plan
from workers.mapping import Role

SAID = ("配達が遅れて困りました", "店員さんが親切でした", "アプリにログインできません", "価格が高いと感じます")
NOW = datetime(2026, 11, 30, tzinfo=UTC)


def looked_at(path: Path, text: str, encoding: str = "cp932") -> Plan:
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return plan(path)


def read(planned: Plan) -> tuple[list[NewComment], list[RowProblem]]:
    """The comments, and every row or cell that could not be taken as it is."""
    reader, comments, odd = Reader(planned.mapping, "s", NOW), [], []
    for row in planned.rows:
        if not isinstance(row, Row):
            odd.append(row)
            continue
        found = reader.read(row)
        comments += found.comments
        odd += [*found.problems, *([found.rejected] if found.rejected else [])]
    return comments, odd


def uses(planned: Plan) -> dict[str, str]:
    return {column.heading: column.role.value for column in planned.mapping.columns}


def said(number: int) -> str:
    return f"{SAID[number % len(SAID)]}{number}"


def day(comment: NewComment) -> date:
    return comment.received_at.astimezone(TOKYO).date()


def test_machine_dependent_characters_of_shift_jis(tmp_path: Path) -> None:
    text = "受付番号,受付日,満足度,ご意見\n" + "".join(
        f"{i},R8.8.{i},{i % 5 + 1},①髙橋～㈱は㍻の頃から{i}\n" for i in range(1, 25)
    )
    comments, odd = read(looked_at(tmp_path / "声.csv", text))
    assert (comments[0].text, day(comments[0]), odd) == ("①髙橋～㈱は㍻の頃から1", date(2026, 8, 1), [])


def test_a_tab_separated_txt_with_full_width_figures(tmp_path: Path) -> None:
    rows = "".join(f"２０２６年８月{i}日\t{'１２３４５'[i % 5]}\t１０\t{said(i)}\n" for i in range(1, 25))
    planned = looked_at(tmp_path / "声.txt", "回答日\t満足度（５段階）\t推奨度（０～１０）\t自由記述\n" + rows)
    comments, odd = read(planned)
    assert [(s.kind, s.value) for s in comments[0].scores] == [("csat", 2.0), ("nps", 10.0)]
    assert (len(comments), odd, day(comments[3])) == (24, [], date(2026, 8, 4))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_semicolons_and_empty_columns_at_the_end(tmp_path: Path, encoding: str) -> None:
    rows = "".join(f"2026/08/{i:02};{i % 11};{said(i)}、{i};;;\n" for i in range(1, 25)) + ";;;;;\n" * 3
    planned = looked_at(tmp_path / "声.csv", "日付;NPS;コメント;;;\n" + rows, encoding)
    assert list(uses(planned).values())[:3] == ["date", "nps", "text"]
    comments, odd = read(planned)
    assert (len(comments), odd) == (24, [])


@pytest.mark.parametrize(
    "written", ["令和8年8月{}日", "令和８年８月{}日（火）", "R8/8/{}", "R08.08.{:02}", "令和 8 年 8 月 {} 日"]
)
def test_dates_of_the_era(tmp_path: Path, written: str) -> None:
    rows = "".join(f"{written.format(i)},{said(i)}\n" for i in range(1, 25))
    comments, odd = read(looked_at(tmp_path / "声.csv", "受付日,内容\n" + rows))
    assert ([day(one) for one in comments], odd) == ([date(2026, 8, i) for i in range(1, 25)], [])


@pytest.mark.parametrize("groups", ["基本情報,基本情報,基本情報,評価,評価,意見", "基本情報,,,評価,,意見"])
def test_two_heading_rows_the_upper_of_which_names_groups(tmp_path: Path, groups: str) -> None:
    rows = "".join(f"A{i},2026/08/{i:02},{'男女'[i % 2]},{i % 5 + 1},{i % 11},{said(i)}\n" for i in range(1, 25))
    planned = looked_at(tmp_path / "声.csv", f"{groups}\n回答ID,回答日時,性別,満足度,推奨度,自由回答\n{rows}")
    assert uses(planned) == {
        "回答ID": "id", "回答日時": "date", "性別": "segment", "満足度": "csat", "推奨度": "nps", "自由回答": "text",
    }  # fmt: skip
    assert NoteCode.TWO_HEADING_ROWS in [one.code for one in planned.opened.notes]
    comments, odd = read(planned)
    assert (comments[0].external_id, len(comments), odd) == ("A1", 24, [])


def test_headings_used_twice_above_answers_are_no_second_heading(tmp_path: Path) -> None:
    rows = "良い,良い,コメント,ご意見,満足\n普通,良い,コメント,配達が遅い,普通\n" * 12
    planned = looked_at(tmp_path / "声.csv", "評価,評価,備考,備考,備考\n" + rows)
    assert len(list(planned.rows)) == 24


def merged(sheet: Worksheet) -> None:
    """As a branch office sends it: a title, groups over the headings, the shop's name once over its rows."""
    sheet["A1"] = "2026年8月 お客様アンケート集計"
    for place, words in (("A3", "基本情報"), ("D3", "満足度"), ("F3", "ご意見")):
        sheet[place] = words
    for area in ("A1:F1", "A3:C3", "D3:E3", "F3:F4", "C5:C14", "C15:C24"):
        sheet.merge_cells(area)
    for place, words in zip("ABCDE", ["No", "回答日", "店舗", "接客", "商品"], strict=True):
        sheet[f"{place}4"] = words
    for i in range(1, 21):
        for place, value in (("A", i), ("B", date(2026, 8, i)), ("D", i % 5 + 1), ("E", 3), ("F", said(i))):
            sheet[f"{place}{i + 4}"] = value
    sheet["C5"], sheet["C15"] = "新宿店", "渋谷店"


def test_merged_cells_of_a_workbook(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    merged(workbook.worksheets[0])
    workbook.save(tmp_path / "声.xlsx")
    planned = plan(tmp_path / "声.xlsx")
    assert uses(planned) == {
        "No": "counter", "回答日": "date", "店舗": "segment", "接客": "csat", "商品": "ignored", "ご意見": "text",
    }  # fmt: skip
    comments, odd = read(planned)
    assert [one.segment["店舗"] for one in comments] == ["新宿店"] * 10 + ["渋谷店"] * 10
    assert ([one.scores[0].value for one in comments[:3]], odd) == ([2.0, 3.0, 4.0], [])


def test_a_comment_merged_over_rows_is_one_comment(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(("会員番号", "回答日", "購入品", "満足度", "ご意見"))
    for i in range(0, 20, 2):
        sheet.append((f"M{i}", f"2026/8/{i + 1}", "茶", i % 5 + 1, said(i)))
        sheet.append((None, None, "菓子", None, said(i + 1) if i == 4 else None))
        for column in "ABD" if i == 4 else "ABDE":
            sheet.merge_cells(f"{column}{i + 2}:{column}{i + 3}")
    workbook.save(tmp_path / "声.xlsx")
    comments, odd = read(plan(tmp_path / "声.xlsx"))
    assert ([one.text for one in comments if said(4) in one.text or said(5) in one.text], odd) == (
        [said(4), said(5)],
        [],
    )
    assert (len(comments), sum(len(one.scores) for one in comments)) == (11, 10)
    assert [(one.author, day(one)) for one in comments[2:4]] == [("M4", date(2026, 8, 5))] * 2


def test_a_list_of_codes_before_the_answers_is_not_taken_for_them(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    codes = workbook.worksheets[0]
    codes.title = "コード表"
    for row in (("設問", "コード", "内容"), ("満足度", 1, "満足"), ("満足度", 5, "不満")):
        codes.append(row)
    answers = workbook.create_sheet("回答")
    answers.append(("回答日", "満足度", "ご意見"))
    for i in range(1, 21):
        answers.append((date(2026, 8, i), i % 5 + 1, said(i)))
    workbook.save(tmp_path / "声.xlsx")
    assert len(read(plan(tmp_path / "声.xlsx"))[0]) == 20
    workbook.remove(answers)
    workbook.save(tmp_path / "声.xlsx")
    assert plan(tmp_path / "声.xlsx").opened.headings == ("設問", "コード", "内容")


def test_figures_that_a_spreadsheet_keeps_as_text(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(("回答日", "推奨度", "コメント"))
    written = ("10", "９", "7 ", "'8", " 0")
    for i in range(1, 21):
        sheet.append((f"2026/8/{i}", written[i % 5], said(i)))
    workbook.save(tmp_path / "声.xlsx")
    comments, odd = read(plan(tmp_path / "声.xlsx"))
    assert ([one.scores[0].value for one in comments[:5]], odd) == ([9.0, 7.0, 8.0, 0.0, 10.0], [])


def test_zeros_kept_by_a_formula_stay_in_the_number(tmp_path: Path) -> None:
    rows = "".join(f'="{i:05}",2026/8/{i},"{said(i)}\n急ぎ, ""至急"""\n' for i in range(1, 21))
    comments, odd = read(looked_at(tmp_path / "声.csv", "管理番号,受付日時,お問い合わせ内容\n" + rows))
    assert (comments[0].external_id, odd) == ("00001", [])
    assert comments[0].text.endswith('急ぎ, "至急"')


def test_answers_in_columns_that_only_have_numbers(tmp_path: Path) -> None:
    last = ["" if i % 3 else said(i + 2) for i in range(29)]
    rows = "".join(
        f"U{i},2026/8/{i},{i % 5 + 1},{said(i)},{'はい' if i % 2 else 'いいえ'},{said(i + 1)}。,{last[i]}\n"
        for i in range(1, 29)
    )
    planned = looked_at(tmp_path / "声.csv", "回答者ID,回答日,Q1,Q2,Q3,Q4,Q5\n" + rows)
    assert [column.heading for column in planned.mapping.of(Role.TEXT)] == ["Q2", "Q4", "Q5"]
    comments, odd = read(planned)
    assert (len(comments), {one.author for one in comments[:2]}, odd) == (28 + 28 + 9, {"U1"}, [])


def test_sums_below_the_answers_are_no_answers(tmp_path: Path) -> None:
    rows = "".join(f"新宿店,2026/8/{i},{i % 5 + 1},{said(i)}\n" for i in range(1, 25))
    text = f"店舗,回答日,満足度,ご意見\n{rows}合計,,90,24件\n平均,,3.0,\n計,2026/8/30,3,計画どおりでした\n"
    comments, odd = read(looked_at(tmp_path / "声.csv", text))
    assert [(one.row, one.code, one.column) for one in odd] == [
        (26, Reason.NOT_AN_ANSWER, "店舗"), (27, Reason.NOT_AN_ANSWER, "店舗"),
    ]  # fmt: skip
    assert len(comments) == 25
