"""A file comes again with corrected scores, with and without ids."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from models import audit
from models.database import Sessions, reading
from models.reports import Filters, cards
from models.tables import Comment, Score, WeekSheet
from workers.connectors.notes import NoteCode
from workers.ingestion import ImportOptions, ImportReport, import_path

LONG = "配達が三日も遅れたうえに何の連絡もなく、問い合わせても返事がもらえませんでした"


def imported(database: Sessions, workspace: int, folder: Path, heading: str, *rows: str) -> ImportReport:
    path = folder / "アンケート.csv"
    path.write_text("\n".join([heading, *rows]))
    return import_path(database, workspace, path)


def stored(database: Sessions) -> list[tuple[str, float]]:
    with reading(database) as session:
        found = session.execute(select(Comment.text, Score.value).join(Score, Score.comment_id == Comment.id))
        return sorted((text, value) for text, value in found)


def nps(database: Sessions, workspace: int) -> float | None:
    """As the report's card tells it."""
    with reading(database) as session:
        return next(card.estimate.value for card in cards(session, workspace, Filters()) if card.kind == "nps")


def revisions(database: Sessions, workspace: int) -> int:
    with reading(database) as session:
        return sum(one.action.endswith(".revised") for one in audit.entries(session, workspace))


@pytest.mark.parametrize(
    ("heading", "row", "text"),
    [
        ("回答日,会員番号,ご意見,満足度（5段階）,満足した点", "2026/10/06,M-1,特になし,{},接客", "特になし"),
        ("回答日時,ご意見,満足度（5段階）", "2026/10/06 10:12,特になし,{}", "特になし"),
        ("回答日,ご意見,満足度（5段階）", f"2026/10/06,{LONG},{{}}", LONG),
    ],
)
def test_a_corrected_score_revises_the_comment(
    database: Sessions, workspace: int, tmp_path: Path, heading: str, row: str, text: str
) -> None:
    first = imported(database, workspace, tmp_path, heading, row.format(2))
    with reading(database) as session:
        stamp = session.scalars(select(WeekSheet.stamp)).one()
    second = imported(database, workspace, tmp_path, heading, row.format(4))
    assert (second.new, second.known) == (0, first.new)
    assert stored(database) == [(text, 4.0)]
    assert [one.facts for one in second.notes if one.code is NoteCode.REVISED_SCORES] == [{"comments": 1}]
    with reading(database) as session:
        changed = [one for one in audit.entries(session, workspace) if one.action == "score.revised"]
        assert [one.detail for one in changed] == [{"before": "CSAT 2", "after": "CSAT 4"}]
        assert session.scalars(select(WeekSheet.stamp)).one() != stamp
    again = imported(database, workspace, tmp_path, heading, row.format(4))
    assert (again.new, [one.code for one in again.notes if one.code is NoteCode.REVISED_SCORES]) == (0, [])


def test_two_people_who_say_the_same_on_one_day_stay_two_and_it_is_told(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    heading = "回答日,ご意見,満足度（5段階）"
    imported(database, workspace, tmp_path, heading, "2026/10/06,特になし,2", "2026/10/06,遅い,1")
    report = imported(database, workspace, tmp_path, heading, "2026/10/06,特になし,4", "2026/10/07,遅い,2")
    assert report.new == 2
    assert stored(database) == [("特になし", 2.0), ("特になし", 4.0), ("遅い", 1.0), ("遅い", 2.0)]
    assert [one.facts for one in report.notes if one.code is NoteCode.MAYBE_REVISED] == [{"comments": 1}]


def test_a_file_that_grew_revises_nothing(database: Sessions, workspace: int, tmp_path: Path) -> None:
    heading = "回答日,会員番号,ご意見,満足度（5段階）"
    rows = ["2026/10/06,M-1,遅い,2", "2026/10/06,M-2,遅い,2"]
    imported(database, workspace, tmp_path, heading, *rows)
    report = imported(database, workspace, tmp_path, heading, *rows, "2026/10/06,M-1,遅い,5", "2026/10/06,M-3,遅い,1")
    assert report.new == 2
    assert stored(database) == [("遅い", 1.0), ("遅い", 2.0), ("遅い", 2.0), ("遅い", 5.0)]
    told = {NoteCode.REVISED_SCORES, NoteCode.MAYBE_REVISED} & {one.code for one in report.notes}
    assert told == set()


def test_each_answer_of_a_row_stays_with_it(database: Sessions, workspace: int, tmp_path: Path) -> None:
    heading = "回答日時,良かった点のコメント,改善してほしい点のコメント,満足度（5段階）"
    row = "2026/10/06 10:12,店員さんが親切でした,駐車場が狭くて困りました,{}"
    imported(database, workspace, tmp_path, heading, row.format(2))
    report = imported(database, workspace, tmp_path, heading, row.format(3))
    assert (report.new, report.known) == (0, 2)
    assert stored(database) == [("店員さんが親切でした", 3.0)]


def test_ids_that_only_look_like_ours_are_left_alone(database: Sessions, workspace: int, tmp_path: Path) -> None:
    imported(database, workspace, tmp_path, "回答番号,回答日時,ご意見,満足度", "row:5,2026/10/06 10:12,遅いです,2")
    report = imported(database, workspace, tmp_path, "回答日時,ご意見,満足度", "2026/10/06 10:12,遅いです,3")
    assert report.new == 1


def test_a_known_id_takes_over_score_and_segment_and_reports_follow(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    heading = "回答番号,回答日,ご意見,NPS,地域"
    row = "R-{},2026/10/06,特になし,{},{}"
    imported(database, workspace, tmp_path, heading, *(row.format(n, 3, "関東") for n in range(4)))
    assert nps(database, workspace) == -100.0
    corrected = [
        row.format(0, 9, "関東"),
        row.format(1, 10, "関西"),
        row.format(2, 3, "関西"),
        row.format(3, 3, "関東"),
    ]
    report = imported(database, workspace, tmp_path, heading, *corrected)
    assert (report.new, report.known, report.revised, report.rescored, report.problems_total) == (0, 4, 3, 0, 0)
    facts = {"comments": 3, "scores": 2, "segments": 2}
    assert [one.facts for one in report.notes if one.code is NoteCode.REVISED_KNOWN] == [facts]
    assert nps(database, workspace) == 0.0
    assert revisions(database, workspace) == 4
    again = imported(database, workspace, tmp_path, heading, *corrected)
    assert (again.known, again.revised) == (4, 0)
    assert revisions(database, workspace) == 4


def test_a_scale_that_is_turned_afterwards_corrects_what_was_imported(
    database: Sessions, workspace: int, tmp_path: Path
) -> None:
    heading, row = "回答日,ご意見,満足度", "2026/10/06,特になし,1"
    imported(database, workspace, tmp_path, heading, row)
    turned = ImportOptions(mapping={"満足度": "csat:5-1"})
    report = import_path(database, workspace, tmp_path / "アンケート.csv", turned)
    assert (report.new, report.revised) == (0, 1)
    assert stored(database) == [("特になし", 5.0)]
