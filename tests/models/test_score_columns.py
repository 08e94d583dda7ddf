"""What an import guessed about scores is kept, and taken back by the next import that is told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import event
from sqlalchemy.orm import Session

from models import audit
from models.database import Sessions, reading, writing
from models.score_columns import GuessedScore, ScoreColumn, guessed_scores
from models.score_columns import record_score_columns as stored
from models.tables import AuditEntry, Source

GUESSED = ScoreColumn("点", "nps", kind_guessed=True, scope_assumed=True)


def record_score_columns(session: Session, workspace_id: int, source: str, columns: Sequence[ScoreColumn]) -> None:
    """As the end of an import: the source is there."""
    if session.query(Source).filter_by(workspace_id=workspace_id, name=source).first() is None:
        session.add(Source(workspace_id=workspace_id, name=source, channel="survey"))
        session.flush()
    stored(session, workspace_id, source, columns)


def test_only_what_was_guessed_is_told(store: Sessions, workspace_id: int) -> None:
    told = ScoreColumn("推奨度", "nps", kind_guessed=False, scope_assumed=False)
    assumed = ScoreColumn("満足度", "csat", kind_guessed=False, scope_assumed=True)
    with writing(store) as session:
        record_score_columns(session, workspace_id, "店頭", [told, assumed])
        record_score_columns(session, workspace_id, "web", [ScoreColumn("点", "nps", True, True)])
    with reading(store) as session:
        found = guessed_scores(session, workspace_id)
        assert audit.verify(session, workspace_id) is None
        assert guessed_scores(session, workspace_id, ["店頭"]) == found[1:]
    assert found == (
        GuessedScore("web", "点", "nps", "relational", kind_guessed=True, scope_assumed=True),
        GuessedScore("店頭", "満足度", "csat", "transactional", kind_guessed=False, scope_assumed=True),
    )


def test_the_last_import_of_a_source_counts(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        record_score_columns(session, workspace_id, "web", [ScoreColumn("点", "nps", True, True)])
        record_score_columns(session, workspace_id, "web", [ScoreColumn("点", "nps", False, False)])
    with reading(store) as session:
        assert guessed_scores(session, workspace_id) == ()
        assert guessed_scores(session, workspace_id + 1) == ()


def test_a_source_is_told_however_long_its_name_is(store: Sessions, workspace_id: int) -> None:
    name = "満" * 200
    with writing(store) as session:
        record_score_columns(session, workspace_id, name, [GUESSED])
        (subject,) = session.query(AuditEntry.subject).one()
    assert len(subject) <= AuditEntry.__table__.c.subject.type.length
    with reading(store) as session:
        assert [one.source for one in guessed_scores(session, workspace_id)] == [name]


def test_the_trail_is_not_walked_through(store: Sessions, workspace_id: int) -> None:
    """Other entries, one a corrected comment, must cost a page nothing: they are found by subject."""
    with writing(store) as session:
        record_score_columns(session, workspace_id, "web", [GUESSED])
    asked: list[str] = []
    with reading(store) as session:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        assert len(guessed_scores(session, workspace_id)) == 1
    trail = [statement for statement in asked if "audit_entry" in statement]
    assert trail
    assert all("subject IN" in statement for statement in trail)
