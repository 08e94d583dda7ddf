"""A Japanese terminal: errors, names of codes and reasons are Japanese, with the words of the pages."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from api.cli import theme_upkeep
from api.cli.main import explained
from api.pages.tongue import words
from models.database import connect, sessions, writing
from models.tables import Comment, Theme, ThemeEvent
from models.themes.ageing import Aged
from settings import settings
from tests.api.cli.conftest import Command
from tests.api.shop import discover

CSV = "回答日時,自由記述,NPS\n2026-04-01 10:00,配送が遅い,3\n2026-04-02 10:00,店員が親切,9\n2026-04-03 10:00,普通,8\n"


@pytest.fixture(autouse=True)
def _japanese(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIKITORI_LOCALE", "ja")


@pytest.fixture
def shop(kikitori: Command, data_dir: Path) -> list[int]:
    path = data_dir.parent / "調査.csv"
    path.write_text(CSV, encoding="utf-8")
    assert kikitori("ingest", path).code == 0
    kikitori("analyse")
    engine = connect(f"sqlite:///{data_dir / 'kikitori.sqlite3'}")
    themes = discover(sessions(engine), 1)
    with writing(sessions(engine)) as session:
        session.execute(update(Theme).where(Theme.id == themes[0]).values(state="dormant"))
        session.add(ThemeEvent(workspace_id=1, theme_id=themes[0], kind="dormant", reason="0 people in 8 weeks"))
    engine.dispose()
    return themes


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("themes", "show", 999), "テーマ 999 はこのワークスペースにありません。"),
        (("themes", "undo", 999), "操作 999 はこのワークスペースにありません。"),
        (("themes", "discover"), "読んだ発言が 0 件です。テーマを見つけるには 12 件以上必要です。"),
        (("alerts", "--touchpoint", "nope"), "接点が「nope」です。"),
        (
            ("scores", "--by", "segment:nope"),
            "客層が「nope」です。客層のない指定（客層はまだ1つもありません）が必要です。",
        ),
        (("scores", "--by", "nope"), "比べる単位が「nope」です。"),
        (("journey", "--weight", "nope=1"), "段階が「nope」です。awareness、"),
        (("keys", "create", " "), "名前が空欄です。だれのキーか分かる名前が必要です。"),
        (("keys", "create", "x", "--scope", "fly"), "権限（scope）が「['fly']」です。"),
        (("themes", "merg"), "「merg」というコマンドはありません。近いもの: 'merge'"),
        (("nope",), "「nope」というコマンドはありません。"),
        (("keys", "create"), "「name」を指定してください。"),
        (("themes", "record", 1, "x"), "--on を指定してください。"),
        (("report", "--topp", 3), "--topp というオプションはありません。近いもの: --top"),
        (("report", "--top"), "--top には値が必要です。"),
        (("report", "--top", 0), "「--top」の値が使えません。1 以上の数が必要です。"),
        (("report", "--top", "x"), "「--top」の値が使えません。整数が必要です。"),
        (("report", "--since", "4月"), "'4月' は '%Y-%m-%d' の形ではありません。"),
        (("report", "x"), "余分な指定があります: x"),
        (("status", "--json=3"), "--json に値は付けられません。"),
        (("train", "nowhere.jsonl"), "ファイルもフォルダーもありません"),
    ],
)
def test_errors_are_japanese(kikitori: Command, asked: tuple[object, ...], told: str) -> None:
    found = kikitori(*asked)
    assert found.code in (1, 2)
    assert told in found.err
    assert "wanted" not in found.err


def test_a_setting_that_cannot_be_used_is_explained(kikitori: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIKITORI_TIMEZONE", "Mars")
    settings.cache_clear()
    assert "設定に誤りがあります: KIKITORI_TIMEZONE が 'Mars' です。" in kikitori("status").err


def test_a_label_that_cannot_be_used_is_named_in_japanese(kikitori: Command, tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("本文,意図\n配送が遅い,謎\n", encoding="utf-8")
    assert "ours.csv の2行目の「意図」が「謎」です。" in kikitori("train", path).err


def test_own_themes_that_cannot_be_used_are_explained_in_japanese(kikitori: Command, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("themes: [{ja: 遅れ}]", encoding="utf-8")
    found = kikitori("themes", "seed", path)
    assert found.code == 2
    assert "idか名前がありません" in found.err


def test_what_happened_to_a_theme_has_the_words_of_the_pages(kikitori: Command, shop: list[int]) -> None:
    line = kikitori("themes", "history", shop[0]).out
    assert f"  {words('ja')['event.dormant']}  {words('ja')['event.by_engine']}  理由：8週間で0人" in line
    assert words("ja")["tag.dormant"] in kikitori("themes", "list").out
    assert words("ja")["tag.active"] in kikitori("themes", "list").out
    assert words("ja")["runs.state.applied"] in kikitori("themes", "runs").out


def test_an_act_is_told_with_its_day_its_person_and_what_was_before_and_after(
    kikitori: Command, shop: list[int]
) -> None:
    event = json.loads(kikitori("themes", "rename", shop[0], "--ja", "遅れ", "--person", "佐藤", "--json").out)["event"]
    kikitori("themes", "merge", shop[0], shop[1], "--person", "鈴木", "--reason", "同じ話")
    kikitori("themes", "pin", shop[0])
    lines = kikitori("themes", "history", shop[0]).out.splitlines()
    merged = next(line for line in lines if "統合" in line)
    renamed = next(line for line in lines if line.split()[0] == str(event))
    assert re.fullmatch(rf" *{event}  \d{{4}}-\d\d-\d\d \d\d:\d\d  改名  佐藤  「.+」→「遅れ」", renamed)
    assert "鈴木" in merged
    assert merged.endswith("理由：同じ話")
    assert "に統合。発言" in merged
    told = json.loads(kikitori("themes", "history", shop[0], "--json").out)
    assert not [name for one in told for name in one["before"] if name.startswith("_")]


def test_a_theme_is_split_by_words_after_a_look(kikitori: Command, shop: list[int]) -> None:
    words_of = kikitori("themes", "show", shop[0]).out
    look = kikitori("themes", "split", shop[0], "--word", "遅い", "--preview")
    assert (look.code, "のうち、1 件が条件に合います。" in look.out) == (0, "遅い" in words_of)
    told = json.loads(kikitori("themes", "split", shop[0], "--word", "遅い", "--preview", "--json").out)
    assert (told["units"], [one["text"] for one in told["examples"]]) == (1, ["配送が遅い"])
    assert kikitori("themes", "split", shop[0], "--word", "遅い", "--ja", "遅れ").code == 0
    assert "遅れ" in kikitori("themes", "list").out
    for given, why in (
        (("--unit", 1, "--word", "x", "--ja", "x"), "--unit は --word"),
        (("--ja", "x"), "分ける条件が空欄です。言葉・困りごと・側のどれかが必要です。"),
        (("--side", "angry", "--ja", "x"), "側が「angry」です。"),
        (("--word", "どこにもない", "--ja", "x"), "条件に合う発言がこのテーマにありません。"),
    ):
        found = kikitori("themes", "split", shop[0], *given)
        assert (found.code, why in found.err) == (2, True), found.err


def test_stages_have_their_names(kikitori: Command, shop: list[int]) -> None:
    told = kikitori("journey").out
    assert "利用" in told or "購入" in told
    assert "purchase" not in told
    assert "use " not in told
    by_stage = kikitori("scores", "--by", "stage").out
    assert "purchase" not in by_stage
    assert "アンケート" in kikitori("scores", "--by", "channel").out


def test_the_nights_work_is_told_in_japanese(
    kikitori: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Done:
        """What a night left."""

        first, born = None, ()
        aged = (Aged(3, "dormant", "dormant", "0 people in 8 weeks"),)

    monkeypatch.setattr("workers.upkeep.keep_up", lambda *_: Done)
    theme_upkeep.upkeep()
    assert "テーマ 3: 休止中（8週間で0人）" in capsys.readouterr().err


def test_why_a_comment_could_not_be_read(kikitori: Command, shop: list[int], data_dir: Path) -> None:
    engine = connect(f"sqlite:///{data_dir / 'kikitori.sqlite3'}")
    with writing(sessions(engine)) as session:
        error = "text is empty; wanted at least one visible character"
        session.execute(update(Comment).values(state="quarantined", error=error))
    engine.dispose()
    assert "文章が空です。" in kikitori("quarantine", "list").out


def test_the_panels_of_the_help_are_japanese(kikitori: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    told = kikitori("ingest", "--help").out
    assert "─ 引数 ─" in told
    assert "─ オプション ─" in told
    assert "［必須］" in told
    assert "─ コマンド ─" in kikitori("keys").out
    assert not re.search("Arguments|Options|Commands|required", told)
    monkeypatch.setenv("KIKITORI_LOCALE", "en")
    assert "─ Options ─" in kikitori("ingest", "--help").out


def test_whatever_is_told_in_two_languages_is_told_in_one(capsys: pytest.CaptureFixture[str]) -> None:
    from models.errors import Refused
    from models.reports.filters import Period

    with pytest.raises(Refused) as caught:
        Period(date(2026, 2, 1), date(2026, 1, 1))
    assert explained(caught.value)
    assert "最初の日以降の最後の日が必要です。" in capsys.readouterr().err
