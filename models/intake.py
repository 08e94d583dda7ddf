"""Taking feedback in: once each, in the caller's transaction, with its scores, its respondent and its duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.orm import Session

from models.comments import NewComment, NewScore, check
from models.duplicates import link_duplicates
from models.known import rescored, reworded
from models.sheets.marks import mark
from models.statements import chunks, insert
from models.tables import Comment, Respondent, Score, Source
from models.workspaces import workspace

__all__ = ["Accepted", "NewComment", "NewScore", "accept", "check", "link_duplicates", "monday"]

NOTHING_TO_READ = "none"


@dataclass(frozen=True, slots=True)
class Accepted:
    """`new_ids` in the order of the comments given; `known`: how many were there already.

    `reworded`: of the known, the positions (from 0) of those that came with other words than the ones kept;
    `rescored`: those with another score.
    """

    new_ids: list[int]
    known: int
    reworded: tuple[int, ...] = ()
    rescored: tuple[int, ...] = ()


def accept(session: Session, workspace_id: int, comments: Sequence[NewComment]) -> Accepted:
    """Store what is new by (source, external id); what is known stays. Raises `Refused` and stores nothing."""
    for comment in comments:
        check(comment)
    zone = workspace(session, workspace_id).zone
    sources = _sources(session, workspace_id, comments)
    people = _respondents(session, workspace_id, {c.author for c in comments if c.author})
    by_key = {(sources[c.source], c.key): c for c in reversed(comments)}
    rows = [_row(workspace_id, source_id, c, people, zone) for (source_id, _), c in reversed(by_key.items())]
    ids = _insert_new(session, rows)
    new = {key: by_key[key] for key in ids}
    insert_scores(session, workspace_id, {ids[key]: c for key, c in new.items()})
    _link_exact(session, workspace_id, {ids[key]: c.fingerprint for key, c in new.items() if c.fingerprint})
    mark(session, workspace_id, {monday(c.received_at.astimezone(zone).date()) for c in new.values()})
    known = len(comments) - len(ids)
    keys = [(sources[c.source], c.key) for c in comments]
    if not known:
        return Accepted(sorted(ids.values()), 0)
    other_words, other_scores = (ask(session, workspace_id, keys, comments) for ask in (reworded, rescored))
    return Accepted(sorted(ids.values()), known, other_words, other_scores)


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


def insert_scores(session: Session, workspace_id: int, comments: dict[int, NewComment]) -> None:
    rows = [
        {
            "workspace_id": workspace_id,
            "comment_id": comment_id,
            "kind": score.kind,
            "scope": score.usual_scope,
            "value": score.value,
            "scale_low": score.bounds[0],
            "scale_high": score.bounds[1],
            "normalised": score.normalised,
        }
        for comment_id, comment in comments.items()
        for score in comment.scores
    ]
    if rows:
        session.execute(plain_insert(Score), rows)


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
