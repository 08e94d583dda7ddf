"""What comes again: known comments with other content, and a source that repeats another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.comments import USUAL_SCOPE, NewComment
from models.statements import chunks
from models.tables import Comment, Score, Source

Key = tuple[int, str]
_FEWEST_ALIKE, _SHARE_ALIKE = 3, 0.8


def reworded(
    session: Session, workspace_id: int, keys: Sequence[Key], comments: Sequence[NewComment]
) -> tuple[int, ...]:
    """Positions of the comments whose key keeps other words; width, case, spacing and punctuation are no words."""
    kept: dict[Key, tuple[str, str | None]] = {}
    for part in chunks(sorted({key for _, key in keys})):
        found = select(Comment.source_id, Comment.external_id, Comment.text, Comment.fingerprint).where(
            Comment.workspace_id == workspace_id,
            Comment.source_id.in_({source_id for source_id, _ in keys}),
            Comment.external_id.in_(part),
        )
        kept.update(((source, key), (text, print_)) for source, key, text, print_ in session.execute(found))
    pairs = enumerate(zip(keys, comments, strict=True))
    return tuple(place for place, (key, comment) in pairs if key in kept and not _same_words(comment, *kept[key]))


def _same_words(comment: NewComment, text: str, fingerprint: str | None) -> bool:
    return comment.text == text or (fingerprint is not None and comment.fingerprint == fingerprint)


def rescored(
    session: Session, workspace_id: int, keys: Sequence[Key], comments: Sequence[NewComment]
) -> tuple[int, ...]:
    """Positions of the comments that bring a score which their key does not keep; one left out says nothing."""
    kept: dict[Key, set[tuple[str, str, float]]] = {}
    for part in chunks(sorted({key for _, key in keys})):
        found = (
            select(Comment.source_id, Comment.external_id, Score.kind, Score.scope, Score.value)
            .outerjoin(Score, Score.comment_id == Comment.id)
            .where(
                Comment.workspace_id == workspace_id,
                Comment.source_id.in_({source_id for source_id, _ in keys}),
                Comment.external_id.in_(part),
            )
        )
        for source, key, kind, scope, value in session.execute(found):
            kept.setdefault((source, key), set()).add((kind, scope, value))
    pairs = enumerate(zip(keys, comments, strict=True))
    return tuple(place for place, (key, comment) in pairs if key in kept and not _scores(comment) <= kept[key])


def _scores(comment: NewComment) -> set[tuple[str, str, float]]:
    return {(score.kind, score.scope or USUAL_SCOPE[score.kind], score.value) for score in comment.scores}


def source_alike(session: Session, workspace_id: int, source: str, comments: Sequence[NewComment]) -> str | None:
    """The other source that holds most of these ids with these words, when `source` is a new name; else `None`.

    An export that grew and was saved under another name would count everybody twice.
    """
    sources = select(Source.id, Source.name).where(Source.workspace_id == workspace_id)
    names = {row.id: row.name for row in session.execute(sources)}
    if source in names.values() or len(comments) < _FEWEST_ALIKE:
        return None
    texts = {comment.key: comment.text for comment in comments}
    found = select(Comment.source_id, Comment.external_id, Comment.text).where(
        Comment.workspace_id == workspace_id, Comment.source_id.in_(names), Comment.external_id.in_(texts)
    )
    alike = Counter(names[source_id] for source_id, key, text in session.execute(found) if texts[key] == text)
    name, times = next(iter(alike.most_common(1)), ("", 0))
    return name if times >= _SHARE_ALIKE * len(texts) else None
