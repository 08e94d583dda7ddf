"""What comes again: the same answer, another under the same id, and a source that repeats another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.comments import TELLING_TEXT, USUAL_SCOPE, NewComment
from models.statements import chunks
from models.tables import Comment, Score, Source

Key = tuple[int, str]
_FEWEST_ALIKE, _SHARE_ALIKE = 3, 0.8


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored comment as far as it tells whether another is the same."""

    id: int
    text: str
    fingerprint: str | None
    received_at: datetime

    def has_words_of(self, comment: NewComment) -> bool:
        """Width, case, spacing and punctuation are no words."""
        return comment.text == self.text or (self.fingerprint is not None and comment.fingerprint == self.fingerprint)


def kept(session: Session, workspace_id: int, keys: Sequence[Key]) -> dict[Key, Kept]:
    """What is stored under these keys, (our id of the source, external id)."""
    found: dict[Key, Kept] = {}
    for part in chunks(sorted({key for _, key in keys})):
        chosen = select(
            Comment.source_id,
            Comment.external_id,
            Comment.id,
            Comment.text,
            Comment.fingerprint,
            Comment.received_at,
        ).where(
            Comment.workspace_id == workspace_id,
            Comment.source_id.in_({source_id for source_id, _ in keys}),
            Comment.external_id.in_(part),
        )
        for row in session.execute(chosen):
            found[row.source_id, row.external_id] = Kept(row.id, row.text, row.fingerprint, row.received_at)
    return found


def reworded(stored: Mapping[Key, Kept], keys: Sequence[Key], comments: Sequence[NewComment]) -> tuple[int, ...]:
    """Positions of the comments whose key keeps other words."""
    pairs = enumerate(zip(keys, comments, strict=True))
    return tuple(place for place, (key, new) in pairs if key in stored and not stored[key].has_words_of(new))


def ids_hold(stored: Mapping[Key, Kept], keys: Sequence[Key], comments: Sequence[NewComment]) -> bool:
    """Whether at least half of the stored ids keep their words: surveys count their answers anew each time."""
    known = [(key, new) for key, new in zip(keys, comments, strict=True) if key in stored and stored[key].text.strip()]
    return 2 * sum(stored[key].has_words_of(new) for key, new in known) >= len(known)


def same_answers(
    stored: Mapping[Key, Kept], keys: Sequence[Key], comments: Sequence[NewComment], places: Sequence[int]
) -> dict[int, NewComment]:
    """Of the comments at `places`, those that are the stored answer come again, by our ids.

    Surveys count their answers anew each time, and 「特になし」 is said every time. So where the words do not tell the
    answer, its time must be the same or unsaid, and the ids of most others must keep their words. Of one key sent
    several times at once the first counts, as when it is new.
    """
    known = [place for place in places if keys[place] in stored]
    worded = {place for place in known if stored[keys[place]].has_words_of(comments[place])}
    ids_hold = 2 * len(worded) >= len(known)
    same: dict[int, NewComment] = {}
    for place in sorted(worded):
        new, old = comments[place], stored[keys[place]]
        if len(new.text) >= TELLING_TEXT or (ids_hold and (not new.dated or new.received_at == old.received_at)):
            same.setdefault(old.id, new)
    return same


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
