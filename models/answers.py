"""One answer is one comment: its words may come after its score, or its score again beside words of another column.

Surveys send half an answer as soon as it is given. Stored as it comes, the score would count twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.comments import NewComment
from models.known import Kept, Key, ids_hold, kept
from models.statements import chunks
from models.tables import Score


@dataclass(slots=True)
class Joined:
    """`comments` in the order given, each under the key that its answer is stored under where that is known.

    `worded`: our ids of scores stored without words, and the comments that bring them. `scored`: our ids of stored
    comments that a score of the same answer belongs to, and the comments that bring it.
    """

    comments: list[NewComment]
    worded: dict[int, NewComment] = field(default_factory=dict)
    scored: dict[int, NewComment] = field(default_factory=dict)


def joined(session: Session, workspace_id: int, sources: Mapping[str, int], comments: Sequence[NewComment]) -> Joined:
    """What of these comments is part of a stored answer, as their ids say, and their times where they are said."""
    result = Joined(list(comments))
    keys = [(sources[one.source], one.key) for one in comments]
    others = [(sources[one.source], key) for one in comments for key in one.siblings]
    stored = kept(session, workspace_id, [*keys, *others])
    if not stored:
        return result
    hold = ids_hold(stored, keys, comments)
    counted = _with_scores(session, {one.id for one in stored.values()})
    for place, (key, new) in enumerate(zip(keys, comments, strict=True)):
        own = stored.get(key)
        if own is None or (new.text.strip() and not own.text.strip()):
            _join(result, place, _parts(stored, key, new, hold), counted)
    return result


def _parts(stored: Mapping[Key, Kept], key: Key, new: NewComment, hold: bool) -> dict[str, Kept]:
    """What is stored of the same answer, by external id. Without a time only ids that keep their words tell it."""
    found = {other: stored[key[0], other] for other in (key[1], *new.siblings) if (key[0], other) in stored}
    return {other: one for other, one in found.items() if (new.received_at == one.received_at if new.dated else hold)}


def _join(result: Joined, place: int, parts: Mapping[str, Kept], counted: Collection[int]) -> None:
    new = result.comments[place]
    silent = [one for one in parts.values() if not one.text.strip()]
    spoken = [(key, one) for key, one in parts.items() if one.text.strip()]
    if not new.text.strip():
        for key, one in spoken[:1]:
            result.comments[place] = replace(new, external_id=key, text=one.text, fingerprint=one.fingerprint)
    elif silent:
        result.worded[silent[0].id] = new
    else:
        for one in [one for _, one in spoken if new.scores and one.id in counted][:1]:
            result.comments[place] = replace(new, scores=())
            result.scored[one.id] = new


def _with_scores(session: Session, ids: Collection[int]) -> set[int]:
    found: set[int] = set()
    for part in chunks(sorted(ids)):
        found.update(session.scalars(select(Score.comment_id).where(Score.comment_id.in_(part))))
    return found
