"""Real workers in processes of their own, over a broker that needs no server, over Redis and over RabbitMQ."""

from __future__ import annotations

import os
import random
import signal
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, text

from models.backlog import Backlog, backlog
from models.comments import NewComment
from models.database import Sessions, connect, migrate, reading, sessions, writing
from models.intake import accept
from models.tables import Comment, Reading, Unit
from models.workspaces import default_workspace
from settings import Settings
from workers import wakeups
from workers.app import create_app
from workers.broker import queue_folder
from workers.health import heartbeat_age
from workers.runner import Part, Runner

Put = Callable[..., list[int]]
HERE = Path(__file__).parent
SERVERS = {"redis": ("redis://127.0.0.1:6379/9", 6379), "rabbitmq": ("amqp://guest:guest@127.0.0.1:5672//", 5672)}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    return Settings(
        data_dir=tmp_path / "data", lease=timedelta(seconds=3), sweep_every=timedelta(seconds=1), analysis_batch=16
    )


@pytest.fixture
def start(settings: Settings, tmp_path: Path) -> Iterator[Callable[..., Runner]]:
    runners: list[Runner] = []

    def run(**changes: Any) -> Runner:
        chosen = settings.model_copy(update=changes)
        runner = Runner(chosen, (Part.ANALYSIS, Part.BEAT), tmp_path / "logs", application="fake_worker")
        runners.append(runner)
        runner.start()
        return runner

    yield run
    for runner in runners:
        runner.stop(patience=0.5)


def wait(database: Sessions, seconds: float = 60) -> Backlog:
    """Until nothing waits; the test then looks at what came of it."""
    until = time.monotonic() + seconds
    while True:
        with reading(database) as session:
            waiting = backlog(session)
        if not waiting.pending + waiting.leased or time.monotonic() > until:
            return waiting
        time.sleep(0.1)


def assert_each_read_once(database: Sessions, count: int) -> None:
    with reading(database) as session:
        assert session.scalar(select(func.count()).select_from(Comment).where(Comment.state == "done")) == count
        assert session.scalar(select(func.count()).select_from(Reading)) == count
        per_comment = select(Unit.comment_id).group_by(Unit.comment_id).having(func.count() != 1)
        assert session.scalars(per_comment).all() == []
        assert session.scalar(select(func.count()).select_from(Unit)) == count


def test_two_hundred_comments_are_each_read_once(
    database: Sessions, put: Put, settings: Settings, start: Callable[..., Runner]
) -> None:
    put(*[f"配送が遅い {i}" for i in range(200)])
    start()
    assert wait(database).done == 200
    assert_each_read_once(database, 200)
    until = time.monotonic() + 20
    while heartbeat_age(settings.data_dir) is None and time.monotonic() < until:
        time.sleep(0.1)
    age = heartbeat_age(settings.data_dir)
    assert age is not None
    assert age < 10


def test_nothing_is_lost_when_the_worker_is_killed(
    database: Sessions, put: Put, settings: Settings, start: Callable[..., Runner]
) -> None:
    put(*[f"配送が遅い {i}" for i in range(300)])
    chance = random.Random(7)
    runner = start()
    kills = 0
    until = time.monotonic() + 60
    while kills < 3 and time.monotonic() < until:
        time.sleep(chance.uniform(0.05, 0.4))
        with reading(database) as session:
            under_way = backlog(session).leased > 0
        if under_way:
            kill(runner)
            kills += 1
            runner._start(Part.ANALYSIS)
    assert kills == 3
    assert wait(database).done == 300
    assert_each_read_once(database, 300)


def kill(runner: Runner) -> None:
    """The worker and its children at once, as when the machine runs out of memory or power."""
    process = runner.processes[Part.ANALYSIS]
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_text_that_kills_its_reader_is_quarantined_and_the_others_are_read(
    database: Sessions, put: Put, start: Callable[..., Runner]
) -> None:
    put(*[f"配送が遅い {i}" for i in range(20)], "DIE")
    start(lease=timedelta(seconds=1), max_attempts=5)
    found = wait(database, 90)
    assert (found.done, found.quarantined) == (20, 1)
    with reading(database) as session:
        assert session.scalar(select(Comment.text).where(Comment.state == "quarantined")) == "DIE"
        assert session.scalar(select(Comment.attempts).where(Comment.text == "DIE")) == 5


def test_two_workers_share_a_postgresql(put: Put, start: Callable[..., Runner]) -> None:
    """The shape of production: several readers on one database, none of them waiting for another."""
    if not answers(5432) and os.environ.get("KIKITORI_TEST_SERVERS") != "required":
        pytest.skip("no PostgreSQL answers on port 5432")
    url = fresh_postgresql("kikitori_workers_test")
    engine = connect(url)
    migrate(engine)
    shared = sessions(engine)
    comments = [NewComment("test", f"{i}", f"配送が遅い {i}", "survey", datetime.now(UTC)) for i in range(400)]
    with writing(shared) as session:
        accept(session, default_workspace(session), comments)
    start(database_url=url, worker_processes=2)
    try:
        assert wait(shared).done == 400
        assert_each_read_once(shared, 400)
    finally:
        engine.dispose()


def fresh_postgresql(name: str) -> str:
    server = create_engine("postgresql+psycopg://postgres@127.0.0.1:5432/postgres", isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return f"postgresql+psycopg://postgres@127.0.0.1:5432/{name}"


@pytest.mark.parametrize("server", SERVERS)
def test_the_same_over_a_server(
    database: Sessions, put: Put, start: Callable[..., Runner], server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, port = SERVERS[server]
    if not answers(port) and os.environ.get("KIKITORI_TEST_SERVERS") != "required":
        pytest.skip(f"no {server} answers on port {port}")
    put(*[f"配送が遅い {i}" for i in range(100)])
    settings = start(broker_url=url).settings
    assert wait(database).done == 100
    put_more(database)
    monkeypatch.setattr(wakeups, "celery_app", lambda: create_app(settings))
    started = time.monotonic()
    assert wakeups.wake(settings)
    assert wait(database).done == 101
    assert time.monotonic() - started < 10
    assert_each_read_once(database, 101)


def put_more(database: Sessions) -> None:
    with writing(database) as session:
        first = session.scalars(select(Comment)).first()
        assert first is not None
        columns = {c.key: getattr(first, c.key) for c in Comment.__table__.columns if c.key != "id"}
        fresh = {"external_id": "one more", "state": "pending", "attempts": 0, "read_version": None}
        session.add(Comment(**columns | fresh))


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_wake_ups_that_nobody_took_are_not_piled_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakeups, "celery_app", lambda: create_app(settings))
    for _ in range(50):
        assert wakeups.wake(settings)
        assert wakeups.wake(settings, wakeups.IMPORT)
        assert wakeups.wake(settings, wakeups.DISCOVER)
    assert len(list(queue_folder(settings).glob("*.analysis.msg"))) == 1
    assert len(list(queue_folder(settings).glob("*.background.msg"))) == 1


def test_a_broker_that_is_away_fails_nobody_and_is_left_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = settings.model_copy(update={"broker_url": "redis://127.0.0.1:1/0"})
    monkeypatch.setattr(wakeups, "celery_app", lambda: create_app(away))
    monkeypatch.setattr(wakeups, "_rest", wakeups._Rest())
    assert not wakeups.wake(away)
    started = time.monotonic()
    assert not wakeups.wake(away)
    assert time.monotonic() - started < 0.1


def test_the_settings_of_the_worker_are_the_measured_ones(settings: Settings) -> None:
    conf = create_app(settings).conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.accept_content == ["json"]
    assert conf.task_time_limit > settings.lease.total_seconds()


def test_workers_end_with_their_runner(settings: Settings, tmp_path: Path, database: Sessions) -> None:
    """A runner that is killed cannot stop anybody; its workers notice."""
    import subprocess
    import sys

    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from settings import Settings\nfrom workers.runner import Part, Runner\n"
        "runner = Runner(Settings(), (Part.ANALYSIS,), Path(sys.argv[1]), application='fake_worker')\n"
        "runner.start()\nprint(runner.processes[Part.ANALYSIS].pid, flush=True)\ntime.sleep(600)\n"
    )
    root = HERE.parent.parent
    environment = os.environ | {"KIKITORI_DATA_DIR": str(settings.data_dir), "PYTHONPATH": f"{root}{os.pathsep}{HERE}"}
    runner = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "logs")],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=root,
    )
    assert runner.stdout is not None
    worker = int(runner.stdout.readline())
    time.sleep(2)
    runner.kill()
    runner.wait()
    runner.stdout.close()
    until = time.monotonic() + 20
    while alive(worker) and time.monotonic() < until:
        time.sleep(0.2)
    assert not alive(worker)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z" if Path(f"/proc/{pid}/stat").exists() else True
