"""Labels from a table: the words a person uses, in either language, and what is said of those nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from api.labelled import labelled_rows
from models.errors import Refused
from nlp.tasks import INTENTS, PAIN_POINTS, SENTIMENTS, SIGNALS, TOUCHPOINTS
from nlp.taxonomy import Taxonomy

_HEADINGS = "本文,感情,意図,緊急度,シグナル,接点,不満点"


def _csv(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "labels.csv"
    path.write_bytes("\r\n".join([_HEADINGS, *lines, ""]).encode(encoding))
    return path


def test_a_japanese_sheet_of_an_office_is_read(tmp_path: Path) -> None:
    path = _csv(tmp_path, "配送が遅い,ネガティブ,苦情、要望,2,churn,配送,waiting", encoding="cp932")
    [example] = labelled_rows(path).examples
    assert (example.text, example.language, example.urgency) == ("配送が遅い", "ja", 2)
    assert {SENTIMENTS[at] for at in example.sentiment or ()} == {"very_negative", "negative"}
    assert [INTENTS[at] for at in example.intents or ()] == ["complaint", "request"]
    assert [SIGNALS[at] for at in example.signals or ()] == ["churn"]
    [point] = example.points or ()
    assert (point.start, point.end, point.polarity) == (0, 5, 0)
    assert TOUCHPOINTS[point.touchpoint or 0] == "delivery"
    assert PAIN_POINTS[point.pain_point or 0] == "waiting"


def test_numbers_are_exact_and_words_are_sides(tmp_path: Path) -> None:
    rows = labelled_rows(
        _csv(tmp_path, "a,2,,,,,", "b,+1,,,,,", "c,mixed,,,,,", "d,中立,,,,,", "e,very_negative,,,,,")
    ).examples
    assert [[SENTIMENTS[at] for at in row.sentiment or ()] for row in rows] == [
        ["very_positive"], ["positive"], ["mixed"], ["neutral", "mixed"], ["very_negative"],
    ]  # fmt: skip


def test_rows_without_a_label_are_passed_over(tmp_path: Path) -> None:
    assert [row.text for row in labelled_rows(_csv(tmp_path, "無印,,,,,,", "急ぎ,,,3,,,")).examples] == ["急ぎ"]


def test_rows_that_teach_nothing_are_counted_with_their_reasons(tmp_path: Path) -> None:
    found = labelled_rows(_csv(tmp_path, "遅い,-1,,,,,", "無印,,,,,,", '多い,-1,,,,,,余り,"さらに"', "早い,1,,,,,"))
    assert [row.text for row in found.examples] == ["遅い", "早い"]
    assert found.unlabelled == 1
    [broken] = found.problems
    assert broken.row == 4
    assert broken.reason_ja
    assert broken.reason_en


def test_lines_without_a_label_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"text": "遅い", "sentiment": -1}\n{"text": "まだ"}\n', encoding="utf-8")
    assert labelled_rows(path).unlabelled == 1


def test_a_label_that_only_the_company_has_is_kept_by_its_code(tmp_path: Path) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(
        "touchpoints: {roof: {ja: 屋上庭園, en: Roof garden, stage: use}}\npain_points: {wind: {ja: 風, en: Wind}}",
        encoding="utf-8",
    )
    path = _csv(tmp_path, "寒い,,,,,屋上庭園,風", "寒い,,,,,roof,待ち時間", "遅い,,,,,配送,Wind")
    both, mixed, other = labelled_rows(path, Taxonomy.read(ours)).examples
    assert both.extra == {"touchpoint": "roof", "pain_point": "wind"}
    assert mixed.extra == {"touchpoint": "roof"}
    assert [PAIN_POINTS[point.pain_point or 0] for point in mixed.points or ()] == ["waiting"]
    assert [point.touchpoint for point in mixed.points or ()] == [None]
    assert other.extra == {"pain_point": "wind"}
    assert [TOUCHPOINTS[point.touchpoint or 0] for point in other.points or ()] == ["delivery"]


def test_a_workbook_is_read_like_a_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Comment", "Sentiment", "Touchpoint"])
    book.active.append(["Late again", -1, "delivery"])
    path = tmp_path / "labels.xlsx"
    book.save(path)
    [example] = labelled_rows(path).examples
    assert (example.text, [SENTIMENTS[at] for at in example.sentiment or ()]) == ("Late again", ["negative"])


@pytest.mark.parametrize(
    ("line", "said"),
    [("x,すごい,,,,,", "row 2, sentiment.*'すごい'"), ("x,,購入,,,,", "row 2, intent"), ("x,,,9,,,", "row 2, urgency")],
)
def test_an_unknown_word_is_named_with_its_row_and_what_was_wanted(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        labelled_rows(_csv(tmp_path, line))


def test_a_sheet_without_texts_is_refused_by_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("date,sentiment\n2026-01-01,1\n", encoding="utf-8")
    with pytest.raises(Refused, match="headings"):
        labelled_rows(path)


def test_a_company_may_write_its_own_names_and_ours(tmp_path: Path) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text("touchpoints: {delivery: {ja: 配達便}}\npain_points: {waiting: {ja: お待たせ}}", encoding="utf-8")
    path = _csv(tmp_path, "遅い,,,,,配達便,お待たせ", "遅い,,,,,配送,待ち時間")
    points = [example.points for example in labelled_rows(path, Taxonomy.read(ours)).examples]
    assert points[0] == points[1] is not None
    with pytest.raises(Refused, match="配達便"):
        labelled_rows(path)


def test_plain_objects_are_read_as_a_sheet_is(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(
        '{"text": "遅い", "sentiment": "negative", "touchpoint": "配送"}\n'
        '{"コメント": "普通", "感情": 0}\n{"text": "まだ"}\n'
        '{"text": "late", "lang": "en", "sentiment": -2, "intent": ["complaint"]}\n',
        encoding="utf-8",
    )
    first, second, third = labelled_rows(path).examples
    assert {SENTIMENTS[at] for at in first.sentiment or ()} == {"very_negative", "negative"}
    assert [TOUCHPOINTS[point.touchpoint or 0] for point in first.points or ()] == ["delivery"]
    assert (second.text, second.sentiment) == ("普通", (SENTIMENTS.index("neutral"),))
    assert (third.language, third.intents) == ("en", (INTENTS.index("complaint"),))


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{"text": "遅い", "sentiment": "meh"}', "line 1, sentiment is 'meh'"),
        ('{"words": "遅い", "sentiment": -1}', "line 1 is 'id, lang, words, sentiment'"),
        ("[1]", "a JSON object"),
    ],
)
def test_an_object_that_cannot_be_used_is_named(tmp_path: Path, line: str, named: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(Refused, match=named):
        labelled_rows(path)


def test_lines_that_are_not_utf8_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_bytes('{"text": "遅い", "sentiment": -1}'.encode("cp932"))
    with pytest.raises(Refused, match=r"labels\.jsonl is 'not UTF-8"):
        labelled_rows(path)


def test_a_mark_in_the_middle_is_no_word(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "a", "sentiment": -1}\n' * 2)
    assert [row.text for row in labelled_rows(path).examples] == ["a", "a"]


def test_a_workbook_named_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Comment", "Sentiment"])
    book.active.append(["Late again", -1])
    book.save(tmp_path / "labels.xlsx")
    assert [row.text for row in labelled_rows((tmp_path / "labels.xlsx").rename(tmp_path / "labels.csv")).examples] == [
        "Late again"
    ]
