from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.database import Sessions, writing
from models.errors import NotFound
from models.jobs import (
    GIVEN_UP,
    claim_job,
    fail_job,
    finish_job,
    job,
    jobs,
    keep_job,
    progress,
    request,
    request_once,
    sweep_jobs,
)
from models.tables import Job
from models.tables.columns import now


def test_a_job_is_asked_for_claimed_and_finished(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        job_id = request(session, workspace_id, "discover", {"seed": 3})
    with writing(store) as session:
        claimed = claim_job(session, lease_seconds=60)
        assert claimed is not None
        assert (claimed.id, claimed.kind, claimed.payload) == (job_id, "discover", {"seed": 3})
        assert claim_job(session, lease_seconds=60) is None
        assert progress(session, job_id, claimed.token, 0.4, "clustering")
        assert job(session, job_id).progress == pytest.approx(0.4)
        assert finish_job(session, job_id, claimed.token, {"themes": 12})
    with writing(store) as session:
        done = job(session, job_id)
        assert (done.state, done.progress, done.result, done.note) == ("done", 1.0, {"themes": 12}, "clustering")


def test_a_request_that_is_rolled_back_was_never_made(store: Sessions, workspace_id: int) -> None:
    with store() as session:
        request(session, workspace_id, "discover")
        session.rollback()
    with writing(store) as session:
        assert jobs(session, workspace_id) == []


def test_only_the_holder_finishes(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        job_id = request(session, workspace_id, "discover")
        claim_job(session, lease_seconds=60)
        assert not finish_job(session, job_id, "somebody else")
        assert not progress(session, job_id, "somebody else", 0.5)


def test_a_job_that_fails_five_times_stays_failed(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        job_id = request(session, workspace_id, "import", {"path": "a.csv"})
        for _ in range(5):
            claimed = claim_job(session, lease_seconds=60)
            assert claimed is not None
            assert fail_job(session, job_id, claimed.token, "no such file")
        assert claim_job(session, lease_seconds=60) is None
        assert (job(session, job_id).state, job(session, job_id).error) == ("failed", "no such file")


def test_a_dead_workers_job_is_taken_up_again(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        job_id = request(session, workspace_id, "discover")
        dead = claim_job(session, lease_seconds=60)
        assert sweep_jobs(session) == 0
        session.execute(update(Job).values(lease_until=now() - timedelta(seconds=1)))
        assert sweep_jobs(session) == 1
        alive = claim_job(session, lease_seconds=60)
        assert alive is not None
        assert dead is not None
        assert not finish_job(session, job_id, dead.token)
        assert finish_job(session, job_id, alive.token)


@pytest.mark.parametrize(
    ("said", "wanted"), [(None, GIVEN_UP), ("no such file", f"{GIVEN_UP}; before that: no such file")]
)
def test_a_job_whose_worker_dies_each_time_says_why_it_failed(
    store: Sessions, workspace_id: int, said: str | None, wanted: str
) -> None:
    with writing(store) as session:
        job_id = request(session, workspace_id, "discover")
        for attempt in range(1, 6):
            assert claim_job(session, lease_seconds=60) is not None
            session.execute(update(Job).values(lease_until=now() - timedelta(seconds=1)))
            if attempt == 2:
                session.execute(update(Job).values(error=said))
            assert sweep_jobs(session) == 1
            assert (job(session, job_id).error == wanted) == (attempt == 5)
        assert job(session, job_id).state == "failed"


def test_a_lease_is_kept_without_a_word_on_progress(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        job_id = request(session, workspace_id, "discover")
        claimed = claim_job(session, lease_seconds=60)
        assert claimed is not None
        progress(session, job_id, claimed.token, 0.4, "themes")
        session.execute(update(Job).values(lease_until=now() - timedelta(seconds=1)))
        assert keep_job(session, job_id, claimed.token, 60)
        assert not keep_job(session, job_id, "somebody else", 60)
        assert sweep_jobs(session) == 0
        assert (job(session, job_id).progress, job(session, job_id).note) == (pytest.approx(0.4), "themes")


def test_asking_twice_while_it_waits_is_one_job(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        first = request_once(session, workspace_id, "discover")
        assert request_once(session, workspace_id, "discover") == first
        claim_job(session, lease_seconds=60)
        assert request_once(session, workspace_id, "discover") != first


def test_only_the_kinds_asked_for_are_claimed(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        request(session, workspace_id, "import")
        discover = request(session, workspace_id, "discover")
        claimed = claim_job(session, kinds=["discover"], lease_seconds=60)
        assert claimed is not None
        assert claimed.id == discover


def test_an_unknown_job_is_named(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session, pytest.raises(NotFound, match="job is 41"):
        job(session, 41)
