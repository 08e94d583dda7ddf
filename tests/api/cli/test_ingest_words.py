"""What `kikitori ingest` says, in the reader's language, and what it says of paths it cannot use."""

import re
from pathlib import Path

import pytest

from api.cli.ingest_view import sentence
from api.cli.locale import say
from api.cli.messages import MESSAGES
from tests.api.cli.conftest import Command
from workers.connectors.notes import NoteCode, note
from workers.mapping import Role, Why

SURVEY = (
    "表題\nNo,回答日,満足度,接客の満足度,評価,氏名,コメント\n"
    + "".join(
        f"{i},2026/11/{i:02},{i % 5 + 1},{i % 5 + 1},良,山田,{i} 回目も配達が遅れて困りました\n" for i in range(1, 29)
    )
    + "29,いつか,99,1,良,山田,店員さんが親切でした\n"
)


def test_every_code_has_its_words() -> None:
    assert [f"use.{role.value}" for role in Role if f"use.{role.value}" not in MESSAGES] == []
    assert [f"why.{why.value}" for why in Why if f"why.{why.value}" not in MESSAGES] == []
    assert [f"note.{code.value}" for code in NoteCode if f"note.{code.value}" not in MESSAGES] == []


def test_a_japanese_reader_meets_no_english_sentence(
    kikitori: Command, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIKITORI_LOCALE", "ja")
    path = data_dir.parent / "調査.csv"
    path.write_text(SURVEY)
    for arguments in (("--dry-run",), ()):
        found = kikitori("ingest", path, *arguments)
        assert re.findall(r"[A-Za-z]+ [A-Za-z]+", found.out + found.err) == []
    assert "見出しの上の 1 行を飛ばしました" in found.err
    assert "列「評価」は見出しは点数" in found.err
    assert "取り込んだ日時で代用" in found.err
    assert "行を数えているだけ" in found.out


def test_an_english_reader_reads_the_same(kikitori: Command, data_dir: Path) -> None:
    path = data_dir.parent / "survey.csv"
    path.write_text(SURVEY)
    found = kikitori("ingest", path)
    assert found.out.startswith("layout guessed, channel survey")
    assert "skipped 1 line(s) above the headings" in found.err
    assert "counts the rows; give 'id' if it is one" in found.out


def test_a_note_fills_in_its_parts() -> None:
    told = sentence(note(NoteCode.TABLE, encoding="cp932", delimiter="\t"))
    assert say("ingest.tab") in told
    assert "cp932" in told


def test_a_source_like_another_is_told_with_the_way_to_add_to_it(kikitori: Command, data_dir: Path) -> None:
    rows = "id,comment\n" + "".join(f"{i},the parcel was late again {i}\n" for i in range(20))
    for name in ("april", "may"):
        path = data_dir.parent / f"{name}.csv"
        path.write_text(rows)
        found = kikitori("ingest", path)
    assert found.code == 0
    assert "--source april" in found.err


def test_a_corrected_score_is_taken_over_and_told(kikitori: Command, data_dir: Path) -> None:
    path = data_dir.parent / "x.csv"
    path.write_text("id,NPS,comment\na,3,late again\nb,8,kind staff\n")
    assert kikitori("ingest", path).code == 0
    path.write_text("id,NPS,comment\na,9,late again\nb,8,kind staff\n")
    found = kikitori("ingest", path)
    assert found.code == 0
    assert "revised (scores 1, segments 0" in found.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--channel", "radio"), "channel is 'radio'; wanted one of survey"),
        (("--mapping", '{"NPS": "score"}'), "is 'score'; wanted one of text"),
        (("--mapping", '{"NPS": "csat:many"}'), "is 'csat:many'; wanted a number"),
        (("--mapping", "bad.yaml"), "wanted lines of 'column: use'"),
        (("--mapping", "list.yaml"), "wanted lines of 'column: use'"),
        (("--encoding", "klingon"), "unknown encoding: klingon"),
    ],
)
def test_an_option_that_cannot_be_used_is_named(
    kikitori: Command, data_dir: Path, options: tuple[str, ...], told: str
) -> None:
    Path("x.csv").write_text("id,NPS,comment\na,3,late again\n")
    Path("bad.yaml").write_text("a: [")
    Path("list.yaml").write_text("- a")
    found = kikitori("ingest", "x.csv", *options)
    assert found.code == 2
    assert told in found.err


def test_a_folder_is_called_one(kikitori: Command, data_dir: Path) -> None:
    found = kikitori("ingest", data_dir)
    assert found.code == 2
    assert "is a folder" in found.err


@pytest.mark.parametrize("target", ["nowhere/out.jsonl", "folder"])
def test_what_cannot_be_written_is_named_as_it_was_asked_for(kikitori: Command, target: str) -> None:
    Path("in.jsonl").write_text('{"text": "late"}\n')
    Path("folder").mkdir()
    found = kikitori("classify", "--input", "in.jsonl", "--output", target)
    assert found.code == 2
    assert f"Cannot write {target}" in found.err
    assert ".part" not in found.err


def test_marks_where_files_were_put_together_are_no_errors(kikitori: Command) -> None:
    Path("in.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "late"}\n' * 2)
    found = kikitori("classify", "--input", "in.jsonl", "--output", "out.jsonl", "--strict")
    assert found.code == 0
