"""From which columns a source's scores were read, and what of it was only guessed.

What an import concluded is written into the audit trail, one entry an import; the last one of a source counts, so a
person who names the column takes the guess back. Scores that come in as JSON name their kind themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.comments import USUAL_SCOPE
from models.tables import AuditEntry

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
    """Once an import, when it stored something."""
    detail = {"columns": [asdict(column) for column in columns]}
    audit.append(session, workspace_id, ACTOR, ACTION, f"source:{source}", detail)


def guessed_scores(session: Session, workspace_id: int, sources: Sequence[str] = ()) -> tuple[GuessedScore, ...]:
    """By source and column; `sources`: only of these, of all when none is named."""
    chosen = select(AuditEntry.subject, AuditEntry.detail).where(
        AuditEntry.workspace_id == workspace_id, AuditEntry.action == ACTION
    )
    last = {
        row.subject.removeprefix("source:"): row.detail for row in session.execute(chosen.order_by(AuditEntry.number))
    }
    found = [
        GuessedScore(source, scope=USUAL_SCOPE[column["kind"]], **column)
        for source, detail in sorted(last.items())
        if not sources or source in sources
        for column in detail["columns"]
    ]
    return tuple(one for one in found if one.kind_guessed or one.scope_assumed)
