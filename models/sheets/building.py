"""A week's facts from the rows: what a packed sheet must be equal to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.duplicates import PERSON
from models.sheets.layout import COMMENT, MENTION, SCORES, SENTIMENTS, UNREAD, Rows, Sheet, Words
from models.tables import Comment, Reading, Score, Source, ThemeLink, Unit


def build(session: Session, workspace_id: int, week: date) -> Sheet:
    words, segments = Words(), Words()
    rows = _comment_rows(session, workspace_id, week)
    comments = np.zeros(len(rows), COMMENT)
    if rows:
        _fill_comments(comments, rows, week, words, segments)
        _fill_scores(session, workspace_id, week, comments)
    hints = {row.id: row.touchpoint_hint for row in rows}
    mentions = _mentions(session, workspace_id, week, comments, hints, words)
    told = tuple(json.loads(segment) if segment else {} for segment in segments.all())
    return Sheet(words.all(), told, people_of(comments, mentions), comments, mentions)


def _comment_rows(session: Session, workspace_id: int, week: date) -> Sequence[Row[*tuple[Any, ...]]]:
    return session.execute(
        select(
            Comment.id,
            PERSON,
            Comment.received_day,
            Source.name,
            Comment.channel,
            Comment.touchpoint,
            Comment.touchpoint_hint,
            Comment.segment,
            Reading.language,
            Reading.sentiment,
            Reading.abstain,
        )
        .join(Source, Source.id == Comment.source_id)
        .outerjoin(Reading, Reading.comment_id == Comment.id)
        .where(Comment.workspace_id == workspace_id, Comment.week == week)
        .order_by(Comment.id)
    ).all()


def _fill_comments(
    comments: Rows, rows: Sequence[Row[*tuple[Any, ...]]], week: date, words: Words, segments: Words
) -> None:
    tones = {name: place for place, name in enumerate(SENTIMENTS)}
    comments["id"] = [row.id for row in rows]
    comments["person"] = [row.person for row in rows]
    comments["day"] = [(row.received_day - week).days for row in rows]
    comments["source"] = [words.place(row.name) for row in rows]
    comments["channel"] = [words.place(row.channel) for row in rows]
    comments["language"] = [words.place(row.language) for row in rows]
    comments["touchpoint"] = [words.place(row.touchpoint) for row in rows]
    comments["segment"] = [
        segments.place(json.dumps(row.segment, sort_keys=True) if row.segment else "") for row in rows
    ]
    comments["sentiment"] = [tones.get(row.sentiment, UNREAD) for row in rows]
    comments["abstain"] = [bool(row.abstain) for row in rows]
    comments["scores"] = np.nan


def _fill_scores(session: Session, workspace_id: int, week: date, comments: Rows) -> None:
    found = (
        select(Score.comment_id, Score.kind, Score.scope, Score.normalised)
        .join(Comment, Comment.id == Score.comment_id)
        .where(Comment.workspace_id == workspace_id, Comment.week == week)
    )
    columns = {pair: place for place, pair in enumerate(SCORES)}
    rows = [(r.comment_id, columns[r.kind, r.scope], r.normalised) for r in session.execute(found)]
    if rows:
        ids, places, values = zip(*rows, strict=True)
        comments["scores"][np.searchsorted(comments["id"], ids), places] = values


def _mentions(
    session: Session, workspace_id: int, week: date, comments: Rows, hints: dict[int, str | None], words: Words
) -> Rows:
    found = (
        select(Unit.comment_id, ThemeLink.theme_id, Unit.touchpoint, Unit.polarity)
        .join(Comment, Comment.id == Unit.comment_id)
        .outerjoin(ThemeLink, ThemeLink.unit_id == Unit.id)
        .where(Comment.workspace_id == workspace_id, Comment.week == week)
        .order_by(Unit.comment_id, Unit.position)
    )
    rows = session.execute(found).all()
    mentions = np.zeros(len(rows), MENTION)
    if rows:
        ids, themes, touchpoints, polarities = zip(*rows, strict=True)
        mentions["row"] = np.searchsorted(comments["id"], ids)
        mentions["theme"] = [theme or 0 for theme in themes]
        mentions["touchpoint"] = [words.place(t or hints[i]) for t, i in zip(touchpoints, ids, strict=True)]
        mentions["polarity"] = polarities
    return mentions


def people_of(comments: Rows, mentions: Rows) -> dict[int, int]:
    pairs = np.stack([mentions["theme"], comments["person"][mentions["row"]]], axis=1)
    themes, counts = np.unique(np.unique(pairs, axis=0)[:, 0], return_counts=True)
    return {int(theme): int(count) for theme, count in zip(themes, counts, strict=True) if theme}
