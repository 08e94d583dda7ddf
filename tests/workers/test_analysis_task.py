"""Slices of reading: which comments are read again, and when."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
from sqlalchemy import select

from models.database import Sessions, reading
from models.sheets.packing import refresh_all
from models.tables import Comment, ThemeLink
from settings import Settings
from workers import analysis_task, processes
from workers.analysis import read_batch
from workers.seeding import seed_themes

Put = Callable[..., list[int]]
Slice = Callable[[str], bool]


@pytest.fixture
def read(database: Sessions, fake: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Slice:
    """One slice of a worker with these weights; each version is a process of its own."""
    memories: dict[str, analysis_task._Memory] = {}
    monkeypatch.setattr(analysis_task, "_LOOK_AGAIN_SECONDS", 0.0)

    def slice_of(version: str) -> bool:
        monkeypatch.setattr(processes, "analyser", lambda: analyser(fake, version))
        monkeypatch.setattr(analysis_task, "_memory", memories.setdefault(version, analysis_task._Memory()))
        return analysis_task.analyse_slice(database, Settings(_env_file=None))

    return slice_of


def analyser(fake: ModuleType, version: str) -> object:
    class Versioned(fake.FakeAnalyser):  # type: ignore[misc, name-defined]
        def _one(self, text: str) -> object:
            return fake.reading(text, version)

    Versioned.version = version
    return Versioned()


def versions(database: Sessions) -> dict[str, str | None]:
    with reading(database) as session:
        return {text: version for text, version in session.execute(select(Comment.text, Comment.read_version))}  # noqa: C416


def test_other_weights_read_everything_again(database: Sessions, put: Put, read: Slice) -> None:
    put("遅い", "高い")
    assert not read("v1")
    assert not read("v2")
    assert versions(database) == {"遅い": "v2", "高い": "v2"}


def test_what_an_older_worker_read_meanwhile_is_read_again_when_the_queue_is_empty(
    database: Sessions, put: Put, read: Slice, fake: ModuleType
) -> None:
    put("遅い")
    read("v1")
    read("v2")
    put("遅い", "高い")
    assert read_batch(database, analyser(fake, "v1"), 10).read == 1  # type: ignore[arg-type]
    assert versions(database) == {"遅い": "v2", "高い": "v1"}
    assert read("v2")  # there is something to wake up for
    assert not read("v2")
    assert versions(database) == {"遅い": "v2", "高い": "v2"}


def test_an_older_worker_leaves_alone_what_newer_weights_read(database: Sessions, put: Put, read: Slice) -> None:
    put("遅い")
    read("v1")
    read("v2")
    assert not read("v1")
    assert versions(database) == {"遅い": "v2"}


def test_what_is_placed_when_the_queue_is_empty_is_counted_too(
    database: Sessions, workspace: int, put: Put, read: Slice, fake: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slice before has read the comments; this one finds nothing to read, and places the seeds."""
    monkeypatch.setattr(analysis_task, "ENOUGH", 2)
    text = "themes:\n- {id: late, ja: 遅い, examples: [配達がとても遅い]}\n"
    seed_themes(database, workspace, text, "ours.yaml", "佐藤", analyser(fake, "v1"))  # type: ignore[arg-type]
    assert not read("v1")
    put("配達がとても遅い", "荷物がまだこない", "店員さんが感じよい人", "値段が前よりずっと高い")
    read_batch(database, analyser(fake, "v1"), 10)  # type: ignore[arg-type]
    refresh_all(database, workspace)
    analysis_task._memory.read_in.add(workspace)
    assert not read("v1")
    with reading(database) as session:
        assert session.query(ThemeLink).count() == 2
    assert refresh_all(database, workspace) == 0
