"""The themes there are, as discovery and assignment need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables import Theme, ThemeLink, ThemeRun
from models.themes.arrays import Vector, unpack, unpack_named
from models.themes.decided import decided
from models.themes.planting import planted_keys

Labels = Mapping[int, Mapping[str, str]]
TAKES_UNITS = ("candidate", "active", "dormant")


@dataclass(frozen=True, slots=True)
class StoredTheme:
    """A theme as it is kept; `members` are the unit ids asked about that belong to it.

    `apart`: themes that a person has parted it from. `joined`: a person has merged others into it.
    """

    id: int
    code: str
    label: Mapping[str, str]
    centroid: Vector = field(repr=False, compare=False)
    anchor: Vector = field(repr=False, compare=False)
    threshold: float
    state: str
    pinned: bool
    forbidden: bool
    watch_words: tuple[str, ...]
    merged_into: int | None
    members: frozenset[int] = field(repr=False)
    apart: frozenset[int] = frozenset()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Assignable:
    """What assigning needs. `version` changes with any change of it: load again when it is another.

    `language_means`: the mean vector of each language when the themes were found; "" is of all languages.
    """

    version: str
    themes: tuple[StoredTheme, ...]
    language_means: Mapping[str, Vector] = field(repr=False)


def known_themes(
    session: Session, workspace_id: int, units: NDArray[np.int64] | None = None
) -> tuple[StoredTheme, ...]:
    """All themes there ever were (forbidden ones too), with those of `units` that belong to them (None: all units)."""
    members = _members(session, workspace_id, units)
    rows = session.scalars(select(Theme).where(Theme.workspace_id == workspace_id).order_by(Theme.id))
    stored = (_stored(row, members.get(row.id, frozenset())) for row in rows)
    hand = decided(session, workspace_id)
    return tuple(
        replace(one, apart=hand.apart.get(one.id, frozenset()), joined=one.id in hand.joined) for one in stored
    )


def labels_of(session: Session, workspace_id: int) -> Labels:
    """The name of every theme there ever was."""
    rows = session.execute(select(Theme.id, Theme.label).where(Theme.workspace_id == workspace_id))
    return dict(rows.all())


def has_found_themes(session: Session, workspace_id: int) -> bool:
    """Whether a discovery has left any theme here; those that a company planted are not found."""
    planted = set(planted_keys(session, workspace_id).values())
    return bool(set(session.scalars(select(Theme.id).where(Theme.workspace_id == workspace_id))) - planted)


def assignable(session: Session, workspace_id: int) -> Assignable:
    """The themes that take units today; no themes before the first discovery."""
    chosen = select(Theme).where(
        Theme.workspace_id == workspace_id, Theme.state.in_(TAKES_UNITS), Theme.forbidden.is_(False)
    )
    themes = tuple(_stored(row, frozenset()) for row in session.scalars(chosen.order_by(Theme.id)))
    return Assignable(themes_version(session, workspace_id), themes, language_means(session, workspace_id))


def themes_version(session: Session, workspace_id: int) -> str:
    """Cheap to ask before each batch."""
    changed = select(func.max(Theme.changed_at), func.count()).where(Theme.workspace_id == workspace_id)
    last_run = select(func.max(ThemeRun.id)).where(ThemeRun.workspace_id == workspace_id, ThemeRun.state == "applied")
    at, count = session.execute(changed).one()
    return f"{at.isoformat() if at else ''}/{count}/{session.scalar(last_run) or 0}"


def language_means(session: Session, workspace_id: int) -> dict[str, Vector]:
    """Of the last run that was applied; empty before the first."""
    packed = session.scalar(
        select(ThemeRun.language_means)
        .where(ThemeRun.workspace_id == workspace_id, ThemeRun.state == "applied")
        .order_by(ThemeRun.id.desc())
        .limit(1)
    )
    return {} if packed is None else {name: mean.astype(np.float32) for name, mean in unpack_named(packed).items()}


def _members(session: Session, workspace_id: int, units: NDArray[np.int64] | None) -> dict[int, frozenset[int]]:
    chosen = select(ThemeLink.unit_id, ThemeLink.theme_id).where(
        ThemeLink.workspace_id == workspace_id, ThemeLink.theme_id.is_not(None)
    )
    rows = np.array([tuple(row) for row in session.execute(chosen)], np.int64).reshape(-1, 2)
    if units is not None:
        rows = rows[np.isin(rows[:, 0], units)]
    return {int(theme): frozenset(rows[rows[:, 1] == theme, 0].tolist()) for theme in np.unique(rows[:, 1])}


def _stored(row: Theme, members: frozenset[int]) -> StoredTheme:
    return StoredTheme(
        id=row.id,
        code=row.code,
        label=row.label,
        centroid=unpack(row.centroid),
        anchor=unpack(row.anchor),
        threshold=row.threshold,
        state=row.state,
        pinned=row.pinned,
        forbidden=row.forbidden,
        watch_words=tuple(row.watch_words),
        merged_into=row.merged_into,
        members=members,
    )
