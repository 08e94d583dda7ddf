"""What people really send: the message names the row and what was wanted, the good rows stay."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from workers.connectors.layouts import recognise
from workers.connectors.reasons import Reason
from workers.connectors.registry import connector_for, connector_named
from workers.connectors.values import OpenOptions, Row, RowProblem, UnreadableFile


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, **options: str | int | None) -> tuple[list[Row], list[RowProblem]]:
    opened = connector_for(path).open(path, OpenOptions(**options))  # type: ignore[arg-type]
    found = list(opened.rows)
    return [x for x in found if isinstance(x, Row)], [x for x in found if isinstance(x, RowProblem)]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.xlsx", "a.csv.gz", "a"])
def test_an_empty_file_is_named(tmp_path: Path, name: str) -> None:
    content = gzip.compress(b"") if name.endswith("gz") else b""
    with pytest.raises(UnreadableFile) as caught:
        read(write(tmp_path / name, content))
    assert caught.value.code is Reason.EMPTY_FILE
    assert name in caught.value.reason_en
    assert "空" in caught.value.reason_ja


def test_a_table_of_text_named_json_is_refused_row_by_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", "日付,感想\n2026-04-01,遅い\n")
    opened = connector_for(path).open(path, OpenOptions())
    assert recognise(opened.headings) is None
    assert all(isinstance(row, RowProblem) for row in opened.rows)


def test_sheets_left_empty_hidden_or_with_a_title_alone_are_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["アンケート結果"])
    book.create_sheet("空")
    hidden = book.create_sheet("隠し")
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("データ")
    for sheet, words in ((hidden, "秘密"), (shown, "遅い")):
        sheet.append(["id", "text"])
        sheet.append(["1", words])
    book.save(tmp_path / "a.xlsx")
    assert [row.values["text"] for row in read(tmp_path / "a.xlsx")[0]] == ["遅い"]
    assert [row.values["text"] for row in read(tmp_path / "a.xlsx", sheet="隠し")[0]] == ["秘密"]


@pytest.mark.parametrize("content", [" \n\n \n", "\ufeff", ",,,\n,,\n"])
def test_a_file_of_nothing_but_space_is_empty(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(write(tmp_path / "a.csv", content))
    assert caught.value.code is Reason.EMPTY_FILE


def test_bytes_that_are_no_text_are_refused_with_what_was_wanted(tmp_path: Path) -> None:
    content = b"text\n" + bytes(range(128, 256)) * 3 + b"\n" + b"\xff\xfe\xfd\n" * 5
    with pytest.raises(UnreadableFile) as caught:
        read(write(tmp_path / "a.csv", content))
    assert caught.value.code is Reason.UNKNOWN_ENCODING
    assert "UTF-8" in caught.value.reason_en


def test_one_broken_byte_costs_one_row(tmp_path: Path) -> None:
    rows = [f"{i},とても丁寧な対応でした".encode() for i in range(50)]
    rows[20] = b"20,\xe3\x81 broken"
    kept, bad = read(write(tmp_path / "a.csv", b"id,text\n" + b"\n".join(rows) + b"\n"))
    assert len(kept) == 49
    assert [(p.row, p.code, p.column) for p in bad] == [(22, Reason.UNDECODABLE, "text")]
    assert "0xE3" in bad[0].reason_en


def test_wrong_column_counts_are_named_and_the_others_kept(tmp_path: Path) -> None:
    kept, bad = read(
        write(tmp_path / "a.csv", "id,text,date\n1,良い,2024/1/1\n2,足りない\n3,多い,2024/1/1,x,y\n4,良い,2024/1/2\n")
    )
    assert [row.values["id"] for row in kept] == ["1", "4"]
    assert [row.number for row in kept] == [2, 5]
    assert [(p.row, p.code) for p in bad] == [(3, Reason.WRONG_COLUMN_COUNT), (4, Reason.WRONG_COLUMN_COUNT)]
    assert "2 columns; wanted 3" in bad[0].reason_en


def test_commas_nobody_quoted_cost_neither_the_headings_nor_a_row(tmp_path: Path) -> None:
    lines = ["id,comment", *[f"{i},late again {i}" for i in range(1, 40)]]
    lines[6] = "6,The box was crushed, dirty, wet, and late"
    opened = connector_for(path := write(tmp_path / "a.csv", "\n".join(lines) + "\n")).open(path, OpenOptions())
    rows = [row for row in opened.rows if isinstance(row, Row)]
    assert opened.headings == ("id", "comment")
    assert [row.values["id"] for row in rows] == [str(i) for i in range(1, 40)]
    assert rows[5].values["comment"] == "The box was crushed, dirty, wet, and late"
    assert [(p.row, p.code) for row in rows for p in row.assumed] == [(7, Reason.REJOINED)]


def test_a_tiny_file_with_stray_commas_keeps_its_headings(tmp_path: Path) -> None:
    kept, bad = read(write(tmp_path / "a.csv", "id,コメント\n1,遅い,余分,余分2\n2\n3,よい"))
    assert [row.values["コメント"] for row in kept] == ["遅い,余分,余分2", "よい"]
    assert [(p.row, p.code) for p in bad] == [(3, Reason.WRONG_COLUMN_COUNT)]


def test_remarks_beside_one_row_of_a_sheet_cost_no_headings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "コメント"], ["1", "遅い"], ["2", "早い", "要", "確", "認"], ["3", "普通"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    kept, bad = read(tmp_path / "a.xlsx")
    assert ([row.values["コメント"] for row in kept], bad) == (["遅い", "早い", "普通"], [])


def test_a_comma_in_a_name_moves_no_name_into_the_comment(tmp_path: Path) -> None:
    lines = ["id,name,comment", *[f"{i},Taro,late {i}" for i in range(20)], "20,Smith, John,It was bad"]
    kept, bad = read(write(tmp_path / "a.csv", "\n".join(lines)))
    assert len(kept) == 20
    assert [(p.row, p.code) for p in bad] == [(22, Reason.WRONG_COLUMN_COUNT)]


@pytest.mark.parametrize(
    "above", [["アンケート結果"], ["アンケート結果", "", "2026年11月"], ["店舗,渋谷", "期間,11月", "担当,CX"]]
)
@pytest.mark.parametrize("rows", [1, 2, 30])
def test_lines_above_the_headings_are_passed_over(tmp_path: Path, above: list[str], rows: int) -> None:
    table = ["番号,日付,店舗,ご意見", *[f"{i},2026/11/01,渋谷,遅い" for i in range(rows)]]
    kept, bad = read(write(tmp_path / "a.csv", "\n".join([*above, *table])))
    assert [row.values["ご意見"] for row in kept] == ["遅い"] * rows
    assert bad == []


def test_empty_cells_beyond_the_headings_do_no_harm(tmp_path: Path) -> None:
    kept, bad = read(write(tmp_path / "a.csv", "id,text\n1,良い,,\n\n2,遅い\n"))
    assert [row.values for row in kept] == [{"id": "1", "text": "良い"}, {"id": "2", "text": "遅い"}]
    assert bad == []


@pytest.mark.parametrize("quoted", [True, False])
def test_a_fifty_megabyte_cell_costs_its_row_only(tmp_path: Path, quoted: bool) -> None:
    cell = "あ" * (50 * 2**20 // 3)
    quote = '"' if quoted else ""
    path = write(tmp_path / "a.csv", f'id,text,note\n1,良い,x\n2,{quote}{cell}{quote},y\n3,"a ""b"", c",z\n')
    kept, bad = read(path)
    assert [row.values for row in kept] == [
        {"id": "1", "text": "良い", "note": "x"},
        {"id": "3", "text": 'a "b", c', "note": "z"},
    ]
    assert [(p.row, p.column, p.code) for p in bad] == [(3, "text", Reason.CELL_TOO_LONG)]
    assert f"{len(cell)} characters, the limit is 50000" in bad[0].reason_en
    assert len(bad[0].reason_ja) < 300


def test_a_long_cell_of_many_lines_costs_its_row_only(tmp_path: Path) -> None:
    cell = "一行\n" * 200_000 + "終"
    kept, bad = read(write(tmp_path / "a.csv", f'id,text\n1,良い\n2,"{cell}"\n3,遅い\n'), cell_limit=5000)
    assert [row.values["id"] for row in kept] == ["1", "3"]
    assert [(p.row, p.column, p.code) for p in bad] == [(3, "text", Reason.CELL_TOO_LONG)]
    assert "600001 characters" in bad[0].reason_en


def test_a_cell_just_over_the_limit_is_measured(tmp_path: Path) -> None:
    kept, bad = read(write(tmp_path / "a.csv", f"id,text\n1,{'x' * 100}\n2,{'x' * 101}\n"), cell_limit=100)
    assert [row.values["id"] for row in kept] == ["1"]
    assert "101 characters, the limit is 100" in bad[0].reason_en


def test_a_quote_that_is_never_closed_costs_its_row_only(tmp_path: Path) -> None:
    lines = ["id,text", *[f"{i},普通の行 {i}" for i in range(1, 2001)]]
    lines[10] = '10,"閉じていない'
    kept, bad = read(write(tmp_path / "a.csv", "\n".join(lines) + "\n"))
    assert [row.values["id"] for row in kept] == [str(i) for i in range(1, 2001) if i != 10]
    assert [(p.row, p.code) for p in bad] == [(11, Reason.OPEN_QUOTE)]


def test_a_stray_quote_does_not_swallow_the_rows_up_to_the_next(tmp_path: Path) -> None:
    lines = ["id,text", "1,良い", '2,"開いたまま', "3,良い", '4,"引用, あり"', "5,良い"]
    kept, bad = read(write(tmp_path / "a.csv", "\n".join(lines) + "\n"))
    assert {"1", "3", "4", "5"} <= {row.values["id"] for row in kept}
    assert [p.row for p in bad] == [3]


def test_nul_characters_are_named(tmp_path: Path) -> None:
    kept, bad = read(write(tmp_path / "a.csv", b"id,text\n1,good\n2,b\0ad\n3,good\n"))
    assert [row.values["id"] for row in kept] == ["1", "3"]
    assert [(p.row, p.column, p.code) for p in bad] == [(3, "text", Reason.NUL_BYTE)]


def test_a_damaged_gzip_says_so(tmp_path: Path) -> None:
    packed = gzip.compress(b"text\n" + b"x\n" * 100_000)
    with pytest.raises(UnreadableFile) as caught:
        read(write(tmp_path / "a.csv.gz", packed[: len(packed) // 2]))
    assert caught.value.code is Reason.BROKEN_ARCHIVE


def test_broken_json_lines_are_named_and_the_others_kept(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "text": "良い"}',
        '{"id": 2, "text": ',
        "[1, 2]",
        '{"id": 4, "text": "a\\u0000b"}',
        '{"id": 5, "text": "遅い"}',
    ]
    kept, bad = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [row.values["id"] for row in kept] == ["1", "5"]
    assert [(p.row, p.code) for p in bad] == [(2, Reason.BROKEN_JSON), (3, Reason.NOT_AN_OBJECT), (4, Reason.NUL_BYTE)]


@pytest.mark.parametrize("text", ["\\ud83d", "x" * 50_001])
def test_json_cells_that_cannot_be_stored_are_named(tmp_path: Path, text: str) -> None:
    kept, bad = read(write(tmp_path / "a.jsonl", f'{{"text": "a"}}\n{{"text": "{text}"}}\n'))
    assert len(kept) == 1
    assert [(p.row, p.column) for p in bad] == [(2, "text")]


def test_deeply_nested_json_is_a_bad_row_not_a_crash(tmp_path: Path) -> None:
    deep = '{"a":' * 20_000 + "1" + "}" * 20_000
    kept, bad = read(write(tmp_path / "a.jsonl", '{"text": "a"}\n' + deep + '\n{"text": "b"}\n'))
    assert len(kept) + len(bad) == 3
    assert [row.values["text"] for row in kept if "text" in row.values] == ["a", "b"]


def test_a_json_array_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    content = json.dumps([{"text": f"comment {i}"} for i in range(1000)])
    kept, bad = read(write(tmp_path / "a.json", content[: len(content) // 2]))
    assert len(kept) > 450
    assert [p.code for p in bad] == [Reason.BROKEN_JSON]


def test_a_workbook_that_is_none_says_what_it_may_be(tmp_path: Path) -> None:
    for content in (b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"PK\x03\x04 broken", b"hello"):
        with pytest.raises(UnreadableFile) as caught:
            read(write(tmp_path / "a.xlsx", content))
        assert caught.value.code is Reason.NOT_A_WORKBOOK


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a"])
def test_a_workbook_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path, name: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "コメント"])
    book.active.append(["1", "遅い"])
    book.save(tmp_path / "real.xlsx")
    kept, bad = read((tmp_path / "real.xlsx").rename(tmp_path / name))
    assert ([row.values for row in kept], bad) == ([{"id": "1", "コメント": "遅い"}], [])


@pytest.mark.parametrize("name", ["a.csv", "a.xls"])
def test_the_old_format_is_to_be_saved_anew_whatever_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(write(tmp_path / name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))
    assert "save it as .xlsx" in caught.value.reason_en


@pytest.mark.parametrize("connector", ["csv", "jsonl"])
def test_a_workbook_is_not_read_as_text_on_request(tmp_path: Path, connector: str) -> None:
    path = write(tmp_path / "a.csv", b"PK\x03\x04" + b"\0" * 100)
    with pytest.raises(UnreadableFile) as caught:
        connector_named(connector).open(path, OpenOptions())
    assert caught.value.code is Reason.A_WORKBOOK


@pytest.mark.parametrize("encoding", ["utf-16", "no-such-encoding"])
@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_an_encoding_that_does_not_fit_is_told_in_words(tmp_path: Path, name: str, encoding: str) -> None:
    path = write(tmp_path / name, "id,コメント\n1,遅い\n")
    with pytest.raises(UnreadableFile) as caught:
        read(path, encoding=encoding)
    assert caught.value.code is Reason.UNKNOWN_ENCODING


def test_marks_where_files_were_put_together_do_no_harm(tmp_path: Path) -> None:
    lines = [b'\xef\xbb\xbf{"text": "a"}\n', b'{"text": "b"}\n', b'\xef\xbb\xbf{"text": "c"}\n']
    for content in (b"".join(lines), b"".join(lines[1:])):
        kept, bad = read(write(tmp_path / "a.jsonl", content))
        assert [row.values["text"] for row in kept][-2:] == ["b", "c"]
        assert bad == []


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code is Reason.TOO_LARGE_INSIDE


def test_a_missing_sheet_lists_those_there(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append([1, "良い"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / "a.xlsx", sheet="回答")
    assert "Sheet" in caught.value.reason_en
    assert "回答" in caught.value.reason_ja


def test_a_hundred_thousand_rows_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="cp932", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["受付番号", "ご意見", "受付日時"])
        writer.writerows([i, f'配達が遅れました、"至急"対応を {i}', "2024/10/06 12:00"] for i in range(100_000))
    opened = connector_for(path).open(path, OpenOptions())
    assert sum(isinstance(row, Row) for row in opened.rows) == 100_000


def test_the_cells_are_those_of_the_csv_module(tmp_path: Path) -> None:
    """The scanner only finds where records end; what is in them must be what Python's own reader says."""
    rows = [
        ["id", "text"],
        ["1", 'a "quoted" word'],
        ["2", "two\nlines"],
        ["3", "a\r\nb"],
        ["4", '5" screen, "big"'],
        ["5", ""],
    ]
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    kept, bad = read(write(tmp_path / "a.csv", stream.getvalue()))
    assert [list(row.values.values()) for row in kept] == rows[1:]
    assert bad == []


@pytest.mark.parametrize(
    ("line", "ja"),
    [
        ('{"text": "a"', "コンマ（,）がありません"),
        ('{"text": "a', "文字列の引用符が閉じていません"),
        ("{text: 1}", '項目の名前（"…"）がありません'),
        ('{"text": }', "値がありません"),
        ('{"text": "a"} x', "余分な文字"),
        ('["a"]', "配列"),
        ('{"text": "\\ud800"}', "片方だけのサロゲート"),
        ("[" * 200_000, "入れ子が深すぎます"),
    ],
)
def test_what_is_wrong_in_a_line_is_said_in_japanese(tmp_path: Path, line: str, ja: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "配達が遅い"}\n' + line + "\n")
    _, (bad,) = read(path)
    assert ja in bad.reason_ja
    assert not re.search(r"[A-Za-z]{2,} [a-z]{2,}", bad.reason_ja)
    assert re.search(r"[A-Za-z]{2,} [a-z]{2,}", bad.reason_en)


@pytest.mark.parametrize(
    ("text", "ja"),
    [
        ('[{"text": "a"} {"text": "b"}]', "「,」のはずのところが「{」です"),
        ('[{"text": "a"}', "ファイルが終わっています"),
    ],
)
def test_where_a_document_breaks_off_is_said_in_japanese(tmp_path: Path, text: str, ja: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    _, (bad,) = read(path)
    assert ja in bad.reason_ja
