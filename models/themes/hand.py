"""The person's hand: each act takes effect at once, outlives the engine, is audited and can be undone.

All take the workspace, the theme and the person, and return the id of the event that `undo` wants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.errors import Conflict, NotFound, Refused
from models.sheets.marks import mark
from models.sheets.patching import relabel
from models.tables import Comment, ThemeLink, Unit
from models.themes import kinds
from models.themes.moving import movable, put
from models.themes.origins import remember, remember_marked
from models.themes.records import refuse_third_level, theme_of, written
from models.themes.watching import units_with

STATES = ("candidate", "active", "dormant", "retired")
MOST_WORDS = 50

_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def rename(
    session: Session, workspace_id: int, theme_id: int, person: str, label: Mapping[str, str], reason: str = ""
) -> int:
    """`label` by language; languages that are not in it keep their name. The engine does not rename it again."""
    given = {language: " ".join(words.split()) for language, words in label.items()}
    if not given or not all(0 < len(words) <= 200 and not _UNPRINTED.search(words) for words in given.values()):
        wanted = "1 to 200 characters for each language, none that turns others around"
        raise Refused("label", dict(label), wanted, ja="言語ごとに1〜200字（制御文字を除く）")
    theme = theme_of(session, workspace_id, theme_id)
    before = {"label": dict(theme.label), "named_by": theme.named_by}
    theme.label, theme.named_by = {**theme.label, **given}, "person"
    return written(session, theme, kinds.RENAMED, person, reason, before=before, after={"label": dict(theme.label)})


def pin(session: Session, workspace_id: int, theme_id: int, person: str, *, pinned: bool = True) -> int:
    """A pinned theme is neither moved, retired nor merged by the engine."""
    theme = theme_of(session, workspace_id, theme_id)
    before, theme.pinned = {"pinned": theme.pinned}, pinned
    return written(session, theme, kinds.PINNED, person, before=before, after={"pinned": pinned})


def forbid(session: Session, workspace_id: int, theme_id: int, person: str, reason: str = "") -> int:
    """The theme is shown no more and not found again; its units belong to none until the engine finds another."""
    theme = theme_of(session, workspace_id, theme_id)
    before, theme.forbidden = {"forbidden": theme.forbidden, **remember_marked(session, theme_id)}, True
    event_id = written(session, theme, kinds.FORBIDDEN, person, reason, before=before, after={"forbidden": True})
    session.execute(
        update(ThemeLink)
        .where(ThemeLink.theme_id == theme_id)
        .values(theme_id=None, event_id=event_id)
        .execution_options(synchronize_session=False)
    )
    relabel(session, workspace_id, theme_id, 0)
    return event_id


def set_state(session: Session, workspace_id: int, theme_id: int, person: str, state: str, reason: str = "") -> int:
    """Accept a candidate (active), let one rest (dormant), or close it (retired)."""
    if state not in STATES:
        raise Refused.among("state", state, STATES)
    theme = theme_of(session, workspace_id, theme_id)
    before, theme.state = {"state": theme.state}, state
    return written(session, theme, kinds.STATE, person, reason, before=before, after={"state": state})


def set_parent(session: Session, workspace_id: int, theme_id: int, person: str, parent_id: int | None) -> int:
    """Two levels: a parent has no parent, and what has children cannot be one."""
    theme = theme_of(session, workspace_id, theme_id)
    if parent_id is not None:
        refuse_third_level(session, theme, theme_of(session, workspace_id, parent_id))
    before, theme.parent_id = {"parent_id": theme.parent_id}, parent_id
    return written(session, theme, kinds.PARENT, person, before=before, after={"parent_id": parent_id})


def watch(session: Session, workspace_id: int, theme_id: int, person: str, words: Sequence[str]) -> int:
    """Units with one of these words belong here whatever their vector says; replaces the words there were.

    Those that are there already come at once, but for units that a person has put elsewhere.
    """
    given = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    if len(given) > MOST_WORDS or any(not 2 <= len(word) <= 100 for word in given):
        wanted = f"at most {MOST_WORDS} words of 2 to 100 characters"
        raise Refused("words", given, wanted, ja=f"2〜100字の語を{MOST_WORDS}個まで")
    theme = theme_of(session, workspace_id, theme_id, takes_units=bool(given))
    found = units_with(session, workspace_id, given)
    coming = movable(session, workspace_id, found, np.ones(len(found), np.float32), outside=theme_id)
    before = {"words": list(theme.watch_words), **remember(session, coming)}
    theme.watch_words = given
    event_id = written(session, theme, kinds.WATCHED, person, before=before, after={"words": given})
    put(session, workspace_id, coming, theme_id, event_id)
    return event_id


def move_unit(
    session: Session, workspace_id: int, unit_id: int, theme_id: int | None, person: str, reason: str = ""
) -> int:
    """Put one unit into a theme, or with None out of any; no discovery and no new reading takes it away again."""
    found = session.execute(
        select(Unit.comment_id, Comment.received_at, Comment.week)
        .join(Comment, Comment.id == Unit.comment_id)
        .where(Unit.id == unit_id, Unit.workspace_id == workspace_id)
    ).one_or_none()
    if found is None:
        raise NotFound("unit", unit_id)
    link = session.get(ThemeLink, unit_id, populate_existing=True)
    was = link.theme_id if link is not None else None
    held_by = link.by if link is not None else ""
    told_of = theme_id if theme_id is not None else was
    if told_of is None or was == theme_id:
        raise Conflict(
            f"unit {unit_id} is there already; wanted another theme than {theme_id}",
            f"発言 {unit_id} はもうそこにあります。ほかのテーマを選んでください。",
        )
    gains = theme_id is not None
    theme = theme_of(session, workspace_id, told_of, alive=gains, takes_units=gains)
    before = {"unit_id": unit_id, "theme_id": was, "by": held_by, **remember(session, [unit_id])}
    after = {"unit_id": unit_id, "theme_id": theme_id}
    event_id = written(session, theme, kinds.MOVED, person, reason, before=before, after=after)
    if link is None:
        link = ThemeLink(unit_id=unit_id, workspace_id=workspace_id, comment_id=found.comment_id)
        link.received_at, link.similarity = found.received_at, 1.0
        session.add(link)
    link.theme_id, link.by, link.event_id = theme_id, "person", event_id
    session.flush()
    mark(session, workspace_id, [found.week])
    return event_id
