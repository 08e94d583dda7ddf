"""Readers are killed at random moments (SIGKILL); every comment is read exactly once all the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update

from models.backlog import backlog
from models.database import Sessions, reading, writing
from models.intake import accept
from models.queue import sweep
from models.tables import Comment, Reading, Unit, Workspace
from models.tables.columns import now

ROOT = Path(__file__).parents[2]
READER = """
import sys, time
import numpy as np
from models.database import connect, sessions, writing
from models.queue import ReadComment, ReadingRow, UnitRow, claim, finish

store = sessions(connect(sys.argv[1]))
reading = ReadingRow("ja", 1.0, "neutral", 0.0, 1.0, (), 0, 1.0, (), False, "v1")
unit = UnitRow(0, 0, 4, "ja", "neutral", 0.0, 0, None, None, 1.0, np.ones(4, np.float32))
while True:
    with writing(store) as session:
        leased = claim(session, limit=16, lease_seconds=60)
    if not leased.comments:
        time.sleep(0.05)
        continue
    time.sleep(0.02)
    with writing(store) as session:
        finish(session, leased.token, [ReadComment(c.id, reading, (), (unit,)) for c in leased.comments])
"""


def start(url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", READER, url], cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"})


def free_the_dead(store: Sessions) -> int:
    """The test is its own sweeper: it knows who is dead and need not wait for a lease to run out."""
    with writing(store) as session:
        past = now() - timedelta(seconds=1)
        session.execute(update(Comment).where(Comment.state == "leased").values(lease_until=past))
        return sweep(session)


def leased(store: Sessions) -> int:
    with reading(store) as session:
        return backlog(session).leased


def done(store: Sessions) -> int:
    with reading(store) as session:
        return backlog(session).done


def wait_for(ready: Callable[[], bool], until: float) -> None:
    while not ready():
        assert time.monotonic() < until, "the readers did not get on"
        time.sleep(0.02)


def test_killed_readers_lose_nothing_and_double_nothing(
    store: Sessions, url: str, workspace_id: int, made: Any
) -> None:
    chance = random.Random(7)
    with writing(store) as session:
        accept(session, workspace_id, [made.comment(f"c-{n}") for n in range(1500)])
    freed, until = 0, time.monotonic() + 200
    for _ in range(3):
        readers = [start(url) for _ in range(2)]
        wait_for(lambda: leased(store) > 0, until)
        time.sleep(chance.random() * 0.2)
        for reader in readers:
            reader.send_signal(signal.SIGKILL)
            reader.wait()
        freed += free_the_dead(store)
    last = start(url)
    wait_for(lambda: done(store) == 1500, until)
    last.kill()
    last.wait()
    assert freed > 0  # some died with comments in hand, else this proves nothing
    with reading(store) as session:
        assert backlog(session).done == 1500
        assert session.scalar(select(func.count()).select_from(Reading)) == 1500
        assert session.scalar(select(func.count()).select_from(Unit)) == 1500
        assert session.scalar(select(func.count()).select_from(Workspace)) == 1
