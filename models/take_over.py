"""A stored comment takes over the scores and segment values that it comes again with; what was before is audited.

Whether it is the same comment is decided by those who ask. One left out says nothing, and stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import audit
from models.comments import SCALES, NewComment, NewScore
from models.scores import replace_scores
from models.sheets.marks import mark
from models.statements import chunks
from models.tables import Comment, Score

SCORES, SEGMENTS = "score.revised", "segment.revised"
IMPORT = "import"  # whose act it is when a file brings it
NOTHING = "–"
_LONGEST_TOLD = 100  # of a segment's value, in the trail that nothing leaves
Given = tuple[float, tuple[float, float]]  # the value and its scale


@dataclass(frozen=True, slots=True)
class Revised:
    """Our ids of the comments whose scores were changed, and of those whose segment values were."""

    scores: frozenset[int] = frozenset()
    segments: frozenset[int] = frozenset()

    @property
    def comments(self) -> frozenset[int]:
        return self.scores | self.segments

    def __or__(self, other: Revised) -> Revised:
        return Revised(self.scores | other.scores, self.segments | other.segments)


@dataclass(slots=True)
class _Stored:
    week: date
    segment: dict[str, str]
    scores: dict[tuple[str, str], Given] = field(default_factory=dict)


def take_over(session: Session, workspace_id: int, again: Mapping[int, NewComment], by: str = IMPORT) -> Revised:
    """`again`: our ids and what they came with this time. The weeks that change are marked for the reports."""
    stored = _stored(session, list(again))
    scores = {key: given for key, kept in stored.items() if (given := _other_scores(kept, again[key]))}
    segments = {key: values for key, kept in stored.items() if (values := _other_values(kept, again[key]))}
    replace_scores(session, workspace_id, scores)
    if segments:
        session.execute(
            update(Comment), [{"id": key, "segment": stored[key].segment | new} for key, new in segments.items()]
        )
    revised = Revised(frozenset(scores), frozenset(segments))
    mark(session, workspace_id, {stored[key].week for key in revised.comments})
    audit.append_all(session, workspace_id, [*_scores_acts(stored, scores, by), *_values_acts(stored, segments, by)])
    return revised


def _stored(session: Session, ids: Sequence[int]) -> dict[int, _Stored]:
    found: dict[int, _Stored] = {}
    for part in chunks(sorted(ids)):
        rows = session.execute(select(Comment.id, Comment.week, Comment.segment).where(Comment.id.in_(part)))
        found.update({row.id: _Stored(row.week, dict(row.segment)) for row in rows})
        scores = select(Score.comment_id, Score.kind, Score.scope, Score.value, Score.scale_low, Score.scale_high)
        for row in session.execute(scores.where(Score.comment_id.in_(part))):
            found[row.comment_id].scores[row.kind, row.scope] = (row.value, (row.scale_low, row.scale_high))
    return found


def _other_scores(kept: _Stored, new: NewComment) -> tuple[NewScore, ...]:
    """Those of the new ones that are not kept so. On another scale the same figure is another score."""
    return tuple(s for s in new.scores if kept.scores.get((s.kind, s.usual_scope)) != (s.value, s.bounds))


def _other_values(kept: _Stored, new: NewComment) -> dict[str, str]:
    return {name: value for name, value in new.segment.items() if kept.segment.get(name) != value}


def _by_kind(scores: Sequence[NewScore]) -> dict[tuple[str, str], Given]:
    return {(score.kind, score.usual_scope): (score.value, score.bounds) for score in scores}


def _scores_told(scores: Mapping[tuple[str, str], Given]) -> str:
    """The scale is told where it is not the usual one."""
    told = (
        f"{kind.upper()} {value:g}" + ("" if scale == SCALES[kind] else f" ({scale[0]:g}–{scale[1]:g})")
        for (kind, _), (value, scale) in sorted(scores.items())
    )
    return ", ".join(told) or NOTHING


def _values_told(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value[:_LONGEST_TOLD]}" for name, value in sorted(values.items()))


def _scores_acts(
    stored: Mapping[int, _Stored], scores: Mapping[int, Sequence[NewScore]], by: str
) -> Iterator[audit.Act]:
    for key in sorted(scores):
        before = stored[key].scores
        yield _act(by, SCORES, key, _scores_told(before), _scores_told(before | _by_kind(scores[key])))


def _values_acts(stored: Mapping[int, _Stored], segments: Mapping[int, dict[str, str]], by: str) -> Iterator[audit.Act]:
    for key in sorted(segments):
        old = {name: stored[key].segment.get(name, NOTHING) for name in segments[key]}
        yield _act(by, SEGMENTS, key, _values_told(old), _values_told(segments[key]))


def _act(by: str, action: str, key: int, before: str, after: str) -> audit.Act:
    return audit.Act(by, action, f"comment:{key}", {"before": before, "after": after})
