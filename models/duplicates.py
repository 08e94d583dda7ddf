"""Copies of a text: linked to the first of their kind, never deleted. How they count, everywhere:

- A person counts once, however often they speak; a copy that somebody signed is that person's own voice. Fifteen
  customers who send in one text are fifteen respondents, and the page says so: one text ×15.
- Copies that nobody signed are one voice, because nobody can say whether they are two people; only if the text is
  long (`FOLDED_FROM`): short words are the same by chance, and each 「良かった」 is a voice of its own.
- Comments are counted as they came. Where words are quoted, a text is quoted once, with ×N beside it.
- A theme is founded by distinct texts: discovery folds copies before it looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.orm import Session

from models.sheets.marks import mark
from models.statements import chunks
from models.tables import Comment

FOLDED_FROM = 20  # characters
# Who speaks: the respondent's id, or minus the id of the first comment with these words where nobody signed them.
PERSON = case(
    (Comment.respondent_id.is_not(None), Comment.respondent_id),
    (Comment.duplicate_of.is_not(None) & (func.length(Comment.text) >= FOLDED_FROM), -Comment.duplicate_of),
    else_=-Comment.id,
).label("person")


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of a comment."""

    comment_id: int
    text: str


def recent_wordings(session: Session, workspace_id: int, most: int) -> list[Wording]:
    """The last `most` comments that are long enough to be copies of one another, oldest first."""
    long = (Comment.workspace_id == workspace_id, func.length(Comment.text) >= FOLDED_FROM)
    found = select(Comment.id, Comment.text).where(*long).order_by(Comment.id.desc()).limit(most)
    return [Wording(comment_id, text) for comment_id, text in session.execute(found)][::-1]


def link_duplicates(session: Session, workspace_id: int, pairs: Sequence[tuple[int, int]]) -> int:
    """Point each at the first of its kind, copies of copies too. Returns how many comments are linked anew."""
    firsts = _firsts(session, workspace_id, {i for pair in pairs for i in pair})
    moved: dict[int, int] = {}
    for pair in pairs:
        known = [_end(moved, firsts[i]) for i in pair if i in firsts]
        if len(set(known)) == 2:
            moved[max(known)] = min(known)
    weeks = [week for late in sorted(moved) for week in _follow(session, workspace_id, late, _end(moved, late))]
    mark(session, workspace_id, weeks)
    return len(weeks)


def _firsts(session: Session, workspace_id: int, ids: Iterable[int]) -> dict[int, int]:
    """The first of its kind for each that is there; itself for one that copies nothing."""
    found: dict[int, int] = {}
    for part in chunks(sorted(ids)):
        chosen = select(Comment.id, func.coalesce(Comment.duplicate_of, Comment.id)).where(
            Comment.workspace_id == workspace_id, Comment.id.in_(part)
        )
        found.update((comment_id, first) for comment_id, first in session.execute(chosen))
    return found


def _end(moved: dict[int, int], comment_id: int) -> int:
    while comment_id in moved:
        comment_id = moved[comment_id]
    return comment_id


def _follow(session: Session, workspace_id: int, late: int, first: int) -> list[date]:
    """`late` and whatever copied it are copies of `first`; the week of each."""
    theirs = (Comment.workspace_id == workspace_id, or_(Comment.id == late, Comment.duplicate_of == late))
    weeks: list[date] = list(session.scalars(select(Comment.week).where(*theirs)))
    session.execute(
        update(Comment).where(*theirs).values(duplicate_of=first).execution_options(synchronize_session=False)
    )
    return weeks
