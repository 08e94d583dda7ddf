"""The commands that work on the store: in from a file, read, report, keys, quarantine."""

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from models.database import connect, sessions, writing
from models.tables import Comment, Theme
from tests.api.cli.conftest import Command
from tests.api.shop import discover

CSV = "回答日時,自由記述,NPS\n2026-04-01 10:00,配送が遅い,3\n2026-04-02 10:00,店員が親切,9\n2026-04-03 10:00,普通,15\n"


@pytest.fixture
def survey(data_dir: Path) -> Path:
    path = data_dir.parent / "調査.csv"
    path.write_text(CSV, encoding="cp932")
    return path


def test_the_mapping_is_shown_before_anything_is_stored(kikitori: Command, survey: Path) -> None:
    found = kikitori("ingest", survey, "--dry-run")
    assert found.code == 0
    assert "自由記述" in found.out
    assert "text" in found.out
    assert json.loads(kikitori("status", "--json").out)["queue"]["pending"] == 0


def test_from_a_file_to_a_report(kikitori: Command, survey: Path, data_dir: Path) -> None:
    taken = json.loads(kikitori("ingest", survey, "--source", "調査", "--json").out)
    assert taken["new"] >= 2
    read = json.loads(kikitori("analyse", "--json").out)
    assert (read["read"], read["pending"]) == (taken["new"], 0)
    engine = connect(f"sqlite:///{data_dir / 'kikitori.sqlite3'}")
    themes = discover(sessions(engine), 1)
    engine.dispose()
    report = json.loads(kikitori("report", "--json").out)
    assert report["summary"]["comments"] == taken["new"]
    assert report["themes_total"] == 2
    shown = kikitori("report")
    assert "Late delivery" in shown.out
    assert "NPS" in shown.out
    assert "Wrong size" in kikitori("themes", "list").out
    assert "配送" in kikitori("themes", "show", themes[0]).out
    done = json.loads(kikitori("themes", "rename", themes[0], "--en", "Too slow", "--json").out)
    assert "Too slow" in kikitori("themes", "list").out
    assert kikitori("themes", "undo", done["event"]).code == 0
    assert "Too slow" not in kikitori("themes", "list").out
    assert kikitori("themes", "merge", themes[0], themes[1]).code == 0
    assert json.loads(kikitori("report", "--json").out)["themes_total"] == 1


def test_rejected_rows_are_named_and_make_exit_code_1(kikitori: Command, data_dir: Path) -> None:
    path = data_dir.parent / "x.jsonl"
    path.write_bytes(b'{"id": "1", "text": "ok"}\nnot json\n{"id": "3", "text": "\\u0000"}\n')
    found = kikitori("ingest", path)
    assert found.code == 1
    assert "row 2" in found.err
    assert json.loads(kikitori("status", "--json").out)["queue"]["pending"] >= 1


def test_known_ids_with_other_words_are_named_and_make_exit_code_1(kikitori: Command, data_dir: Path) -> None:
    path = data_dir.parent / "x.jsonl"
    path.write_text('{"id": "t-1", "text": "late again"}\n{"id": "t-2", "text": "kind staff"}\n')
    assert kikitori("ingest", path).code == 0
    assert kikitori("ingest", path).code == 0
    path.write_text('{"id": "t-1", "text": "late again"}\n{"id": "t-2", "text": "rude staff"}\n')
    found = kikitori("ingest", path)
    assert found.code == 1
    assert "1 of the known came with other words" in found.err
    assert "the id 't-2' is known" in found.err
    assert json.loads(kikitori("ingest", path, "--json").out)["reworded"] == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03" * 50, "名前\n太郎\n".encode()])
def test_a_file_that_cannot_be_read_is_explained(kikitori: Command, data_dir: Path, content: bytes) -> None:
    path = data_dir.parent / "bad.csv"
    path.write_bytes(content)
    found = kikitori("ingest", path)
    assert found.code == 2
    assert found.err.strip()
    assert "Traceback" not in found.err


def test_a_missing_file_is_named(kikitori: Command) -> None:
    found = kikitori("ingest", "no.csv")
    assert found.code == 2
    assert "no.csv" in found.err


def test_a_theme_that_is_not_there_is_named(kikitori: Command) -> None:
    found = kikitori("themes", "show", 99)
    assert found.code == 2
    assert "99" in found.err


def test_a_report_of_nothing_says_so(kikitori: Command) -> None:
    assert kikitori("report").code == 0
    assert json.loads(kikitori("report", "--json").out)["summary"]["comments"] == 0
    assert kikitori("report", "--since", "2026-01-01").code == 0


def test_keys_are_made_listed_and_revoked(kikitori: Command) -> None:
    made = kikitori("keys", "create", "集計サーバー", "--scope", "classify", "--days", 30)
    secret = made.out.strip()
    assert secret.startswith("kk_")
    listed = kikitori("keys", "list")
    assert "集計サーバー" in listed.out
    assert secret not in listed.out
    [view] = json.loads(kikitori("keys", "list", "--json").out)
    assert view["scopes"] == ["classify"]
    assert kikitori("keys", "revoke", view["id"]).code == 0
    assert json.loads(kikitori("keys", "list", "--json").out)[0]["revoked_at"]
    assert kikitori("keys", "revoke", 99).code == 2
    assert kikitori("keys", "create", "x", "--scope", "everything").code == 2
    assert kikitori("keys", "create", "my-service", "--scopes", "classify,feedback:read").code == 0
    assert json.loads(kikitori("keys", "list", "--json").out)[1]["scopes"] == ["classify", "feedback:read"]


def test_a_sign_in_link_is_made(kikitori: Command) -> None:
    assert kikitori("signin", "--person", "佐藤").out.startswith("http://127.0.0.1:8765/signin?token=")
    assert kikitori("signin", "--person", " ").code == 2


def test_quarantined_comments_are_listed_and_read_again(kikitori: Command, survey: Path, data_dir: Path) -> None:
    assert "Nothing" in kikitori("quarantine", "list").err
    kikitori("ingest", survey)
    engine = connect(f"sqlite:///{data_dir / 'kikitori.sqlite3'}")
    with writing(sessions(engine)) as session:
        session.execute(update(Comment).where(Comment.id == 1).values(state="quarantined", error="broken word"))
    engine.dispose()
    assert kikitori("status").code == 1
    assert "broken word" in kikitori("quarantine", "list").out
    assert kikitori("quarantine", "replay").code == 0
    assert json.loads(kikitori("quarantine", "list", "--json").out) == []
    assert kikitori("status").code == 0


def test_a_setting_that_cannot_be_used_is_explained(kikitori: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIKITORI_TIMEZONE", "Asia/Tokio")
    found = kikitori("status")
    assert found.code == 2
    assert "Asia/Tokio" in found.err


SEEDS = """
themes:
- id: late
  ja: 配送が遅い
  en: Late delivery
  touchpoint: delivery
  watch: [配送が遅い]
  examples: [荷物が届きません]
"""


def test_own_themes_from_a_file_hold_comments_at_once(kikitori: Command, survey: Path, data_dir: Path) -> None:
    kikitori("ingest", survey)
    kikitori("analyse")
    path = data_dir.parent / "themes.yaml"
    path.write_text(SEEDS, encoding="utf-8")
    told = kikitori("themes", "seed", path, "--person", "Sato")
    assert told.code == 0
    assert "late is theme 1" in told.err
    # The stand-in reads every comment as it reads the example, so all three belong to the theme.
    assert "1 new themes, 0 known already; 3 units" in told.err
    assert "Late delivery" in kikitori("themes", "list").out
    assert json.loads(kikitori("themes", "seed", path, "--json").out)["known"] == ["late"]


def test_texts_that_many_sent_in_are_listed(kikitori: Command, data_dir: Path) -> None:
    said = "[bold]平飼い卵の取り扱いをやめないでください。再開を求めます。"
    path = data_dir.parent / "calls.csv"
    path.write_text("コメント,回答日\n" + f"{said},2026-04-06\n" * 3, encoding="utf-8")
    kikitori("ingest", path)
    kikitori("analyse")
    told = kikitori("themes", "campaigns")
    assert "1 texts came 3 times in all" in told.err
    assert "[bold]" in told.out
    (found,) = json.loads(kikitori("themes", "campaigns", "--since", "2026-04-01", "--json").out)["items"]
    assert (found["copies"], found["respondents"], found["first_day"]) == (3, 1, "2026-04-06")


def test_a_bad_entry_of_the_file_is_named(kikitori: Command, data_dir: Path) -> None:
    path = data_dir.parent / "themes.yaml"
    path.write_text(SEEDS.replace("touchpoint: delivery", "touchpoint: delivry"), encoding="utf-8")
    refused = kikitori("themes", "seed", path)
    assert refused.code == 2
    assert "theme 'late': touchpoint is 'delivry'; wanted one of" in refused.err
    assert kikitori("themes", "seed", data_dir / "none.yaml").code == 2


def test_a_preview_is_of_the_store_and_says_what_would_change(
    kikitori: Command, survey: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workers import preview

    change = preview.PreviewedChange("merged", 7, {"ja": "接客", "en": "Staff"}, 4, "one theme", (8, 9), {})
    found = preview.Preview((change,), moved=2, kept=5, seed=3)
    monkeypatch.setattr(preview, "preview_discovery", lambda *_: found)
    shown = kikitori("themes", "discover", "--preview", "--seed", 3)
    assert shown.out.strip() == "merge into “7 Staff”: 8, 9 (4 units move)"
    assert "2 units would change theme, 5 would stay" in shown.err
    assert "kikitori themes discover --seed 3" in shown.err
    assert json.loads(kikitori("themes", "discover", "--preview", "--json").out)["moved"] == 2
    assert kikitori("themes", "discover", "--preview", "--input", survey).code == 2


@pytest.fixture
def read(kikitori: Command, survey: Path) -> None:
    kikitori("ingest", survey, "--source", "調査")
    kikitori("analyse")


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("report", "--source", "nope"), "source is 'nope'; wanted one of 調査"),
        (("alerts", "--touchpoint", "nope"), "touchpoint is 'nope'; wanted one of"),
        (("scores", "--by", "segment:nope"), "segment is 'nope'; wanted no segment"),
        (("mismatch", "--segment", "x:y"), "segment is 'x'; wanted no segment"),
        (("scores", "--source", "nope"), "source is 'nope'; wanted one of 調査"),
        (("journey", "--channel", "nope"), "channel is 'nope'; wanted one of review"),
        (("priority", "--score", "nps"), "score is 'nps'; wanted one of nps-relational, nps-transactional"),
        (("themes", "history", 999), "theme is 999"),
        (("themes", "effects", 999), "theme is 999"),
        (("themes", "undo", 10**23), "at most 18 digits"),
        (("report", "--since", "0001-01-01", "--until", "9999-12-31"), "days from 1970-01-01"),
    ],
)
def test_a_name_that_nothing_has_is_no_all_clear(kikitori: Command, asked: tuple[object, ...], told: str) -> None:
    found = kikitori(*asked)
    assert found.code == 2
    assert told in found.err


@pytest.mark.usefixtures("read")
def test_candidates_are_listed_and_the_report_says_so(kikitori: Command, data_dir: Path) -> None:
    engine = connect(f"sqlite:///{data_dir / 'kikitori.sqlite3'}")
    discover(sessions(engine), 1)
    with writing(sessions(engine)) as session:
        session.execute(update(Theme).values(state="candidate"))
    engine.dispose()
    found = kikitori("report")
    assert "2 candidate themes do not hold well enough" in found.out
    assert "themes discover" not in found.out
    assert "candidate" in kikitori("themes", "list").out


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize(
    ("asked", "comments"),
    [
        (("--since", "2026-04-02"), 2),
        (("--until", "2026-04-01"), 1),
        (("--since", "2026-04-02", "--until", "2026-04-02"), 1),
    ],
)
def test_a_report_may_have_an_open_end(kikitori: Command, asked: tuple[str, ...], comments: int) -> None:
    assert json.loads(kikitori("report", "--json", *asked).out)["summary"]["comments"] == comments


REPORTS = ("alerts", "priority", "journey", "scores", "mismatch")


@pytest.mark.usefixtures("read")
def test_every_report_says_what_days_it_is_of(kikitori: Command) -> None:
    for name in REPORTS:
        assert kikitori(name).out.startswith("Period 2026-04-01 – 2026-04-03 (all time)\n"), name
        part = kikitori(name, "--since", "2026-04-02", "--source", "調査", "--channel", "survey")
        assert part.out.startswith("Period 2026-04-02 – 2026-04-03\n"), part.err
        told = kikitori(name, "--until", "2026-04-01", "--json")
        assert told.err == "Period 2026-04-01 – 2026-04-01\n"
        json.loads(told.out)


@pytest.mark.usefixtures("read")
def test_the_other_reports_are_of_the_days_and_the_channel_asked_for(kikitori: Command) -> None:
    def answers(*asked: str) -> int:
        (found,) = json.loads(kikitori("scores", "--by", "source", "--json", *asked).out) or [{"overall": {"n": 0}}]
        return int(found["overall"]["n"])

    assert answers() == 2
    assert answers("--since", "2026-04-02") == 1
    assert answers("--channel", "review") == 0
    assert json.loads(kikitori("mismatch", "--until", "2026-04-01", "--json").out)["scored"] == 1
    assert "2 comments with a score, 0 contradicted by their words (0 shown)" in kikitori("mismatch").out


@pytest.mark.usefixtures("read")
def test_the_map_is_of_the_score_asked_for(kikitori: Command) -> None:
    found = json.loads(kikitori("priority", "--score", "csat-transactional", "--json").out)
    assert (found["kind"], found["scope"]) == ("csat", "transactional")
