"""Kills the worker at random moments and counts what was lost or done twice: `python -m evaluation.reliability`.

The worker is the real one, in processes of its own, with the bundled weights; killed as a machine kills, with
SIGKILL to the whole process group. Ends with 0 only if every comment was read exactly once and none is stuck.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select, text

from models.backlog import backlog
from models.comments import NewComment
from models.database import Sessions, connect, migrate, reading, sessions, writing
from models.intake import accept
from models.tables import Comment, Opinion, Reading, Unit
from models.workspaces import default_workspace

_ROOT = Path(__file__).resolve().parent.parent
_TEXTS = _ROOT / "workers" / "connectors" / "sample_data" / "comments.jsonl.gz"
# Short, so that the run ends soon after the last kill; the machinery is the same with a minute.
_LEASE_SECONDS = 5
_BATCH = 32
_QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`lost`: never read. `doubled`: with more than one set of effects. `stuck`: leased or waiting at the end."""

    comments: int
    kills: int
    read: int
    lost: int
    doubled: int
    stuck: int
    quarantined: int
    retried: int
    intact: bool
    seconds: float
    seconds_after_last_kill: float

    @property
    def passed(self) -> bool:
        return self.intact and self.read == self.comments and not (self.lost or self.doubled or self.stuck)


@dataclass(slots=True)
class _Workers:
    """The worker that gets killed, and beat beside it, started as the runner starts them."""

    data_dir: Path
    worker: subprocess.Popen[bytes] | None = None
    beat: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.beat = self._process("beat", "--scheduler", "celery.beat:Scheduler", "--loglevel", "ERROR")
        self.start_worker()

    def start_worker(self) -> None:
        self.worker = self._process("worker", "-Q", "analysis", "-P", "prefork", "-c", "1", *_QUIET)

    def kill(self) -> None:
        assert self.worker is not None
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()

    def stop(self) -> None:
        for process in (self.worker, self.beat):
            if process is not None and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _process(self, *arguments: str) -> subprocess.Popen[bytes]:
        ours = {
            "KIKITORI_DATA_DIR": str(self.data_dir),
            "KIKITORI_LEASE": f"PT{_LEASE_SECONDS}S",
            "KIKITORI_SWEEP_EVERY": "PT2S",
            "KIKITORI_ANALYSIS_BATCH": str(_BATCH),
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": str(_ROOT),
        }
        command = [sys.executable, "-m", "workers.child", str(os.getpid()), "workers.app", *arguments]
        with (self.data_dir / "workers.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=_ROOT, env=os.environ | ours, stdout=log, stderr=log, start_new_session=True
            )


def run(texts: Sequence[str], kills: int, seed: int, data_dir: Path, console: Console) -> Outcome:
    """Start, kill at seeded moments while comments are being read, wait for the end, and count."""
    engine = connect(f"sqlite:///{data_dir / 'kikitori.sqlite3'}")
    migrate(engine)
    database = sessions(engine)
    _put(database, texts)
    workers = _Workers(data_dir)
    started = time.monotonic()
    try:
        workers.start()
        chance = random.Random(seed)
        for kill, point in enumerate(sorted(chance.sample(range(len(texts)), kills)), start=1):
            done = _until_reading(database, point)
            time.sleep(chance.uniform(0.0, 0.1))
            workers.kill()
            console.print(f"kill {kill}/{kills} after {done} of {len(texts)} comments", highlight=False)
            workers.start_worker()
        last_kill = time.monotonic()
        _until_done(database)
        ended = time.monotonic()
    finally:
        workers.stop()
    return _counted(database, len(texts), kills, ended - started, ended - last_kill)


def _put(database: Sessions, texts: Sequence[str]) -> None:
    now = datetime.now(UTC)
    with writing(database) as session:
        workspace = default_workspace(session)
        accept(session, workspace, [NewComment("kills", str(i), words, "survey", now) for i, words in enumerate(texts)])


def _until_reading(database: Sessions, point: int, patience: float = 120.0) -> int:
    """Wait until `point` comments are done and the worker holds some: only then does a kill hurt. How many are done."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with reading(database) as session:
            now = backlog(session)
        if not now.pending + now.leased or (now.done >= point and _fresh_leases(database)):
            return now.done
        time.sleep(0.005)
    raise TimeoutError(f"no worker held a comment after {point} were done, in {patience:.0f} s")


def _fresh_leases(database: Sessions) -> int:
    """Leases of the worker that lives: those of a killed one run out sooner than a new one does."""
    edge = datetime.now(UTC).timestamp() + _LEASE_SECONDS - 0.3
    with reading(database) as session:
        latest = session.scalar(select(func.max(Comment.lease_until)).where(Comment.state == "leased"))
    return int(latest is not None and latest.timestamp() > edge)


def _until_done(database: Sessions, patience: float = 300.0) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with reading(database) as session:
            now = backlog(session)
        if not now.pending + now.leased:
            return
        time.sleep(0.1)


def _counted(database: Sessions, count: int, kills: int, seconds: float, after: float) -> Outcome:
    with reading(database) as session:
        state = backlog(session)
        read = session.scalar(select(func.count()).select_from(Reading)) or 0
        unread = select(func.count()).where(Comment.id.not_in(select(Reading.comment_id)))
        lost = session.scalar(unread.select_from(Comment)) or 0
        doubled: set[int] = set()
        for table in (Unit, Opinion):
            twice = select(table.comment_id).group_by(table.comment_id, table.position).having(func.count() > 1)
            doubled |= set(session.scalars(twice))
        retried = session.scalar(select(func.count()).select_from(Comment).where(Comment.attempts > 1)) or 0
        intact = session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    return Outcome(
        comments=count,
        kills=kills,
        read=read,
        lost=lost,
        doubled=len(doubled),
        stuck=state.pending + state.leased,
        quarantined=state.quarantined,
        retried=retried,
        intact=intact,
        seconds=round(seconds, 1),
        seconds_after_last_kill=round(after, 1),
    )


def _texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield str(json.loads(line)["text"])


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill the worker at random moments; count what is lost or doubled.")
    parser.add_argument("--comments", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--texts", type=Path, default=_TEXTS, help="JSON lines with a 'text'; repeated as needed")
    parser.add_argument("--json", action="store_true", help="print the outcome as one JSON object")
    answers = parser.parse_args()
    console = Console(stderr=answers.json)
    texts = list(islice(cycle(_texts(answers.texts)), answers.comments))
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(texts, answers.kills, answers.seed, Path(folder), console)
    if answers.json:
        print(json.dumps(asdict(outcome) | {"passed": outcome.passed}))  # noqa: T201 - the answer
    else:
        table = Table("what", "count")
        for name, value in asdict(outcome).items():
            table.add_row(name.replace("_", " "), str(value))
        console.print(table, "passed" if outcome.passed else "FAILED")
    return 0 if outcome.passed else 1


if __name__ == "__main__":
    sys.exit(main())
