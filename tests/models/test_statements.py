"""What the two databases spell differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.database import Sessions, reading, writing
from models.statements import without
from models.tables import Workspace
from models.workspaces import create


def test_keys_are_left_in_the_database(store: Sessions) -> None:
    kept: dict[str, Any] = {"a": {"deep": [1, "語"]}, "_were": "long", "it's": None}
    with writing(store) as session:
        session.get_one(Workspace, create(session, "a house")).pain_points = kept
    with reading(store) as session:
        found = session.scalars(select(without(session, Workspace.pain_points, ("_were", "deep", "unknown")))).all()
    assert found == [{"a": {"deep": [1, "語"]}, "it's": None}]
