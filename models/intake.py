"""Taking feedback in: once each, in the caller's transaction, with its scores, its respondent and its duplicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import audit
from models.answers import joined
from models.comments import NewComment, NewScore, check
from models.duplicates import link_duplicates
from models.known import kept, rescored, reworded, same_answers
from models.scores import insert_scores
from models.sheets.marks import mark
from models.statements import chunks, insert
from models.tables import Comment, Respondent, Source
from models.take_over import IMPORT, Revised, take_over
from models.workspaces import workspace

__all__ = ["Accepted", "NewComment", "NewScore", "accept", "check", "link_duplicates", "monday"]

NOTHING_TO_READ = "none"
WORDED = "comment.worded"
_WORDS = ("external_id", "text", "fingerprint", "question", "language_hint", "touchpoint_hint", "touchpoint", "state",
          "read_version", "triage_state")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accepted:
    """`new_ids` in the order of the comments given; `known`: how many were there already.

    `revised`: of the known, those whose scores or segment values were changed to what they came with.
    `worded`: our ids of the known that were a score alone and now have words.
    `reworded`: of the known, the positions (from 0) of those that came with other words than the ones kept;
    `rescored`: those with a score that was not taken, because they may be another answer.
    """

    new_ids: list[int]
    known: int
    reworded: tuple[int, ...] = ()
    rescored: tuple[int, ...] = ()
    worded: tuple[int, ...] = ()
    revised: Revised = field(default_factory=Revised)


def accept(session: Session, workspace_id: int, comments: Sequence[NewComment], by: str = IMPORT) -> Accepted:
    """Store what is new by (source, external id). Raises `Refused` and stores nothing.

    Of what is known the words stay; scores and segment values of the same answer are revised, in the name of `by`.
    """
    for comment in comments:
        check(comment)
    zone = workspace(session, workspace_id).zone
    sources = _sources(session, workspace_id, comments)
    parts = joined(session, workspace_id, sources, comments)
    comments = parts.comments
    people = _respondents(session, workspace_id, {c.author for c in comments if c.author})
    _word(session, workspace_id, parts.worded, zone, by)
    by_key = {(sources[c.source], c.key): c for c in reversed(comments)}
    rows = [_row(workspace_id, source_id, c, people, zone) for (source_id, _), c in reversed(by_key.items())]
    ids = _insert_new(session, rows)
    new = {key: by_key[key] for key in ids}
    insert_scores(session, workspace_id, {ids[key]: c for key, c in new.items()})
    spoken = {ids[key]: c for key, c in new.items()} | parts.worded
    _link_exact(session, workspace_id, {key: c.fingerprint for key, c in spoken.items() if c.fingerprint})
    mark(session, workspace_id, {monday(c.received_at.astimezone(zone).date()) for c in new.values()})
    revised = take_over(session, workspace_id, parts.scored, by)
    if len(ids) == len(comments):
        return Accepted(sorted(ids.values()), 0, revised=revised)
    keys = [(sources[c.source], c.key) for c in comments]
    found = _with_known(session, workspace_id, keys, comments, ids, by)
    return replace(found, worded=tuple(parts.worded), revised=found.revised | revised)


def _with_known(
    session: Session,
    workspace_id: int,
    keys: Sequence[tuple[int, str]],
    comments: Sequence[NewComment],
    new: Mapping[tuple[int, str], int],
    by: str,
) -> Accepted:
    """What became of the comments whose key was stored, or came twice."""
    stored = kept(session, workspace_id, keys)
    before = [place for place, key in enumerate(keys) if key not in new]
    revised = take_over(session, workspace_id, same_answers(stored, keys, comments, before), by)
    return Accepted(
        new_ids=sorted(new.values()),
        known=len(comments) - len(new),
        reworded=reworded(stored, keys, comments),
        rescored=rescored(session, workspace_id, keys, comments),
        revised=revised,
    )


def monday(day: date) -> date:
    """The first day of the ISO week that `day` is in."""
    return day - timedelta(days=day.weekday())


def _sources(session: Session, workspace_id: int, comments: Sequence[NewComment]) -> dict[str, int]:
    channels = {c.source: c.channel for c in comments}
    if not channels:
        return {}
    rows = [{"workspace_id": workspace_id, "name": n, "channel": channels[n]} for n in sorted(channels)]
    session.execute(insert(session, Source).on_conflict_do_nothing(), rows)
    found = select(Source.name, Source.id).where(Source.workspace_id == workspace_id, Source.name.in_(channels))
    return {row.name: row.id for row in session.execute(found)}


def _respondents(session: Session, workspace_id: int, authors: set[str]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for part in chunks(sorted(authors)):
        rows = [{"workspace_id": workspace_id, "key": author} for author in part]
        session.execute(insert(session, Respondent).on_conflict_do_nothing(), rows)
        found = select(Respondent.key, Respondent.id).where(
            Respondent.workspace_id == workspace_id, Respondent.key.in_(part)
        )
        ids.update((name, respondent_id) for name, respondent_id in session.execute(found))
    return ids


def _row(
    workspace_id: int, source_id: int, comment: NewComment, people: dict[str, int], zone: ZoneInfo
) -> dict[str, Any]:
    day = comment.received_at.astimezone(zone).date()
    readable = bool(comment.text.strip())
    return {
        "workspace_id": workspace_id,
        "source_id": source_id,
        "external_id": comment.key,
        "channel": comment.channel,
        "text": comment.text,
        "fingerprint": comment.fingerprint,
        "question": comment.question,
        "respondent_id": people.get(comment.author or ""),
        "language_hint": comment.language_hint,
        "touchpoint_hint": comment.touchpoint_hint,
        "touchpoint": comment.touchpoint_hint,
        "segment": dict(comment.segment),
        "received_at": comment.received_at,
        "received_day": day,
        "week": monday(day),
        "state": "pending" if readable else "done",
        "read_version": None if readable else NOTHING_TO_READ,
        "triage_state": "open" if readable else "done",
    }


def _word(session: Session, workspace_id: int, worded: Mapping[int, NewComment], zone: ZoneInfo, by: str) -> None:
    """Scores that stood alone get the words that came after them, and wait to be read."""
    rows = [
        {"id": known, **{name: value for name, value in _row(workspace_id, 0, new, {}, zone).items() if name in _WORDS}}
        for known, new in worded.items()
    ]
    if rows:
        session.execute(update(Comment), rows)
        mark(session, workspace_id, set(session.scalars(select(Comment.week).where(Comment.id.in_(worded)))))
        audit.append_all(session, workspace_id, [audit.Act(by, WORDED, f"comment:{known}", {}) for known in worded])


def _insert_new(session: Session, rows: Sequence[dict[str, Any]]) -> dict[tuple[int, str], int]:
    statement = (
        insert(session, Comment)
        .on_conflict_do_nothing(index_elements=["workspace_id", "source_id", "external_id"])
        .returning(Comment.source_id, Comment.external_id, Comment.id)
    )
    ids: dict[tuple[int, str], int] = {}
    for part in chunks(rows):
        ids.update(((source, key), comment_id) for source, key, comment_id in session.execute(statement, list(part)))
    return ids


def _link_exact(session: Session, workspace_id: int, fingerprints: dict[int, str]) -> None:
    first: dict[str, int] = {}
    # The oldest with these words may be a near-copy of one with others: a copy points at the first of all.
    original = func.coalesce(Comment.duplicate_of, Comment.id)
    for part in chunks(sorted(set(fingerprints.values()))):
        found = (
            select(Comment.fingerprint, func.min(original))
            .where(Comment.workspace_id == workspace_id, Comment.fingerprint.in_(part))
            .group_by(Comment.fingerprint)
        )
        first.update((str(fingerprint), comment_id) for fingerprint, comment_id in session.execute(found))
    rows = [
        {"id": comment_id, "duplicate_of": first[fingerprint]}
        for comment_id, fingerprint in fingerprints.items()
        if first[fingerprint] != comment_id
    ]
    if rows:
        session.execute(update(Comment), rows)
