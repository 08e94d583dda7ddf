from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import func, select, update

from models import queue
from models.backlog import Backlog, backlog, is_empty, other_versions, pending, quarantined
from models.database import Sessions, reading, writing
from models.intake import accept
from models.queue import claim, fail, finish, outdated, release, replay, sweep
from models.tables import Comment, Opinion, Reading, Theme, ThemeLink, Unit, WeekSheet
from models.tables.columns import now
from models.workspaces import create


@pytest.fixture
def ten(store: Sessions, workspace_id: int, made: Any) -> list[int]:
    with writing(store) as session:
        return accept(session, workspace_id, [made.comment(f"c-{n}") for n in range(10)]).new_ids


def count(store: Sessions, table: type) -> int:
    with reading(store) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def die(store: Sessions) -> None:
    """What is left when a reader is killed and its lease runs out."""
    with writing(store) as session:
        past = now() - timedelta(seconds=1)
        session.execute(update(Comment).where(Comment.state == "leased").values(lease_until=past))
        sweep(session)


def test_a_claim_holds_comments_that_nobody_else_gets(store: Sessions, ten: list[int]) -> None:
    with writing(store) as session:
        first = claim(session, limit=6, lease_seconds=60)
    with writing(store) as session:
        second = claim(session, limit=6, lease_seconds=60)
        third = claim(session, limit=6, lease_seconds=60)
    assert [c.id for c in first.comments] + [c.id for c in second.comments] == ten
    assert third.comments == []
    assert first.comments[0].text == "配送が遅いです。"


def test_finish_writes_everything_and_marks_done(store: Sessions, ten: list[int], made: Any) -> None:
    with writing(store) as session:
        leased = claim(session, limit=10, lease_seconds=60)
        finished = finish(session, leased.token, [made.read(c.id, units=2) for c in leased.comments])
    assert finished == ten
    assert [count(store, table) for table in (Reading, Opinion, Unit)] == [10, 10, 20]
    with reading(store) as session:
        assert backlog(session).done == 10
        assert session.scalar(select(Comment.touchpoint).limit(1)) == "delivery"
        packed = session.scalars(select(Unit.vector).order_by(Unit.id)).first()
    assert np.frombuffer(packed or b"", "<f2").tolist() == [1, 0, 0, 0]


def test_finishing_twice_does_nothing_the_second_time(store: Sessions, ten: list[int], made: Any) -> None:
    with writing(store) as session:
        leased = claim(session, limit=10, lease_seconds=60)
        results = [made.read(c.id) for c in leased.comments]
        finish(session, leased.token, results)
    with writing(store) as session:
        assert finish(session, leased.token, results) == []
    assert count(store, Unit) == 10


def test_a_reader_that_lost_its_lease_writes_nothing(store: Sessions, ten: list[int], made: Any) -> None:
    with writing(store) as session:
        slow = claim(session, limit=10, lease_seconds=60)
    die(store)
    with writing(store) as session:
        assert finish(session, slow.token, [made.read(c.id) for c in slow.comments]) == []
    assert count(store, Reading) == 0


def test_reading_again_replaces_what_was_read(store: Sessions, ten: list[int], made: Any) -> None:
    for version in ("v1", "v2"):
        with writing(store) as session:
            outdated(session, version)
            leased = claim(session, limit=10, lease_seconds=60)
            finish(session, leased.token, [made.read(c.id, version=version) for c in leased.comments])
    assert [count(store, table) for table in (Reading, Opinion, Unit)] == [10, 10, 10]
    with reading(store) as session:
        assert set(session.scalars(select(Reading.version))) == {"v2"}
        assert set(session.scalars(select(Comment.read_version))) == {"v2"}


def test_old_readings_stand_until_they_are_replaced(store: Sessions, ten: list[int], made: Any) -> None:
    with writing(store) as session:
        leased = claim(session, limit=10, lease_seconds=60)
        finish(session, leased.token, [made.read(c.id) for c in leased.comments])
        assert outdated(session, "v1") == 0
        assert other_versions(session, "v1") == frozenset()
        assert other_versions(session, "v2") == {"v1"}
        assert outdated(session, "v2", of={"v0"}) == 0
        assert outdated(session, "v2", of={"v1"}, limit=4) == 4
    assert count(store, Reading) == 10


def test_finishing_renews_the_stamp_of_its_week(store: Sessions, ten: list[int], made: Any) -> None:
    with reading(store) as session:
        before = session.scalars(select(WeekSheet.stamp)).one()
    with writing(store) as session:
        leased = claim(session, limit=1, lease_seconds=60)
        finish(session, leased.token, [made.read(leased.comments[0].id)])
    with reading(store) as session:
        assert session.scalars(select(WeekSheet.stamp)).one() != before


def test_a_failure_comes_back_until_the_fifth_time(store: Sessions, ten: list[int], workspace_id: int) -> None:
    states = []
    for _ in range(5):
        with writing(store) as session:
            leased = claim(session, limit=1, lease_seconds=60)
            states.append(fail(session, leased.token, leased.comments[0].id, "ValueError: offsets"))
    assert states == ["pending"] * 4 + ["quarantined"]
    with reading(store) as session:
        assert quarantined(session, workspace_id) == [(ten[0], "ValueError: offsets")]


def test_only_the_holder_can_fail_a_comment(store: Sessions, ten: list[int]) -> None:
    with writing(store) as session:
        claim(session, limit=1, lease_seconds=60)
        assert fail(session, "somebody else", ten[0], "no") is None


def test_what_is_quarantined_can_be_replayed(store: Sessions, ten: list[int], workspace_id: int) -> None:
    with writing(store) as session:
        session.execute(update(Comment).values(state="quarantined", attempts=5, error="bad deploy"))
        assert replay(session, ten[:3]) == 3
        assert replay(session, ten) == 7
        assert backlog(session, workspace_id).pending == 10


def test_releasing_leaves_no_trace(store: Sessions, ten: list[int]) -> None:
    with writing(store) as session:
        leased = claim(session, limit=10, lease_seconds=60)
        assert release(session, leased.token) == 10
        again = claim(session, limit=10, lease_seconds=60)
    assert [c.attempts for c in again.comments] == [1] * 10


def test_a_lease_that_still_runs_is_not_swept(store: Sessions, ten: list[int]) -> None:
    with writing(store) as session:
        claim(session, limit=10, lease_seconds=60)
        assert sweep(session) == 0


def test_a_comment_that_kills_its_reader_is_found_and_its_neighbours_are_read(
    store: Sessions, workspace_id: int, made: Any
) -> None:
    with writing(store) as session:
        ids = accept(session, workspace_id, [made.comment(f"p-{n}") for n in range(64)]).new_ids
    poison, claims = ids[37], 0
    while True:
        with writing(store) as session:
            leased = claim(session, limit=64, lease_seconds=60)
            claims += 1
            if not leased.comments:
                break
            if poison not in [c.id for c in leased.comments]:
                finish(session, leased.token, [made.read(c.id) for c in leased.comments])
        die(store)
    with reading(store) as session:
        left = backlog(session)
        attempts = session.scalar(select(Comment.attempts).where(Comment.id == poison))
        assert [comment_id for comment_id, _ in quarantined(session, workspace_id)] == [poison]
    assert (left.done, left.quarantined, attempts) == (63, 1, 5)
    assert claims < 40


def test_each_workspace_gets_its_part_of_a_claim(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        accept(session, workspace_id, [made.comment(f"big-{n}") for n in range(50)])
        other = create(session, "small")
        accept(session, other, [made.comment(f"small-{n}") for n in range(3)])
        leased = claim(session, limit=20, lease_seconds=60)
    owners = [c.workspace_id for c in leased.comments]
    assert owners.count(other) == 3
    assert owners.count(workspace_id) >= 10


def test_backlog_says_how_long_the_first_has_waited(store: Sessions, ten: list[int]) -> None:
    with writing(store) as session:
        session.execute(update(Comment).where(Comment.id == ten[0]).values(ingested_at=now() - timedelta(hours=1)))
        waiting = backlog(session)
    assert waiting.pending == 10
    assert waiting.oldest_seconds == pytest.approx(3600, abs=60)


def test_an_empty_queue_has_waited_for_nothing(store: Sessions, workspace_id: int) -> None:
    with reading(store) as session:
        assert backlog(session, workspace_id) == Backlog(0, 0, 0, 0, None)
        assert is_empty(session, workspace_id)


def test_what_waits_is_counted_without_what_is_done(store: Sessions, workspace_id: int, ten: list[int]) -> None:
    with writing(store) as session:
        session.execute(update(Comment).where(Comment.id.in_(ten[:4])).values(state="done"))
        other = create(session, "other")
        assert pending(session) == pending(session, workspace_id) == 6
        assert pending(session, other) == 0
        assert not is_empty(session, workspace_id)
        assert is_empty(session, other)


def theme(session: Any, workspace_id: int, code: str, **changes: Any) -> int:
    row = Theme(workspace_id=workspace_id, code=code, anchor=b"", centroid=b"", threshold=0.5, **changes)
    session.add(row)
    session.flush()
    return row.id


def test_units_go_to_the_theme_that_stands_today(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        (comment_id,) = accept(session, workspace_id, [made.comment()]).new_ids
        alive = theme(session, workspace_id, "T-0001", state="active")
        merged = theme(session, workspace_id, "T-0002", state="merged", merged_into=alive)
        retired = theme(session, workspace_id, "T-0003", state="retired")
        leased = claim(session, limit=1, lease_seconds=60)
        units = [made.unit(n, theme_id=t, similarity=0.7) for n, t in enumerate((alive, merged, retired, 999, None))]
        finish(session, leased.token, [queue.ReadComment(comment_id, made.reading(), (), units)])
    with reading(store) as session:
        assert session.scalars(select(ThemeLink.theme_id)).all() == [alive, alive]


def test_where_a_person_put_a_unit_outlives_a_new_reading(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        (comment_id,) = accept(session, workspace_id, [made.comment()]).new_ids
        ours, theirs = (theme(session, workspace_id, f"T-000{n}", state="active") for n in (1, 2))
        for version in ("v1", "v2"):
            outdated(session, version)
            leased = claim(session, limit=1, lease_seconds=60)
            units = [made.unit(0, theme_id=theirs, similarity=0.9)]
            finish(session, leased.token, [queue.ReadComment(comment_id, made.reading(version=version), (), units)])
            if version == "v1":
                session.execute(update(ThemeLink).values(theme_id=ours, by="person"))
    with reading(store) as session:
        link = session.scalars(select(ThemeLink)).one()
        assert (link.theme_id, link.by) == (ours, "person")


def test_readers_in_parallel_read_each_comment_once(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        ids = accept(session, workspace_id, [made.comment(f"c-{n}") for n in range(200)]).new_ids
    read: list[int] = []

    def work() -> None:
        while True:
            with writing(store) as session:
                leased = claim(session, limit=7, lease_seconds=60)
            if not leased.comments:
                return
            with writing(store) as session:
                read.extend(finish(session, leased.token, [made.read(c.id) for c in leased.comments]))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read) == ids
    assert count(store, Unit) == 200
