"""A person's better answers. The reading stays as it was made; training and reports can tell the two apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.errors import NotFound, Refused
from models.priority import SIGNAL_POINTS
from models.sheets.layout import SENTIMENTS
from models.tables import Comment, Correction, Reading
from models.workspaces import pain_points, touchpoints

_ANSWERS = {
    "sentiment": SENTIMENTS,
    "intents": ("complaint", "request", "question", "praise", "report", "other"),
    "urgency": ("0", "1", "2", "3"),
    "signals": tuple(SIGNAL_POINTS),
    "polarity": ("-1", "0", "1"),
}
LISTS = ("intents", "signals")
OPTIONAL = ("intents", "signals", "touchpoint", "pain_point")  # a comment may have none
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
FIELDS = ("sentiment", "intents", "urgency", "signals", "touchpoint", "pain_point", "polarity", "language")


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """`field` of a comment, or of its words from `start` to `end`."""

    id: int
    comment_id: int
    start: int | None
    end: int | None
    field: str
    before: str | None
    after: str | None
    by: str
    at: datetime


def correct(
    session: Session,
    workspace_id: int,
    comment_id: int,
    person: str,
    field: str,
    after: str | None,
    *,
    start: int | None = None,
    end: int | None = None,
) -> int:
    """The id of the correction; lists (intents, signals) are codes with commas, each kept once; none is None."""
    if field not in FIELDS:
        raise Refused.among("field", field, FIELDS)
    after = _answer(session, workspace_id, field, after)
    found = session.execute(
        select(Comment.text, Reading)
        .outerjoin(Reading, Reading.comment_id == Comment.id)
        .where(Comment.id == comment_id, Comment.workspace_id == workspace_id)
    ).one_or_none()
    if found is None:
        raise NotFound("comment", comment_id)
    text, reading = found
    whole = start is None and end is None
    if not whole and not (start is not None and end is not None and 0 <= start < end <= len(text)):
        wanted = f"offsets within 0 and {len(text)}, or neither"
        raise Refused(
            "start and end", (start, end), wanted, ja=f"0 から {len(text)} までの両方の位置（または両方なし）"
        )
    row = Correction(
        workspace_id=workspace_id,
        comment_id=comment_id,
        start=start,
        end=end,
        field=field,
        before=_said(reading, field) if whole else None,
        after=after,
        by=person,
    )
    session.add(row)
    session.flush()
    told = {"field": field, "before": row.before, "after": after}
    audit.append(session, workspace_id, person, "comment.correct", f"comment:{comment_id}", told)
    return row.id


def corrections(session: Session, workspace_id: int, comment_id: int | None = None) -> Iterator[CorrectionView]:
    """Of one comment or of all, the oldest first: the last of a field counts."""
    chosen = select(Correction).where(Correction.workspace_id == workspace_id)
    if comment_id is not None:
        chosen = chosen.where(Correction.comment_id == comment_id)
    for row in session.scalars(chosen.order_by(Correction.id)):
        yield CorrectionView(
            row.id, row.comment_id, row.start, row.end, row.field, row.before, row.after, row.by, row.at
        )


def _answer(session: Session, workspace_id: int, field: str, after: str | None) -> str | None:
    """As it is kept. What is not known here would be learnt from later, and shown as if it were an answer."""
    if field == "language":
        if after is None or not _LANGUAGE.fullmatch(after):
            raise Refused("after", after, "a language code such as ja or en", ja="ja や en のような言語コード")
        return after
    known = _known(session, workspace_id, field)
    if after is None:
        if field not in OPTIONAL:
            raise Refused.among("after", after, known)
        return None
    answers = dict.fromkeys(part.strip() for part in (after.split(",") if field in LISTS else [after]))
    for answer in answers:
        if answer not in known:
            raise Refused.among("after", after, known)
    return ",".join(answers)


def _known(session: Session, workspace_id: int, field: str) -> tuple[str, ...]:
    if field == "touchpoint":
        return tuple(one.code for one in touchpoints(session, workspace_id))
    if field == "pain_point":
        return tuple(pain_points(session, workspace_id))
    return _ANSWERS[field]


def _said(reading: Reading | None, field: str) -> str | None:
    said = getattr(reading, field, None)
    if said is None:
        return None
    return ",".join(said) if isinstance(said, list) else str(said)
