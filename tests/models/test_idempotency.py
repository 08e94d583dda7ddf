from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from models.database import Sessions, writing
from models.idempotency import StoredAnswer, forget, store, stored
from models.tables.columns import now


def test_an_answer_is_kept_for_its_key(database: Sessions, workspace_id: int) -> None:
    with writing(database) as session:
        assert stored(session, workspace_id, "k-1") is None
        store(session, workspace_id, "k-1", "hash", 202, "{}")
    with writing(database) as session:
        assert stored(session, workspace_id, "k-1") == StoredAnswer("hash", 202, "{}")
        assert stored(session, workspace_id + 1, "k-1") is None


def test_only_the_first_writer_of_a_key_is_kept(database: Sessions, workspace_id: int) -> None:
    with writing(database) as session:
        store(session, workspace_id, "k-1", "hash", 202, "{}")
    with pytest.raises(IntegrityError), writing(database) as session:
        store(session, workspace_id, "k-1", "other", 202, "{}")


def test_old_answers_are_forgotten(database: Sessions, workspace_id: int) -> None:
    with writing(database) as session:
        store(session, workspace_id, "k-1", "hash", 202, "{}")
        assert forget(session, now() - timedelta(hours=1)) == 0
        assert forget(session, now() + timedelta(hours=1)) == 1
