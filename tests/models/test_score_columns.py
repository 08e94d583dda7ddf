"""What an import guessed about scores is kept, and taken back by the next import that is told."""

from __future__ import annotations

from models import audit
from models.database import Sessions, reading, writing
from models.score_columns import GuessedScore, ScoreColumn, guessed_scores, record_score_columns


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
