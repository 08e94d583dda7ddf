"""What a discovery leaves: its run, themes with permanent ids, their events, and the units of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.errors import NotFound, Refused
from models.sheets.marks import mark
from models.statements import chunks
from models.tables import Comment, Theme, ThemeEvent, ThemeLink, ThemeRun, Unit
from models.tables.columns import now
from models.themes.arrays import Vector, pack, pack_named
from models.themes.records import one_at_a_time

STATE_AFTER = {
    "dormant": "dormant",
    "retired": "retired",
    "merged": "merged",
    "revived": "active",
    "promoted": "active",
}


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A theme as found. `known_id`: the permanent id it was matched to; its label then stays as it is.

    `state` is for new themes only. `opposite`: the place in the run of the theme that says the contrary.
    """

    label: Mapping[str, str]
    keywords: Mapping[str, Sequence[str]]
    centroid: Vector = field(repr=False, compare=False)
    threshold: float
    known_id: int | None = None
    state: str = "active"
    touchpoint: str | None = None
    pain_point: str | None = None
    stability: float = 1.0
    group_key: str = ""
    group_label: Mapping[str, str] = field(default_factory=dict)
    opposite: int | None = None
    verbatims: Sequence[int] = ()
    pairs: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class NewEvent:
    """`theme`: the place in the run, or None with the `theme_id` of a theme that was there before."""

    kind: str
    theme: int | None = None
    theme_id: int | None = None
    reason: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class NewThemeRun:
    """`unit_ids`, `unit_themes` (place in `themes`, -1: unassigned) and `similarities` are of equal length."""

    seed: int
    parameters: Mapping[str, Any]
    versions: Mapping[str, str]
    counts: Mapping[str, int]
    unassigned_share: float
    language_means: Mapping[str, Vector] = field(repr=False, compare=False)
    seconds: float
    encoder: str
    themes: Sequence[NewTheme]
    events: Sequence[NewEvent]
    unit_ids: NDArray[np.int64] = field(repr=False, compare=False)
    unit_themes: NDArray[np.int64] = field(repr=False, compare=False)
    similarities: NDArray[np.float32] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SavedRun:
    """`theme_ids`: the permanent id of each theme of the run, in its order."""

    run_id: int
    theme_ids: tuple[int, ...]


def save_discovery(session: Session, workspace_id: int, run: NewThemeRun) -> SavedRun:
    """Write all of it at once. What a person decided stands: labels, pins, and units they moved."""
    _check(run)
    one_at_a_time(session, workspace_id)
    row = _run(session, workspace_id, run)
    ids = tuple(_write_theme(session, workspace_id, theme, run.encoder) for theme in run.themes)
    for theme, theme_id in zip(run.themes, ids, strict=True):
        if theme.opposite is not None:
            session.execute(update(Theme).where(Theme.id == theme_id).values(opposite_id=ids[theme.opposite]))
    _write_events(session, workspace_id, run, row.id, ids)
    permanent = np.array([*ids, 0], np.int64)[run.unit_themes]  # -1, unassigned, takes the 0 at the end
    row.members = pack_named({"unit": run.unit_ids, "theme": permanent, "similarity": run.similarities})
    row.themes = [{"id": i, "label": dict(t.label), "state": t.state} for i, t in zip(ids, run.themes, strict=True)]
    session.flush()
    assign_units(session, workspace_id, run.unit_ids, permanent, run.similarities)
    return SavedRun(row.id, ids)


def assign_units(
    session: Session,
    workspace_id: int,
    unit_ids: NDArray[np.int64],
    theme_ids: NDArray[np.int64],
    similarities: NDArray[np.float32],
) -> None:
    """The engine's word on these units (theme 0: none), in place of what it said before; a person's word stands."""
    said = {
        unit: (theme, similarity)
        for unit, theme, similarity in zip(
            unit_ids.tolist(), theme_ids.tolist(), similarities.astype(float).tolist(), strict=True
        )
    }
    weeks: set[date] = set()
    for part in chunks(sorted(said), 5000):
        # What a forbidden theme has left in none stays known as its own, for the undo, until another takes it.
        over = ThemeLink.theme_id.is_not(None) | ThemeLink.unit_id.in_([unit for unit in part if said[unit][0]])
        session.execute(
            delete(ThemeLink)
            .where(ThemeLink.unit_id.in_(part), ThemeLink.by == "engine", ThemeLink.workspace_id == workspace_id, over)
            .execution_options(synchronize_session=False)
        )
        by_person = set(session.scalars(select(ThemeLink.unit_id).where(ThemeLink.unit_id.in_(part))))
        found = session.execute(
            select(Unit.id, Unit.comment_id, Comment.received_at, Comment.week)
            .join(Comment, Comment.id == Unit.comment_id)
            .where(Unit.id.in_(part), Unit.workspace_id == workspace_id)
        ).all()
        weeks.update(row.week for row in found)
        rows = [
            {
                "unit_id": unit_id,
                "workspace_id": workspace_id,
                "theme_id": said[unit_id][0],
                "comment_id": comment_id,
                "received_at": received_at,
                "similarity": said[unit_id][1],
                "by": "engine",
            }
            for unit_id, comment_id, received_at, _ in found
            if said[unit_id][0] and unit_id not in by_person
        ]
        if rows:
            session.execute(insert(ThemeLink), rows)
    mark(session, workspace_id, weeks)


def next_code(session: Session, workspace_id: int) -> str:
    """T-0001, T-0002, …; themes are never deleted, so a number is never given twice.

    Nobody else gets one until the transaction ends: it would be the same.
    """
    one_at_a_time(session, workspace_id)
    count = session.scalar(select(func.count()).select_from(Theme).where(Theme.workspace_id == workspace_id)) or 0
    return f"T-{count + 1:04d}"


def _check(run: NewThemeRun) -> None:
    if not len(run.unit_ids) == len(run.unit_themes) == len(run.similarities):
        sizes = (len(run.unit_ids), len(run.unit_themes), len(run.similarities))
        raise Refused("units, themes and similarities", sizes, "as many of each", ja="同じ数の発言・テーマ・近さ")
    if len(run.unit_themes) and not -1 <= run.unit_themes.min() <= run.unit_themes.max() < len(run.themes):
        last = len(run.themes) - 1
        raise Refused("unit_themes", int(run.unit_themes.max()), f"-1 to {last}", ja=f"-1 から {last} までの番号")


def _run(session: Session, workspace_id: int, run: NewThemeRun) -> ThemeRun:
    row = ThemeRun(
        workspace_id=workspace_id,
        seed=run.seed,
        parameters=dict(run.parameters),
        versions=dict(run.versions),
        counts=dict(run.counts),
        unassigned_share=run.unassigned_share,
        language_means=pack_named(run.language_means),
        members=b"",
        seconds=run.seconds,
    )
    session.add(row)
    session.flush()
    return row


def _write_theme(session: Session, workspace_id: int, theme: NewTheme, encoder: str) -> int:
    changes: dict[str, Any] = {
        "keywords": {language: list(words) for language, words in theme.keywords.items()},
        "centroid": pack(theme.centroid),
        "threshold": theme.threshold,
        "touchpoint": theme.touchpoint,
        "pain_point": theme.pain_point,
        "stability": theme.stability,
        "group_key": theme.group_key,
        "group_label": dict(theme.group_label),
        "verbatims": list(theme.verbatims),
        "pairs": [dict(pair) for pair in theme.pairs],
        "encoder": encoder,
        "changed_at": now(),
    }
    if theme.known_id is None:
        born = {"label": dict(theme.label), "state": theme.state, "anchor": pack(theme.centroid)}
        row = Theme(workspace_id=workspace_id, code=next_code(session, workspace_id), **born, **changes)
        session.add(row)
        session.flush()
        return row.id
    known = session.get(Theme, theme.known_id)
    if known is None or known.workspace_id != workspace_id:
        raise NotFound("theme", theme.known_id)
    if known.pinned:
        changes = {name: value for name, value in changes.items() if name not in ("centroid", "threshold")}
    for name, value in changes.items():
        setattr(known, name, value)
    session.flush()
    return known.id


def _write_events(session: Session, workspace_id: int, run: NewThemeRun, run_id: int, ids: Sequence[int]) -> None:
    for event in run.events:
        theme_id = ids[event.theme] if event.theme is not None else event.theme_id
        if theme_id is None:
            wanted = "the place of a theme in the run, or a theme id"
            raise Refused("event", asdict(event), wanted, ja="テーマの位置か番号")
        session.add(
            ThemeEvent(
                workspace_id=workspace_id,
                theme_id=theme_id,
                run_id=run_id,
                kind=event.kind,
                reason=event.reason,
                before=dict(event.before),
                after=dict(event.after),
            )
        )
        if event.kind in STATE_AFTER:
            state = {"state": STATE_AFTER[event.kind], "merged_into": event.merged_into, "changed_at": now()}
            unpinned = update(Theme).where(Theme.id == theme_id, Theme.workspace_id == workspace_id)
            session.execute(unpinned.where(Theme.pinned.is_(False)).values(**state))
    session.flush()
