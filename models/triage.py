"""What a person does with a comment on the triage desk; each step is audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.errors import Conflict, NotFound
from models.tables import Comment
from models.tables.columns import now


@dataclass(frozen=True, slots=True)
class TriageView:
    """`state`: open, taken or done."""

    comment_id: int
    state: str
    owner: str | None
    note: str | None
    at: datetime | None


def take(session: Session, workspace_id: int, comment_id: int, person: str) -> TriageView:
    """`person` answers for it now; raises `Conflict` when somebody else does already, or it is done."""
    row = _comment(session, workspace_id, comment_id)
    if row.triage_state == "done":
        raise Conflict(
            f"comment {comment_id} is done; wanted an open one: reopen it first",
            f"声 {comment_id} は対応済みです。先に未確認に戻してください。",
        )
    if row.triage_state == "taken" and row.triage_owner != person:
        raise Conflict(
            f"comment {comment_id} is taken by {row.triage_owner}; wanted an open one",
            f"声 {comment_id} は{row.triage_owner}さんが担当しています。",
        )
    return _set(session, row, person, "taken", owner=person, note=row.triage_note)


def note(session: Session, workspace_id: int, comment_id: int, person: str, words: str) -> TriageView:
    row = _comment(session, workspace_id, comment_id)
    return _set(session, row, person, row.triage_state, owner=row.triage_owner, note=words, action="note")


def finish(session: Session, workspace_id: int, comment_id: int, person: str) -> TriageView:
    row = _comment(session, workspace_id, comment_id)
    return _set(session, row, person, "done", owner=row.triage_owner or person, note=row.triage_note)


def reopen(session: Session, workspace_id: int, comment_id: int, person: str) -> TriageView:
    row = _comment(session, workspace_id, comment_id)
    return _set(session, row, person, "open", owner=None, note=row.triage_note)


def _comment(session: Session, workspace_id: int, comment_id: int) -> Comment:
    row = session.scalar(
        select(Comment)
        .where(Comment.id == comment_id, Comment.workspace_id == workspace_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("comment", comment_id)
    return row


def _set(
    session: Session, row: Comment, person: str, state: str, *, owner: str | None, note: str | None, action: str = ""
) -> TriageView:
    before = row.triage_state
    row.triage_state, row.triage_owner, row.triage_note, row.triage_at = state, owner, note, now()
    session.flush()
    told = {"before": before, "after": state, "owner": owner}
    audit.append(session, row.workspace_id, person, f"triage.{action or state}", f"comment:{row.id}", told)
    return TriageView(row.id, state, owner, note, row.triage_at)
