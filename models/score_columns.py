"""From which columns a source's scores were read, and what of it was only guessed.

What an import concluded is written into the audit trail, one entry an import; the last one of a source counts, so a
person who names the column takes the guess back. Scores that come in as JSON name their kind themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit
from models.comments import USUAL_SCOPE
from models.tables import AuditEntry, Source

ACTION = "import.scores"
ACTOR = "import"


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """`kind_guessed`: by the numbers in it alone, not by its heading, the file's layout or a person.

    `scope_assumed`: nothing said whether it was asked after one contact or of the whole relationship.
    """

    column: str
    kind: str
    kind_guessed: bool
    scope_assumed: bool


@dataclass(frozen=True, slots=True)
class GuessedScore:
    """A column of a source that is counted as this kind and scope by a guess."""

    source: str
    column: str
    kind: str
    scope: str
    kind_guessed: bool
    scope_assumed: bool


def record_score_columns(session: Session, workspace_id: int, source: str, columns: Sequence[ScoreColumn]) -> None:
    """Once an import, when it stored something, so that the source is there."""
    chosen = select(Source.id).where(Source.workspace_id == workspace_id, Source.name == source)
    detail = {"columns": [asdict(column) for column in columns]}
    audit.append(session, workspace_id, ACTOR, ACTION, _subject(session.scalars(chosen).one()), detail)


def guessed_scores(session: Session, workspace_id: int, sources: Sequence[str] = ()) -> tuple[GuessedScore, ...]:
    """By source and column; `sources`: only of these, of all when none is named."""
    chosen = select(Source.id, Source.name).where(Source.workspace_id == workspace_id).order_by(Source.name)
    rows = session.execute(chosen.where(Source.name.in_(sources)) if sources else chosen).all()
    last = _last(session, workspace_id, [_subject(row.id) for row in rows])
    found = [
        GuessedScore(row.name, scope=USUAL_SCOPE[column["kind"]], **column)
        for row in rows
        for column in last.get(_subject(row.id), {}).get("columns", ())
    ]
    return tuple(one for one in found if one.kind_guessed or one.scope_assumed)


def _subject(source_id: int) -> str:
    """By its id: a name may be longer than a subject."""
    return f"source:{source_id}"


def _last(session: Session, workspace_id: int, subjects: Sequence[str]) -> dict[str, audit.Detail]:
    """What the last import of each concluded, found by subject: the trail may hold an entry for every comment."""
    mine = (AuditEntry.workspace_id == workspace_id) & AuditEntry.subject.in_(subjects) & (AuditEntry.action == ACTION)
    newest = select(func.max(AuditEntry.number)).where(mine).group_by(AuditEntry.subject)
    chosen = select(AuditEntry.subject, AuditEntry.detail)
    rows = session.execute(chosen.where(AuditEntry.workspace_id == workspace_id, AuditEntry.number.in_(newest)))
    return {row.subject: row.detail for row in rows}
