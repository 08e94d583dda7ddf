"""A migrated database, a workspace, and comments to read."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from models.comments import NewComment
from models.database import Sessions, connect, migrate, sessions, writing
from models.intake import accept
from models.workspaces import default_workspace


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Sessions]:
    engine = connect(f"sqlite:///{tmp_path / 'data' / 'kikitori.sqlite3'}")
    migrate(engine)
    yield sessions(engine)
    engine.dispose()


@pytest.fixture
def workspace(database: Sessions) -> int:
    with writing(database) as session:
        return default_workspace(session)


@pytest.fixture
def put(database: Sessions, workspace: int) -> Callable[..., list[int]]:
    """Stores texts as comments and returns their ids, in order."""

    def store(*texts: str) -> list[int]:
        comments = [
            NewComment("test", f"{index}", text, "survey", datetime.now(UTC)) for index, text in enumerate(texts)
        ]
        with writing(database) as session:
            return accept(session, workspace, comments).new_ids

    return store


@pytest.fixture(scope="session")
def fake() -> Iterator[ModuleType]:
    """The module that worker processes of the tests are started with; here its analyser is used in process."""
    path = Path(__file__).with_name("fake_worker.py")
    spec = importlib.util.spec_from_file_location("fake_analyser", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fake_analyser"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["fake_analyser"]
