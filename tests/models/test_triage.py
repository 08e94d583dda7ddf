from __future__ import annotations

from typing import Any

import pytest

from models import audit
from models.database import Sessions, writing
from models.errors import Conflict, NotFound
from models.intake import accept
from models.triage import finish, note, reopen, take


@pytest.fixture
def comment_id(store: Sessions, workspace_id: int, made: Any) -> int:
    with writing(store) as session:
        return accept(session, workspace_id, [made.comment()]).new_ids[0]


def test_take_note_done_and_open_again(store: Sessions, workspace_id: int, comment_id: int) -> None:
    with writing(store) as session:
        steps = [
            take(session, workspace_id, comment_id, "佐藤"),
            note(session, workspace_id, comment_id, "佐藤", "折り返し電話済み"),
            finish(session, workspace_id, comment_id, "佐藤"),
            reopen(session, workspace_id, comment_id, "鈴木"),
        ]
        done = [entry.action for entry in reversed(audit.entries(session, workspace_id))]
    assert [(s.state, s.owner) for s in steps] == [
        ("taken", "佐藤"),
        ("taken", "佐藤"),
        ("done", "佐藤"),
        ("open", None),
    ]
    assert steps[-1].note == "折り返し電話済み"
    assert done == ["triage.taken", "triage.note", "triage.done", "triage.open"]


def test_what_another_has_taken_is_theirs(store: Sessions, workspace_id: int, comment_id: int) -> None:
    with writing(store) as session:
        take(session, workspace_id, comment_id, "佐藤")
        take(session, workspace_id, comment_id, "佐藤")
        with pytest.raises(Conflict, match="taken by 佐藤"):
            take(session, workspace_id, comment_id, "鈴木")
        finish(session, workspace_id, comment_id, "佐藤")
        with pytest.raises(Conflict, match="is done"):
            take(session, workspace_id, comment_id, "佐藤")


def test_a_comment_of_nobody_is_not_found(store: Sessions, workspace_id: int, comment_id: int) -> None:
    with writing(store) as session, pytest.raises(NotFound, match="comment is"):
        take(session, workspace_id + 1, comment_id, "佐藤")
