from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from sqlalchemy import func, select

from models.database import Sessions, reading
from models.score_columns import GuessedScore, guessed_scores
from models.tables import Comment, Score
from workers.connectors.notes import NoteCode
from workers.connectors.reasons import Reason
from workers.connectors.sample import SAMPLE, SampleConnector
from workers.connectors.values import OpenOptions, Row, UnreadableFile
from workers.dates import TOKYO
from workers.ingestion import ImportOptions, import_path, plan
from workers.jobs import report_payload
from workers.mapping import Role, read_mapping


def count(database: Sessions) -> int:
    with reading(database) as session:
        return session.scalar(select(func.count()).select_from(Comment)) or 0


def test_every_row_is_accounted_for(database: Sessions, workspace: int, tmp_path: Path) -> None:
    path = tmp_path / "回答.csv"
    path.write_text(
        "受付番号,ご意見,満足度（5段階）,受付日時\n"
        "1,配達が遅れました,2,2024/10/06 10:00\n"
        "2,,5,2024/10/06 11:00\n"  # no words, but a score that counts
        "3,,,2024/10/06 12:00\n"  # nothing at all
        "4,足りない列\n"
        "5,とても良い,9,いつか\n"
        "1,同じ番号の別の人,3,2024/10/06 13:00\n"
        + "".join(f"{i},品ぞろえがよい,4,2024/10/07 10:00\n" for i in range(10, 30))
    )
    report = import_path(database, workspace, path, ImportOptions(zone=ZoneInfo("Asia/Tokyo")))
    assert (report.rows, report.new, report.known, report.blank) == (26, 23, 0, 1)
    assert [(p.row, p.code) for p in report.rejected] == [(5, Reason.WRONG_COLUMN_COUNT), (7, Reason.SAME_ID)]
    assert [(p.row, p.code) for p in report.problems] == [(6, Reason.BAD_SCORE), (6, Reason.BAD_DATE)]
    assert report.rows == report.new + report.blank + report.rejected_total
    with reading(database) as session:
        rows = {c.external_id: c for c in session.scalars(select(Comment))}
        assert rows["1"].received_day == date(2024, 10, 6)
        assert rows["2/scores" if "2/scores" in rows else "2"].state == "done"
        assert session.scalars(select(Score.value).order_by(Score.value)).all() == [2.0, *[4.0] * 20, 5.0]


@pytest.mark.parametrize("with_ids", [True, False])
def test_the_same_file_twice_changes_nothing(
    database: Sessions, workspace: int, tmp_path: Path, with_ids: bool
) -> None:
    path = tmp_path / "a.csv"
    lines = [f"{f'{i},' if with_ids else ''}{'特になし' if i % 3 else f'遅い {i}'},2024/10/06" for i in range(1200)]
    path.write_text(("id," if with_ids else "") + "ご意見,日付\n" + "\n".join(lines))
    first, second = (import_path(database, workspace, path) for _ in range(2))
    assert (first.new, first.known) == (1200, 0)
    assert (second.new, second.known) == (0, 1200)
    assert count(database) == 1200


def weekly(week: int, ids: str) -> str:
    words = ["特になし" if i % 5 == 0 else f"{week} 週目の {i} 人目です。配達が遅れました。" for i in range(1, 31)]
    rows = [f"{i},2026/10/{7 * week:02},{i % 4},{text}\n" for i, text in enumerate(words, start=1)]
    return f"{ids},回答日,満足度（0～10）,ご意見\n" + "".join(rows)


def test_a_survey_that_counts_its_rows_anew_each_week_loses_none(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path, options = tmp_path / "アンケート.csv", ImportOptions(source="アンケート")
    for week in (1, 2, 3):
        path.write_text(weekly(week, "No"))
        first, again = (import_path(database, workspace, path, options) for _ in range(2))
        assert (first.new, first.known, again.new, again.known, again.reworded) == (30, 0, 0, 30, 0)
    assert count(database) == 90
    with reading(database) as session:
        assert {(s.scale_low, s.scale_high) for s in session.scalars(select(Score))} == {(0.0, 10.0)}


def test_rows_that_were_only_moved_are_known_by_what_they_say(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("No,日付,ご意見\n1,2026/10/1,遅い\n2,2026/10/1,特になし\n3,2026/10/1,特になし\n")
    import_path(database, workspace, path)
    path.write_text("No,日付,ご意見\n1,2026/10/8,高い\n2,2026/10/1,特になし\n3,2026/10/1,特になし\n4,2026/10/1,遅い\n")
    report = import_path(database, workspace, path)
    assert (report.new, report.known) == (1, 3)


def test_an_id_that_comes_again_with_other_words_is_named_and_not_doubled(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path, options = tmp_path / "アンケート.csv", ImportOptions(source="アンケート")
    path.write_text(weekly(1, "回答番号"))
    import_path(database, workspace, path, options)
    path.write_text(weekly(2, "回答番号"))
    second = import_path(database, workspace, path, options)
    # The six who said 「特になし」 in both weeks cannot be told apart.
    assert (second.new, second.known, second.reworded, second.problems_total) == (0, 30, 24, 24)
    assert {(p.code, p.column) for p in second.problems} == {(Reason.KNOWN_ID, "回答番号")}
    assert "回答番号=counter" in second.problems[0].reason_ja
    assert (second.problems[0].row, count(database)) == (2, 30)
    assert report_payload(second)["reworded"] == 24
    saved = import_path(database, workspace, path, replace(options, mapping={"回答番号": "counter"}))
    assert (saved.new, saved.known, saved.reworded, count(database)) == (30, 0, 0, 60)


def test_a_score_that_may_be_of_another_answer_is_named_and_the_first_kept(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    rows = "id,日付,NPS,ご意見\nt-1,2026/10/{},{},特になし\nt-2,2026/10/1,8,早い\nt-3,2026/10/1,0,二度と頼みません\n"
    path.write_text(rows.format(1, 3))
    import_path(database, workspace, path)
    path.write_text(rows.format(8, 9))
    report = import_path(database, workspace, path)
    assert (report.known, report.revised, report.reworded, report.rescored) == (3, 0, 0, 1)
    assert [(p.row, p.code) for p in report.problems] == [(2, Reason.KNOWN_SCORE)]
    assert report_payload(report)["rescored"] == 1
    with reading(database) as session:
        assert set(session.scalars(select(Score.value))) == {3.0, 8.0, 0.0}


def test_a_score_whose_words_come_with_the_next_export_counts_once(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("id,日付,NPS,コメント\n1,2026-04-01,3,\n2,2026-04-01,9,とても良かったです\n", encoding="utf-8")
    import_path(database, workspace, path)
    path.write_text(
        "id,日付,NPS,コメント\n1,2026-04-01,3,届くのが遅い\n2,2026-04-01,9,とても良かったです\n", encoding="utf-8"
    )
    report = import_path(database, workspace, path)
    assert (report.new, report.known, report.reworded) == (0, 2, 0)
    assert [one.facts["comments"] for one in report.notes if one.code is NoteCode.WORDED] == [1]
    with reading(database) as session:
        assert sorted(session.scalars(select(Score.value))) == [3.0, 9.0]
        assert session.scalars(select(Comment.text).order_by(Comment.id)).all() == [
            "届くのが遅い",
            "とても良かったです",
        ]


def test_a_grown_export_under_another_name_is_told_by_its_likeness(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    lines = ["id,ご意見", *[f"{i},{i} 回目も配達が遅れました" for i in range(300)]]
    for name, many in (("四月", 101), ("五月", 301), ("五月", 301)):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(lines[:many]))
        report = import_path(database, workspace, path)
        codes = [one.code for one in report.notes]
        # A new source is like another only by most of what it holds, and a known one is not looked at.
        assert NoteCode.LIKE_ANOTHER not in codes
    path = tmp_path / "六月.csv"
    path.write_text("\n".join(lines))
    report = import_path(database, workspace, path)
    told = next(one for one in report.notes if one.code is NoteCode.LIKE_ANOTHER)
    assert (told.facts["source"], told.facts["other"], report.new) == ("六月", "五月", 300)


def test_the_same_ids_with_other_words_are_another_survey(database: Sessions, workspace: int, tmp_path: Path) -> None:
    for name in ("店舗", "通販"):
        path = tmp_path / f"{name}.csv"
        path.write_text("id,ご意見\n" + "".join(f"{i},{name}の {i} 番目の声です\n" for i in range(20)))
        report = import_path(database, workspace, path)
    assert NoteCode.LIKE_ANOTHER not in [one.code for one in report.notes]


def test_the_time_of_import_stands_in_for_dates_that_cannot_be(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path, days = (
        tmp_path / "a.csv",
        ["2026/11/01", "1900/1/1", "2262/5/5", "2062/5/5", "不明", "", "いつか", "2026/11/02"],
    )
    path.write_text("id,回答日,ご意見\n" + "".join(f"r{i},{day},配達が遅い\n" for i, day in enumerate(days * 3)))
    report = import_path(database, workspace, path)
    assert (report.rows, report.new, report.rejected_total) == (24, 24, 0)
    assert [(p.row, p.code) for p in report.problems[:6]] == [
        (3, Reason.UNLIKELY_DATE),
        (4, Reason.BAD_DATE),
        (5, Reason.UNLIKELY_DATE),
        (6, Reason.NO_DATE),
        (7, Reason.NO_DATE),
        (8, Reason.BAD_DATE),
    ]
    assert all("取り込んだ日時で代用" in p.reason_ja and "time of import" in p.reason_en for p in report.problems)
    with reading(database) as session:
        stored = {c.external_id: c.received_at for c in session.scalars(select(Comment))}
    assert stored["r0"].date() == date(2026, 10, 31)
    assert all(abs(stored[f"r{i}"] - datetime.now(UTC)) < timedelta(minutes=5) for i in range(1, 7))


def test_a_time_in_a_column_of_its_own_joins_its_date(database: Sessions, workspace: int, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "id,日付,時刻,ご意見\n1,2026/11/01,10:30,遅い\n2,2026/11/02,午後3時15分,早い\n"
        "3,2026/11/03,,普通\n4,2026/11/04 08:00,09:00,高い\n"
    )
    import_path(database, workspace, path)
    with reading(database) as session:
        times = {c.external_id: c.received_at.astimezone(TOKYO) for c in session.scalars(select(Comment))}
    assert {key: f"{at:%d %H:%M}" for key, at in times.items()} == {
        "1": "01 10:30", "2": "02 15:15", "3": "03 00:00", "4": "04 08:00",
    }  # fmt: skip


def test_a_row_put_together_again_is_to_be_looked_at(database: Sessions, workspace: int, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,コメント\n1,遅い,余分,余分2\n2\n3,よい")
    report = import_path(database, workspace, path)
    assert (report.rows, report.new, report.rejected_total) == (3, 2, 1)
    assert [(p.row, p.code) for p in report.problems] == [(2, Reason.REJOINED)]


def test_other_spacing_is_no_other_words(database: Sessions, workspace: int, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,ご意見\nt-1,"配達が遅い。\n困る"\nt-2,配達が早い\n')
    import_path(database, workspace, path)
    path.write_text("id,ご意見\nt-1,配達が遅い。 困る！\nt-2,配達がとても早い\n")
    report = import_path(database, workspace, path)
    assert [(p.row, p.code) for p in report.problems] == [(3, Reason.KNOWN_ID)]
    with reading(database) as session:
        assert "配達が早い" in session.scalars(select(Comment.text)).all()


def test_an_import_cut_short_is_completed_by_the_next(database: Sessions, workspace: int, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,ご意見\n" + "".join(f"{i},遅い\n" for i in range(1200)))

    def cut(rows: int) -> None:
        if rows >= 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_path(database, workspace, path, progress=cut)
    assert count(database) == 500
    report = import_path(database, workspace, path)
    assert (report.new, report.known) == (700, 500)


def test_personal_data_never_reaches_the_table(database: Sessions, workspace: int, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "氏名,メールアドレス,ご意見\n"
        "山田太郎,taro@example.com,至急 090-1234-5678 か hanako@example.com まで連絡ください\n"
        "佐藤花子,hanako@example.com,良い\n"
    )
    report = import_path(database, workspace, path)
    assert {c.heading for c in report.mapping.of(Role.PERSONAL)} == {"氏名", "メールアドレス"}
    with reading(database) as session:
        stored = " ".join(f"{c.text} {c.segment} {c.external_id}" for c in session.scalars(select(Comment)))
    assert "連絡ください" in stored
    for secret in ("山田", "taro@", "hanako@", "1234-5678"):
        assert secret not in stored


def test_several_questions_give_several_comments_and_one_score(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "回答ID,当店を友人に薦める可能性はどのくらいありますか,その理由をお聞かせください,改善してほしい点をお書きください\n"
        "r1,9,店員さんがいつも親切だから,レジの待ち時間が長い\nr2,3,品切れが多いので困ります,\n"
    )
    report = import_path(database, workspace, path)
    assert (report.rows, report.new) == (2, 3)
    with reading(database) as session:
        questions = session.scalars(select(Comment.question).order_by(Comment.id)).all()
        assert questions == [
            "その理由をお聞かせください",
            "改善してほしい点をお書きください",
            "その理由をお聞かせください",
        ]
        assert [(s.kind, s.value) for s in session.scalars(select(Score).order_by(Score.id))] == [
            ("nps", 9.0),
            ("nps", 3.0),
        ]


def test_a_mapping_can_be_given(database: Sessions, workspace: int, tmp_path: Path) -> None:
    path, answers = tmp_path / "a.csv", tmp_path / "map.yaml"
    path.write_text("a,b,c,d\nx1,7,遅すぎる,東\nx2,3,高い,西\n")
    answers.write_text("a: id\nb: csat:10\nc: text:ひとことどうぞ\nd: segment:地区\n")
    report = import_path(database, workspace, path, ImportOptions(mapping=read_mapping(answers)))
    assert report.new == 2
    with reading(database) as session:
        first = session.scalars(select(Comment).order_by(Comment.id)).first()
        assert first is not None
        assert (first.external_id, first.text, first.question, first.segment) == (
            "x1",
            "遅すぎる",
            "ひとことどうぞ",
            {"地区": "東"},
        )
        assert [(s.scale_low, s.scale_high) for s in session.scalars(select(Score))] == [(1.0, 10.0)] * 2


def test_a_given_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("番号,ご意見\n1,良い\n")
    with pytest.raises(UnreadableFile) as caught:
        plan(path, ImportOptions(mapping={"感想": "text"}))
    assert caught.value.code is Reason.MISSING_COLUMNS
    assert "感想" in caught.value.reason_en
    assert "番号, ご意見" in caught.value.reason_en


def test_a_file_without_comments_says_which_columns_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,amount\n" + "".join(f"{i},{i * 100}\n" for i in range(30)))
    with pytest.raises(UnreadableFile) as caught:
        plan(path)
    assert caught.value.code is Reason.NO_TEXT_COLUMN
    assert "id, amount" in caught.value.reason_ja


def test_headings_alone_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("番号,ご意見\n")
    with pytest.raises(UnreadableFile) as caught:
        plan(path)
    assert caught.value.code is Reason.NO_ROWS


def test_a_workbook_below_title_lines_is_read(database: Sessions, workspace: int, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["お客様アンケート 2024年度"],
        [],
        ["回答日", "店舗", "総合満足度", "ご意見"],
        [datetime(2024, 10, 6, 9, 30), "渋谷店", 4, "品ぞろえが豊富で助かりました"],
        [datetime(2024, 10, 7), "新宿店", 2.0, "レジが混んでいて長く待たされました"],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    report = import_path(database, workspace, tmp_path / "a.xlsx")
    assert (report.rows, report.new, report.rejected_total) == (2, 2, 0)
    with reading(database) as session:
        first = session.scalars(select(Comment).order_by(Comment.id)).first()
        assert first is not None
        assert first.segment == {"店舗": "渋谷店"}
        assert first.received_at.isoformat() == "2024-10-06T00:30:00+00:00"
        assert session.scalars(select(Score.value)).all() == [4.0, 2.0]


def test_the_sample_ends_last_week_and_imports_once(database: Sessions, workspace: int) -> None:
    today = date(2027, 3, 10)  # a Wednesday
    opened = SampleConnector(today=today).open(SAMPLE, OpenOptions())
    days = sorted(row.values["received_at"][:10] for row in opened.rows if isinstance(row, Row))
    assert "2027-03-01" <= days[-1] <= "2027-03-07"
    assert (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days < 7 * 12
    options = ImportOptions(connector="sample", source="sample")
    first, second = (import_path(database, workspace, SAMPLE, options) for _ in range(2))
    assert (first.new, first.rejected_total, first.problems_total) == (1500, 0, 0)
    assert (second.new, second.known) == (0, 1500)


def test_a_json_answer_of_an_api_is_unwrapped(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    rows = [{"id": i, "comment": f"とても満足しています {i}", "created_at": "2024-10-06T00:00:00Z"} for i in range(30)]
    path.write_text(json.dumps({"meta": {"count": 30}, "data": rows}))
    planned = plan(path)
    assert sum(1 for _ in planned.rows) == 30
    assert planned.mapping.first(Role.TEXT) == "comment"


def test_what_was_guessed_of_a_score_is_kept_until_somebody_says_what_it_is(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path = tmp_path / "声.csv"
    rows = "".join(f"{n},配達が遅れた件の{n}番目の意見です,{n % 11},2024/10/06\n" for n in range(40))
    path.write_text("番号,ご意見,A1,受付日\n" + rows)
    import_path(database, workspace, path, ImportOptions(source="web"))
    with reading(database) as session:
        assert guessed_scores(session, workspace) == (GuessedScore("web", "A1", "nps", "relational", True, True),)
    import_path(database, workspace, path, ImportOptions(source="web", mapping={"A1": "nps"}))
    with reading(database) as session:
        assert guessed_scores(session, workspace) == (GuessedScore("web", "A1", "nps", "relational", False, True),)


def test_what_storage_refuses_is_said_in_both_languages_with_its_column(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    rows = [f"配達が遅れました{n},新宿店,レジ" for n in range(20)]
    path.write_text("\n".join(["ご意見,店舗,接点", *rows, f"遅い,{'あ' * 501},レジ", f"遅い,新宿店,{'い' * 65}"]))
    report = import_path(database, workspace, path)
    assert [(one.row, one.code, one.column) for one in report.rejected] == [
        (22, Reason.REFUSED, "店舗"), (23, Reason.REFUSED, "接点"),
    ]  # fmt: skip
    shop, place = report.rejected
    assert "客層「店舗」が「あああ" in shop.reason_ja
    assert "0〜500字（いまは501字）の文字列が必要です）。" in shop.reason_ja
    assert "segment 店舗 is 'あああ" in shop.reason_en
    assert "wanted 0 to 64 characters, this has 65" in place.reason_en
    assert "接点が「いいい" in place.reason_ja
    assert not any("wanted" in one.reason_ja for one in report.rejected)
