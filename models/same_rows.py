"""A row without an id that comes again with another score: the same comment, its score revised and the change audited.

Such a row is known by all that it says, so that a corrected score makes it another one. Who is the same is decided by
the text, the time, the respondent, the question and the segments together, and only where the caller says that these
tell people apart: two people may say 「特になし」 on one day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from models.comments import NewComment
from models.statements import chunks
from models.tables import Comment, Respondent, Source
from models.take_over import take_over

BY_CONTENT = "row:"  # what keys made of a row's content begin with
Kept = Row[*tuple[Any, ...]]


@dataclass(slots=True)
class Revision:
    """What came of a batch. `revised`: comments whose score was changed.

    `doubtful`: for each new comment that may be a stored one with another score, the keys of those.
    """

    revised: int = 0
    doubtful: list[tuple[str, ...]] = field(default_factory=list)


def has_rows_without_id(session: Session, workspace_id: int, source: str) -> bool:
    found = (
        select(Comment.id)
        .join(Source, Source.id == Comment.source_id)
        .where(Comment.workspace_id == workspace_id, Source.name == source, _without_id())
    )
    return session.execute(found.limit(1)).first() is not None


def revise(
    session: Session,
    workspace_id: int,
    comments: Sequence[NewComment],
    told_apart: Sequence[bool],
    given: Callable[[str], bool],
) -> Revision:
    """Before the comments are taken in. All are of one source; `given`: whether a key was in this file already."""
    result = Revision()
    unknown = _unknown(session, workspace_id, comments)
    if not unknown:
        return result
    kept = _kept(session, workspace_id, [comments[place] for place in unknown])
    again: dict[int, NewComment] = {}
    for place in unknown:
        new = comments[place]
        same = [one for one in kept.get(_content(new), ()) if not given(one.external_id)]
        if told_apart[place] and len(same) == 1:
            kept[_content(new)].remove(same[0])
            again[same[0].id] = new
        elif same:
            result.doubtful.append(tuple(one.external_id for one in same))
    if again:
        # Known by the new row from now on.
        session.execute(update(Comment), [{"id": known, "external_id": new.key} for known, new in again.items()])
    result.revised = len(take_over(session, workspace_id, again).scores)
    return result


def _without_id() -> Any:  # noqa: ANN401 - SQLAlchemy's own
    return Comment.external_id.startswith(BY_CONTENT, autoescape=True)


def _unknown(session: Session, workspace_id: int, comments: Sequence[NewComment]) -> list[int]:
    keys = [one.key for one in comments if one.key.startswith(BY_CONTENT)]
    known: set[str] = set()
    for part in chunks(keys):
        found = (
            select(Comment.external_id)
            .join(Source, Source.id == Comment.source_id)
            .where(
                Comment.workspace_id == workspace_id, Source.name == comments[0].source, Comment.external_id.in_(part)
            )
        )
        known.update(session.scalars(found))
    wanted = set(keys) - known
    return [place for place, one in enumerate(comments) if one.key in wanted]


def _kept(session: Session, workspace_id: int, comments: Sequence[NewComment]) -> dict[tuple[Any, ...], list[Kept]]:
    """What is stored with the same words at the same times, by content."""
    found: dict[tuple[Any, ...], list[Kept]] = {}
    for part in chunks(sorted({one.fingerprint for one in comments if one.fingerprint})):
        chosen = (
            select(
                Comment.id,
                Comment.external_id,
                Comment.text,
                Comment.received_at,
                Comment.question,
                Comment.segment,
                Respondent.key.label("author"),
            )
            .join(Source, Source.id == Comment.source_id)
            .outerjoin(Respondent, Respondent.id == Comment.respondent_id)
            .where(
                Comment.workspace_id == workspace_id,
                Source.name == comments[0].source,
                Comment.fingerprint.in_(part),
                Comment.received_at.in_({one.received_at for one in comments}),
                _without_id(),
            )
        )
        for row in session.execute(chosen):
            found.setdefault(_content(row), []).append(row)
    return found


def _content(one: NewComment | Kept) -> tuple[Any, ...]:
    """All but the scores: which text column it is from stands behind the row's key."""
    key = one.key if isinstance(one, NewComment) else one.external_id
    segment = tuple(sorted(one.segment.items()))
    return one.text, one.received_at, one.question, one.author, segment, key.partition("/")[2]
