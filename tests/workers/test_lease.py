"""A job that works in silence keeps its lease; one whose worker is gone loses it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from models import jobs
from models.database import Sessions, reading, writing
from models.jobs import ClaimedJob, Payload
from models.tables import Job
from models.tables.columns import now
from settings import Settings
from workers import jobs as work
from workers import lease

LATE = timedelta(seconds=5)


@pytest.fixture
def claimed(database: Sessions, workspace: int) -> ClaimedJob:
    with writing(database) as session:
        jobs.request(session, workspace, "discover")
        found = jobs.claim_job(session, lease_seconds=60)
    assert found is not None
    return found


def nearly_over(database: Sessions) -> None:
    with writing(database) as session:
        session.execute(update(Job).values(lease_until=now() + LATE))


def is_kept(database: Sessions) -> bool:
    with reading(database) as session:
        return session.query(Job).filter(Job.lease_until > now() + 2 * LATE).count() == 1


def soon(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + 20
    while not true() and time.monotonic() < until:
        time.sleep(0.01)
    return true()


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("lease-")]


def test_a_job_that_says_nothing_keeps_its_lease_until_it_ends(
    database: Sessions, workspace: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(sessions: Sessions, _settings: Settings, _claimed: ClaimedJob) -> Payload:
        nearly_over(sessions)
        return {"kept": soon(lambda: is_kept(sessions))}

    monkeypatch.setattr(lease, "EVERY_SECONDS", 0.02)
    monkeypatch.setitem(work.WORK, "discover", silent)
    with writing(database) as session:
        job = jobs.request(session, workspace, "discover")
    assert work.run_jobs(database, Settings(data_dir=tmp_path)) == 1
    with reading(database) as session:
        done = jobs.job(session, job)
    assert (done.state, done.result, done.attempts) == ("done", {"kept": True}, 1)
    assert threads() == []


def test_the_lease_is_kept_no_longer_than_the_job(
    database: Sessions, claimed: ClaimedJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "EVERY_SECONDS", 0.02)
    seen: list[str] = []

    def breaks() -> None:
        with lease.held(database, claimed):
            seen.extend(threads())
            raise RuntimeError("no memory")

    with pytest.raises(RuntimeError, match="no memory"):
        breaks()
    assert (seen, threads()) == ([f"lease-{claimed.id}"], [])


def test_the_thread_ends_with_its_process(database: Sessions, claimed: ClaimedJob) -> None:
    with lease.held(database, claimed):
        (keeper,) = (thread for thread in threading.enumerate() if thread.name == f"lease-{claimed.id}")
        assert keeper.daemon


def test_a_lease_that_somebody_else_has_is_left_alone(
    database: Sessions, claimed: ClaimedJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "EVERY_SECONDS", 0.02)
    with writing(database) as session:
        session.execute(update(Job).values(lease_token="another", lease_until=now() + LATE))
    with lease.held(database, claimed):
        assert soon(lambda: threads() == [])
    assert not is_kept(database)


def test_a_database_that_is_busy_is_asked_again(
    database: Sessions, claimed: ClaimedJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    keep = jobs.keep_job

    def busy_at_first(*args: object) -> bool:
        asked.append(True)
        if len(asked) == 1:
            raise OperationalError("UPDATE job", {}, Exception("the server closed the connection"))
        return keep(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(lease, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(jobs, "keep_job", busy_at_first)
    nearly_over(database)
    with lease.held(database, claimed):
        assert soon(lambda: is_kept(database))


def test_work_that_another_worker_has_by_then_is_said(
    database: Sessions,
    workspace: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def taken(sessions: Sessions, _settings: Settings, _claimed: ClaimedJob) -> Payload:
        with writing(sessions) as session:
            session.execute(update(Job).values(lease_token="another"))
        return {}

    monkeypatch.setitem(work.WORK, "discover", taken)
    with writing(database) as session:
        job = jobs.request(session, workspace, "discover")
    work.run_jobs(database, Settings(data_dir=tmp_path))
    assert f"job {job} (discover) was done, but another worker had it by then" in caplog.text
    with reading(database) as session:
        assert jobs.job(session, job).state == "leased"
