from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, event, update

from models.audit import Act, append, append_all, entries, verify
from models.database import Sessions, reading, writing
from models.tables import AuditEntry


@pytest.fixture
def three(store: Sessions, workspace_id: int) -> int:
    with writing(store) as session:
        for number in range(3):
            append(session, workspace_id, "owner", "theme.rename", f"theme:{number}", {"after": "配送の遅れ", "n": 1})
    return workspace_id


def test_an_untouched_chain_holds(store: Sessions, three: int) -> None:
    with reading(store) as session:
        assert verify(session, three) is None
        assert [e.number for e in entries(session, three)] == [3, 2, 1]
        assert [e.number for e in entries(session, three, subject="theme:1")] == [2]
        assert [e.number for e in entries(session, three, before=2)] == [1]


@pytest.mark.parametrize("change", [{"actor": "nobody"}, {"detail": {}}, {"action": "theme.merge"}])
def test_a_changed_entry_shows(store: Sessions, three: int, change: dict[str, object]) -> None:
    with writing(store) as session:
        session.execute(update(AuditEntry).where(AuditEntry.number == 2).values(**change))
        assert verify(session, three) == 2


def test_a_missing_entry_shows(store: Sessions, three: int) -> None:
    with writing(store) as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number == 2))
        assert verify(session, three) == 2


def test_many_acts_are_one_chain_and_one_statement(store: Sessions, three: int) -> None:
    acts = [Act("import", "score.revised", f"comment:{n}", {"before": "NPS 3", "after": "NPS 9"}) for n in range(300)]
    asked: list[str] = []
    with writing(store) as session:
        # Of this connection only: the engine serves other tests.
        event.listen(session.connection(), "before_cursor_execute", lambda *told: asked.append(told[2].split()[0]))
        assert append_all(session, three, acts) == list(range(4, 304))
        first = asked.copy()
        assert append_all(session, three, []) == []
        assert append(session, three, "owner", "theme.rename", "theme:1", {}) == 304
    assert [statement for statement in first if statement == "INSERT"] == ["INSERT"]
    with reading(store) as session:
        assert verify(session, three) is None
        found = entries(session, three, limit=400)
    assert [one.subject for one in reversed(found)][3:6] == ["comment:0", "comment:1", "comment:2"]


def test_writers_at_once_make_one_chain(store: Sessions, workspace_id: int) -> None:
    def write() -> None:
        for _ in range(5):
            with writing(store) as session:
                append(session, workspace_id, "key", "feedback.accept", "source:survey", {})

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(store) as session:
        assert verify(session, workspace_id) is None
        assert len(entries(session, workspace_id)) == 20
