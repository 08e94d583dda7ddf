from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType

import pytest
from sqlalchemy import select, update

from models import audit, backlog, queue
from models.database import Sessions, reading, writing
from models.tables import AuditEntry, Comment, Reading, Theme, ThemeLink, Unit
from models.tables.columns import now
from nlp.values import Reading as Read
from workers.analysis import read_batch
from workers.breaker import PAUSE_SECONDS, Breaker
from workers.convert import Place

Put = Callable[..., list[int]]


def states(database: Sessions) -> dict[str, str]:
    with reading(database) as session:
        return {text: state for text, state in session.execute(select(Comment.text, Comment.state))}  # noqa: C416


def test_a_batch_is_read_and_written_once(database: Sessions, put: Put, fake: ModuleType) -> None:
    ids = put("配送が遅い。", "店員が親切。", "高い。")
    outcome = read_batch(database, fake.FakeAnalyser(), 10)
    assert (outcome.claimed, outcome.read, outcome.failed, outcome.stopped) == (3, 3, 0, False)
    with reading(database) as session:
        assert session.scalars(select(Reading.comment_id).order_by(Reading.comment_id)).all() == ids
        assert len(session.scalars(select(Unit.id)).all()) == 3
    assert read_batch(database, fake.FakeAnalyser(), 10).claimed == 0


def test_one_text_that_raises_leaves_the_others_read(database: Sessions, put: Put, fake: ModuleType) -> None:
    put(*[f"良い {i}" for i in range(20)], "RAISE", *[f"遅い {i}" for i in range(11)])
    outcome = read_batch(database, fake.FakeAnalyser(), 32)
    assert (outcome.read, outcome.failed) == (31, 1)
    found = states(database)
    assert found.pop("RAISE") == "pending"
    assert set(found.values()) == {"done"}


def test_a_text_that_always_raises_is_quarantined_with_its_error(
    database: Sessions, put: Put, fake: ModuleType
) -> None:
    (bad, _) = put("RAISE", "良い")
    for _ in range(10):
        read_batch(database, fake.FakeAnalyser(), 8, breaker=Breaker())
    assert states(database) == {"RAISE": "quarantined", "良い": "done"}
    with reading(database) as session:
        row = session.get_one(Comment, bad)
        assert row.attempts == 5
        assert row.error == "ValueError: a text that no analyser can bear"


def test_an_unreadable_text_keeps_the_words_of_the_analyser(database: Sessions, put: Put, fake: ModuleType) -> None:
    put("UNREADABLE", "良い")
    assert read_batch(database, fake.FakeAnalyser(), 8).failed == 1
    with reading(database) as session:
        assert session.scalar(select(Comment.error).where(Comment.text == "UNREADABLE")) == "nothing to read"


def test_a_bad_deploy_stops_reading_and_quarantines_nothing(
    database: Sessions, workspace: int, put: Put, fake: ModuleType
) -> None:
    put(*[f"RAISE {i}" for i in range(60)])
    breaker = Breaker()
    outcome = read_batch(database, fake.FakeAnalyser(), 64, breaker=breaker)
    assert (outcome.failed, outcome.stopped) == (60, True)
    assert read_batch(database, fake.FakeAnalyser(), 64, breaker=breaker).claimed == 0
    with reading(database) as session:
        assert backlog.backlog(session).pending == 60
        assert session.scalars(select(Comment.attempts)).all() == [0] * 60
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "analysis.paused")).all()
        assert len(entries) == 1
        assert entries[0].detail["failed"] == 60
        assert audit.verify(session, workspace) is None


def test_after_the_pause_a_small_batch_tries_again(database: Sessions, put: Put, fake: ModuleType) -> None:
    ids = put(*[f"RAISE {i}" for i in range(60)])
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    read_batch(database, fake.FakeAnalyser(), 64, breaker=breaker)
    now[0] = PAUSE_SECONDS + 1
    still = read_batch(database, fake.FakeAnalyser(), 64, breaker=breaker)
    assert (still.claimed, still.stopped) == (16, True)
    with writing(database) as session:
        for comment_id in ids:
            session.get_one(Comment, comment_id).text = "良い"
    now[0] *= 3
    assert read_batch(database, fake.FakeAnalyser(), 64, breaker=breaker).read == 16
    assert read_batch(database, fake.FakeAnalyser(), 64, breaker=breaker).read == 44
    with reading(database) as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "analysis.paused")).all()) == 1


def test_half_failing_is_not_a_bad_deploy() -> None:
    breaker = Breaker()
    assert not breaker.trips(50, 50)
    assert breaker.trips(0, 1)
    assert not Breaker().trips(0, 49)


def test_few_failures_in_a_large_batch_are_not_a_bad_deploy() -> None:
    breaker = Breaker()
    assert not breaker.trips(3973, 123)
    assert not breaker.trips(3973, 123)
    assert breaker.trips(1000, 3096)


def test_what_was_read_long_ago_does_not_hide_a_bad_deploy() -> None:
    breaker = Breaker()
    assert not any(breaker.trips(128, 0) for _ in range(100))
    assert not breaker.trips(0, 128)
    assert breaker.trips(0, 128)


def test_a_store_that_refuses_everything_stops_reading(
    database: Sessions, put: Put, fake: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> list[int]:
        raise ValueError("no such column: readings.weather")

    put(*[f"良い {i}" for i in range(60)])
    monkeypatch.setattr(queue, "finish", refuse)
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    outcome = read_batch(database, fake.FakeAnalyser(), 64, breaker=breaker)
    assert (outcome.read, outcome.failed, outcome.stopped) == (0, 60, True)
    now[0] = PAUSE_SECONDS + 1
    probe = read_batch(database, fake.FakeAnalyser(), 64, breaker=breaker)
    assert (probe.claimed, probe.failed, probe.stopped) == (16, 16, True)
    assert breaker.paused
    with reading(database) as session:
        assert session.scalars(select(Comment.attempts)).all() == [0] * 60


def test_a_value_the_database_refuses_costs_its_comment_only(database: Sessions, put: Put, fake: ModuleType) -> None:
    class Odd(fake.FakeAnalyser):  # type: ignore[misc, name-defined]
        def _one(self, text: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
            from dataclasses import replace

            found = super()._one(text)
            return replace(found, urgency=None) if "奇妙" in text else found

    put(*[f"良い {i}" for i in range(7)], "奇妙", *[f"遅い {i}" for i in range(8)])
    outcome = read_batch(database, Odd(), 32)
    assert outcome.read == 15
    assert states(database)["奇妙"] == "pending"


def test_a_lost_lease_writes_nothing(database: Sessions, put: Put, fake: ModuleType) -> None:
    class Slow(fake.FakeAnalyser):  # type: ignore[misc, name-defined]
        def analyse(self, texts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            with writing(database) as session:
                for row in session.scalars(select(Comment)):
                    row.state, row.lease_token = "pending", None
            return super().analyse(texts)

    put("良い", "遅い")
    assert read_batch(database, Slow(), 8).read == 0
    with reading(database) as session:
        assert session.scalars(select(Reading.comment_id)).all() == []
    assert read_batch(database, fake.FakeAnalyser(), 32).read == 2


def test_a_theme_that_cannot_be_asked_costs_no_comment_its_reading(
    database: Sessions, put: Put, fake: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(workspace_id: int, readings: Sequence[Read]) -> list[list[Place]]:
        raise ValueError("operands could not be broadcast together")

    put("良い", "遅い")
    outcome = read_batch(database, fake.FakeAnalyser(), 8, assign=broken)
    assert (outcome.claimed, outcome.read, outcome.failed) == (2, 2, 0)
    assert states(database) == {"良い": "done", "遅い": "done"}
    assert "2 comments of workspace 1 could not be given themes" in caplog.text


def test_a_unit_stays_where_it_is_when_no_theme_can_be_asked(
    database: Sessions, workspace: int, put: Put, fake: ModuleType
) -> None:
    put("良い", "遅い")
    read_batch(database, fake.FakeAnalyser(), 8)
    with writing(database) as session:
        theme = Theme(workspace_id=workspace, code="T-0001", state="active", threshold=0.5, anchor=b"", centroid=b"")
        session.add(theme)
        session.flush()
        for unit in session.scalars(select(Unit)):
            session.add(ThemeLink(unit_id=unit.id, workspace_id=workspace, theme_id=theme.id, similarity=0.7,
                                  comment_id=unit.comment_id, received_at=now()))  # fmt: skip
        session.execute(update(Comment).values(state="pending", attempts=0))

    def broken(workspace_id: int, readings: Sequence[Read]) -> list[list[Place]]:
        raise ValueError("operands could not be broadcast together")

    read_batch(database, fake.FakeAnalyser(), 8, assign=broken)
    with reading(database) as session:
        links = session.scalars(select(ThemeLink)).all()
        assert [(link.theme_id, link.by, link.similarity) for link in links] == [(1, "engine", 0.7)] * 2
    with writing(database) as session:
        session.execute(update(Comment).values(state="pending", attempts=0))
    read_batch(database, fake.FakeAnalyser(), 8, assign=lambda _, read: [[(None, 0.1)] * len(r.units) for r in read])
    with reading(database) as session:
        assert session.scalars(select(ThemeLink.unit_id)).all() == []
