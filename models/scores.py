"""The scores of comments as rows: stored with a comment, or in place of those of their kind and scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert as plain_insert
from sqlalchemy.orm import Session

from models.comments import NewComment, NewScore
from models.statements import insert
from models.tables import Score


def insert_scores(session: Session, workspace_id: int, comments: Mapping[int, NewComment]) -> None:
    """Of comments that have none yet, by our ids."""
    rows = _rows(workspace_id, {comment_id: comment.scores for comment_id, comment in comments.items()})
    if rows:
        session.execute(plain_insert(Score), rows)


def replace_scores(session: Session, workspace_id: int, scores: Mapping[int, Sequence[NewScore]]) -> None:
    """By our ids of their comments; scores of another kind or scope stay."""
    rows = _rows(workspace_id, scores)
    if rows:
        # Two imports may add the same score at once: the later one stands, and neither fails.
        statement = insert(session, Score)
        values = {name: statement.excluded[name] for name in ("value", "scale_low", "scale_high", "normalised")}
        session.execute(
            statement.on_conflict_do_update(index_elements=["comment_id", "kind", "scope"], set_=values), rows
        )


def _rows(workspace_id: int, scores: Mapping[int, Sequence[NewScore]]) -> list[dict[str, Any]]:
    return [
        {
            "workspace_id": workspace_id,
            "comment_id": comment_id,
            "kind": score.kind,
            "scope": score.usual_scope,
            "value": score.value,
            "scale_low": score.bounds[0],
            "scale_high": score.bounds[1],
            "normalised": score.normalised,
        }
        for comment_id, given in scores.items()
        for score in given
    ]
