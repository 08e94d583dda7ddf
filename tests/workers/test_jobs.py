from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from sqlalchemy import func, select, update

from models import idempotency, jobs
from models.database import Sessions, reading, retrying, writing
from models.signin import create_link
from models.tables import Comment, IdempotentAnswer, SignIn
from nlp.themes.values import Discovery, Event, EventKind, Membership, RunRecord, Theme, ThemeGroup, ThemeState
from settings import Settings
from workers import jobs as work
from workers import schedule, wakeups
from workers.discovery import TooFewUnits, new_run, unit_key
from workers.schedule import ask_where_new, forget_answers
from workers.sweeper import sweep_once
from workers.tidying import tidy_uploads
from workers.upkeep import discover_workspace, keep_up

Put = Callable[..., list[int]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def ask(database: Sessions, workspace: int, kind: str, **payload: object) -> int:
    with writing(database) as session:
        return jobs.request(session, workspace, kind, payload)


def result(database: Sessions, job: int) -> jobs.JobView:
    with reading(database) as session:
        return jobs.job(session, job)


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(work, "wake", lambda settings, task=wakeups.ANALYSE: sent.append(task))
    return sent


def test_an_import_that_was_asked_for_is_done_and_reported(
    database: Sessions, workspace: int, settings: Settings, tmp_path: Path, woken: list[str]
) -> None:
    path = tmp_path / "1f3a.upload"
    path.write_text("番号,ご意見\n1,配達が遅れました\n2\n3,良かったです\n")
    job = ask(
        database, workspace, "import", path=str(path), filename="回答.csv", source=None, channel="review", mapping=None
    )
    assert work.run_jobs(database, settings) == 1
    done = result(database, job)
    assert (done.state, done.progress) == ("done", 1.0)
    assert {k: done.result[k] for k in ("source", "rows", "new", "rejected_total")} == {
        "source": "回答", "rows": 3, "new": 2, "rejected_total": 1,
    }  # fmt: skip
    assert "3 行目" in done.result["rejected"][0]["reason_ja"]
    assert woken == [wakeups.ANALYSE]
    with reading(database) as session:
        assert set(session.scalars(select(Comment.channel))) == {"review"}
    assert work.run_jobs(database, settings) == 0


def test_a_file_that_cannot_be_read_fails_once_with_both_sentences(
    database: Sessions, workspace: int, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    job = ask(database, workspace, "import", path=str(path))
    work.run_jobs(database, settings)
    failed = result(database, job)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert failed.error is not None
    assert "空です" in failed.error
    assert "is empty" in failed.error


def test_a_failed_import_names_the_file_as_its_sender_does(
    database: Sessions, workspace: int, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "0f3a.csv"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    job = ask(database, workspace, "import", path=str(path), filename="四月.csv")
    work.run_jobs(database, settings)
    error = result(database, job).error or ""
    assert "四月.csv" in error
    assert "0f3a" not in error
    assert "save it as .xlsx" in error


def test_a_workbook_sent_under_the_name_of_a_table_is_read(
    database: Sessions, workspace: int, settings: Settings, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "ご意見"])
    book.active.append(["1", "遅い"])
    book.save(tmp_path / "a.xlsx")
    path = (tmp_path / "a.xlsx").rename(tmp_path / "0f3a.csv")
    job = ask(database, workspace, "import", path=str(path), filename="四月.csv")
    work.run_jobs(database, settings)
    done = result(database, job)
    assert (done.state, done.result["new"], done.result["source"]) == ("done", 1, "四月")
    assert {"code": "sheet", "sheet": "Sheet"} in done.result["notes"]


def test_a_job_that_breaks_is_tried_again_and_then_left(
    database: Sessions, workspace: int, settings: Settings, tmp_path: Path
) -> None:
    job = ask(database, workspace, "import", path=str(tmp_path / "gone.csv"))
    other = tmp_path / "a.csv"
    other.write_text("ご意見\n遅い\n早い\n")
    second = ask(database, workspace, "import", path=str(other))
    work.run_jobs(database, settings)
    failed = result(database, job)
    assert (failed.state, failed.attempts) == ("failed", jobs.MOST_ATTEMPTS)
    assert failed.error is not None
    assert "FileNotFoundError" in failed.error
    assert result(database, second).state == "done"


def test_the_sweeper_wakes_for_what_waits(database: Sessions, workspace: int, put: Put) -> None:
    assert sweep_once(database) == []
    put("遅い")
    assert sweep_once(database) == [wakeups.ANALYSE]
    ask(database, workspace, "discover", seed=1)
    assert sweep_once(database) == [wakeups.ANALYSE, wakeups.IMPORT]


@pytest.mark.parametrize("kind", ["upkeep", "discover"])
def test_the_night_asks_only_where_something_is_new(database: Sessions, workspace: int, put: Put, kind: str) -> None:
    assert ask_where_new(database, kind) == []
    put("遅い")
    assert ask_where_new(database, kind) == [workspace]
    assert ask_where_new(database, kind) == []
    with reading(database) as session:
        assert [job.kind for job in jobs.jobs(session, workspace)] == [kind]


def test_upkeep_is_a_job_that_waits_for_enough_to_read(
    database: Sessions, workspace: int, settings: Settings, put: Put
) -> None:
    put("遅い")
    job = ask(database, workspace, "upkeep", seed=0)
    assert work.run_jobs(database, settings) == 1
    done = result(database, job)
    assert (done.state, done.result) == ("done", {"born": [], "aged": [], "first": None})
    assert keep_up(database, workspace).first is None


def test_old_answers_are_forgotten_and_new_ones_kept(database: Sessions, workspace: int) -> None:
    with writing(database) as session:
        for key in ("old", "new"):
            idempotency.store(session, workspace, key, "h", 202, "{}")
        old = update(IdempotentAnswer).where(IdempotentAnswer.key == "old")
        session.execute(old.values(created_at=datetime.now(UTC) - timedelta(days=8)))
    assert retrying(database, forget_answers) == 1
    with reading(database) as session:
        assert idempotency.stored(session, workspace, "old") is None
        assert idempotency.stored(session, workspace, "new") is not None


def test_the_night_forgets_sign_ins_that_ended(
    database: Sessions, workspace: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "settings", lambda: settings)
    monkeypatch.setattr(schedule.processes, "database", lambda: database)
    monkeypatch.setattr(schedule, "wake", lambda *_: True)
    with writing(database) as session:
        create_link(session, workspace, "佐藤", timedelta(days=-2))
        create_link(session, workspace, "鈴木")
    schedule.plan_upkeep()
    with reading(database) as session:
        assert session.scalars(select(SignIn.person)).all() == ["鈴木"]


def test_too_few_units_are_said(database: Sessions, workspace: int) -> None:
    with pytest.raises(TooFewUnits, match="0 units that were read; wanted at least 12"):
        discover_workspace(database, workspace)


def found(known: str | None, events: tuple[Event, ...]) -> Discovery:
    vector = np.ones(4, np.float32) / 2
    theme = Theme(
        index=0, known_id=known, label={"ja": "配送", "en": "delivery"}, keywords={"ja": ("配送",)}, centroid=vector,
        threshold=0.5, member_ids=(unit_key(1), unit_key(2)), respondents=2, polarity_counts=(2, 0, 0),
        touchpoint="delivery", pain_point=None, stability=0.9, state=ThemeState.CANDIDATE, group="g", opposite=None,
        verbatim_ids=(unit_key(2),),
    )  # fmt: skip
    groups = (ThemeGroup("g", {"ja": "配送", "en": "delivery"}, (0,)),)
    record = RunRecord(7, 3, 0, 3, 1, 1, 5, 4, 1.5, {"umap": "1"})
    places = {unit_key(1): Membership(0, 0.9), unit_key(2): Membership(0, 0.8), unit_key(3): Membership(None, 0.1)}
    return Discovery((theme,), groups, places, events, {"ja": vector}, record)


def test_what_discovery_said_is_carried_over_to_storage(fake: object) -> None:
    from models.themes import UnitTable

    table = UnitTable(
        ids=np.array([1, 2, 3]), comment_ids=np.array([1, 2, 3]), texts=["a"] * 3, languages=["ja"] * 3,
        vectors=np.ones((3, 4), np.float32), polarity=np.zeros(3, np.int8), touchpoints=[None] * 3,
        pain_points=[None] * 3, respondents=["r"] * 3,
    )  # fmt: skip
    events = (
        Event(EventKind.BORN, None, 0, "", "", "first discovery"),
        Event(EventKind.MERGED, "4", 0, "5", "4", "one theme", ("5",)),
        Event(EventKind.DORMANT, "6", 1, "active", "dormant", "no units"),
    )
    run = new_run(found(None, events), table, [()])
    assert run.unit_themes.tolist() == [0, 0, -1]
    assert run.similarities.tolist() == pytest.approx([0.9, 0.8, 0.1])
    assert run.unassigned_share == pytest.approx(1 / 3)
    theme = run.themes[0]
    assert (theme.known_id, theme.state, theme.verbatims, theme.group_label["ja"]) == (None, "candidate", [2], "配送")
    assert [(e.kind, e.theme, e.theme_id) for e in run.events] == [
        ("born", 0, None), ("dormant", None, 6),
    ]  # fmt: skip
    assert new_run(found("9", ()), table, [()]).themes[0].known_id == 9


def test_importing_the_same_file_from_three_sides_gives_one_set(
    database: Sessions, workspace: int, settings: Settings, tmp_path: Path
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = tmp_path / "a.csv"
    path.write_text("番号,ご意見\n" + "".join(f"{i},配達が遅れました {i}\n" for i in range(800)))
    for _ in range(3):
        ask(database, workspace, "import", path=str(path))
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda _: work.run_jobs(database, settings), range(3))) == 3
    with reading(database) as session:
        assert session.scalar(select(func.count()).select_from(Comment)) == 800


def test_files_that_were_read_or_abandoned_go_after_a_day(database: Sessions, workspace: int, tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    assert tidy_uploads(database, uploads) == 0
    uploads.mkdir()
    for name in ("waits.csv", "abandoned.csv"):
        (uploads / name).write_text("x", encoding="utf-8")
    ask(database, workspace, "import", path=str(uploads / "waits.csv"))
    assert tidy_uploads(database, uploads) == 0
    tomorrow = time.time() + 25 * 3600
    assert tidy_uploads(database, uploads, tomorrow) == 1
    assert [path.name for path in uploads.iterdir()] == ["waits.csv"]
