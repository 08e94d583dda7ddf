"""All about one theme: its line, its words, where it gathers, what happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer

from models.errors import NotFound
from models.insights.scores import wilson
from models.reports.campaigns import campaigns
from models.reports.filters import Filters
from models.reports.selection import select_facts
from models.reports.theme_rows import theme_row
from models.reports.theme_values import Concentration, EventView, ThemePage
from models.reports.values import ThemeRef, WeekPoint
from models.reports.verbatims import representative
from models.sheets.facts import Facts, Ints
from models.statements import without
from models.tables import Comment, Theme, ThemeEvent
from models.themes.kinds import undoable
from models.themes.older import HELD_BY, LINKS
from models.themes.origins import MEMORY
from models.themes.waiting import EXAMPLES

FEWEST = 5  # comments: fewer are no concentration
LIFT = 1.2  # share in the theme against share in all
# What an undo or the engine needs and nobody is shown: where every unit was may be megabytes an event.
_HEAVY = (MEMORY, LINKS, EXAMPLES, "_centroid", "_anchor")


def theme_page(session: Session, workspace_id: int, theme_id: int, filters: Filters) -> ThemePage:
    theme = theme_in(session, workspace_id, theme_id)
    refs = _refs(session, workspace_id)
    facts = select_facts(session, workspace_id, filters)
    rows = np.unique(facts.row[facts.theme == theme_id])
    children = session.scalars(select(Theme.id).where(Theme.parent_id == theme_id).order_by(Theme.id))
    return ThemePage(
        row=theme_row(session, workspace_id, theme, filters),
        keywords={language: tuple(words) for language, words in theme.keywords.items()},
        pairs=_pairs(session, theme),
        watch_words=tuple(theme.watch_words),
        forbidden=theme.forbidden,
        merged_into=refs.get(theme.merged_into or 0),
        parent=refs.get(theme.parent_id or 0),
        children=tuple(refs[child] for child in children),
        opposite=refs.get(theme.opposite_id or 0),
        verbatims=representative(session, theme, filters),
        concentrations=concentrations(facts, rows),
        events=events(session, workspace_id, theme_id),
        campaigns=campaigns(session, theme, filters),
    )


def _pairs(session: Session, theme: Theme) -> tuple[Mapping[str, object], ...]:
    """The pairs as counted, each with those of its comments that are still there."""
    named = {comment for pair in theme.pairs for comment in pair.get("comments", ())}
    mine = select(Comment.id).where(Comment.workspace_id == theme.workspace_id, Comment.id.in_(named))
    there = set(session.scalars(mine)) if named else set()
    return tuple(
        {**pair, "comments": [one for one in pair["comments"] if one in there]} if "comments" in pair else pair
        for pair in theme.pairs
    )


def trend(session: Session, workspace_id: int, theme_id: int, filters: Filters) -> tuple[WeekPoint, ...]:
    return theme_row(session, workspace_id, theme_in(session, workspace_id, theme_id), filters).weekly


def events(session: Session, workspace_id: int, theme_id: int | None = None, limit: int = 200) -> tuple[EventView, ...]:
    """What happened to a theme, or to all of them, the newest first."""
    chosen = _shown(session).where(ThemeEvent.workspace_id == workspace_id)
    if theme_id is not None:
        theme_in(session, workspace_id, theme_id)
        chosen = chosen.where(ThemeEvent.theme_id == theme_id)
    return tuple(_event(*row) for row in session.execute(chosen.order_by(ThemeEvent.id.desc()).limit(limit)))


def event_of(session: Session, workspace_id: int, theme_id: int, event_id: int) -> EventView:
    """One thing that happened to this theme, however long ago. Raises `NotFound`."""
    ours = (ThemeEvent.workspace_id == workspace_id) & (ThemeEvent.theme_id == theme_id)
    found = session.execute(_shown(session).where(ThemeEvent.id == event_id, ours)).one_or_none()
    if found is None:
        raise NotFound("event", event_id)
    return _event(*found)


def concentrations(facts: Facts, rows: Ints, most: int = 8) -> tuple[Concentration, ...]:
    """Where these comments (places) gather: shares surely above those of all comments, the strongest first."""
    fields = [
        ("touchpoint", facts.words, facts.touchpoint),
        ("source", facts.words, facts.source),
        ("language", facts.words, facts.language),
    ]
    fields += [(f"segment:{name}", *_segment(facts, name)) for name in _segment_names(facts)]
    found = [c for field, words, values in fields for c in _of_field(field, words, values, rows)]
    return tuple(sorted(found, key=lambda c: -c.share / c.overall)[:most])


def _of_field(field: str, words: tuple[str, ...], values: Ints, rows: Ints) -> Iterable[Concentration]:
    everywhere = np.bincount(values, minlength=len(words))
    here = np.bincount(values[rows], minlength=len(words))
    for place in np.flatnonzero(here >= FEWEST).tolist():
        count, overall = int(here[place]), float(everywhere[place] / len(values))
        sure = wilson(count, len(rows))[0]
        if words[place] and sure > overall and count / len(rows) >= LIFT * overall:
            yield Concentration(field, words[place], count, count / len(rows), overall)


def _segment_names(facts: Facts) -> list[str]:
    return sorted({name for segment in facts.segments for name in segment})


def _segment(facts: Facts, name: str) -> tuple[tuple[str, ...], Ints]:
    words = ("", *sorted({segment[name] for segment in facts.segments if segment.get(name)}))
    places = {word: place for place, word in enumerate(words)}
    return words, np.array([places[segment.get(name, "")] for segment in facts.segments], np.int32)[facts.segment]


def theme_in(session: Session, workspace_id: int, theme_id: int) -> Theme:
    theme = session.get(Theme, theme_id)
    if theme is None or theme.workspace_id != workspace_id:
        raise NotFound("theme", theme_id)
    return theme


def _refs(session: Session, workspace_id: int) -> dict[int, ThemeRef]:
    chosen = select(Theme.id, Theme.code, Theme.label).where(Theme.workspace_id == workspace_id)
    return {row.id: ThemeRef(row.id, row.code, row.label) for row in session.execute(chosen)}


def _shown(session: Session) -> Select[ThemeEvent, dict[str, Any]]:
    """Events, each with its `before` as far as it is shown; the whole one stays in the database."""
    return select(ThemeEvent, without(session, ThemeEvent.before, _HEAVY)).options(defer(ThemeEvent.before))


def _event(row: ThemeEvent, before: Mapping[str, Any]) -> EventView:
    """Without what only the undo needs: vectors, and where every unit was."""
    undone = row.undone_by is not None
    return EventView(
        id=row.id,
        theme_id=row.theme_id,
        kind=row.kind,
        by=row.by,
        at=row.at,
        reason=row.reason,
        before={name: fact for name, fact in before.items() if not name.startswith("_")},
        after=dict(row.after) | _counted(before),
        undone=undone,
        undoable=undoable(row.kind, row.by, row.after) and not undone,
    )


def _counted(before: Mapping[str, Any]) -> dict[str, int]:
    """Splits of earlier versions kept their units, not how many they were."""
    held: Mapping[str, list[int]] = before.get(HELD_BY) or {}
    return {"units": sum(map(len, held.values()))} if held else {}
