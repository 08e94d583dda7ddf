"""Joining themes and parting them, by a person."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.errors import Conflict, Refused
from models.readings import VECTOR
from models.sheets.marks import mark_themes
from models.sheets.patching import relabel
from models.statements import chunks
from models.tables import Theme, ThemeLink, Unit
from models.themes import kinds
from models.themes.arrays import Vector, pack, unpack
from models.themes.discovered import next_code
from models.themes.origins import remember, remember_marked
from models.themes.records import one_at_a_time, theme_of, written


@dataclass(frozen=True, slots=True)
class Part:
    """A new theme made of units of an old one. `centroid` None: the old one, moved to where these units are."""

    label: Mapping[str, str]
    unit_ids: Sequence[int]
    centroid: Vector | None = field(default=None, repr=False, compare=False)
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Parted:
    """The event that `undo` wants, and the themes that came out of it."""

    event_id: int
    theme_ids: tuple[int, ...]


def merge(session: Session, workspace_id: int, theme_id: int, into: int, person: str, reason: str = "") -> int:
    """All units of `theme_id` belong to `into` from now on; the id stays, and leads there.

    What was in the report stays in it: a candidate or dormant theme that takes an active one in is active.
    """
    if theme_id == into:
        raise Conflict(
            f"theme {theme_id} was to be merged into itself; wanted two themes",
            f"テーマ {theme_id} をそれ自身には統合できません。別のテーマを選んでください。",
        )
    source = theme_of(session, workspace_id, theme_id)
    target = theme_of(session, workspace_id, into, takes_units=True)
    sizes = [_size(session, theme.id) for theme in (source, target)]
    children = list(session.scalars(select(Theme.id).where(Theme.parent_id == theme_id)))
    before = {
        "state": source.state,
        "_centroid": base64.b64encode(target.centroid).decode(),
        "_children": children,
        "_parent": target.parent_id,
        **remember_marked(session, theme_id),
    }
    if target.parent_id == theme_id:
        target.parent_id = None
    # Two levels: what stood under it stands beside the target where that is under another itself.
    before["_above"] = above = target.parent_id or into
    if source.state == "active" and target.state in ("candidate", "dormant"):
        before[kinds.RAISED_FROM], target.state = target.state, "active"
    target.centroid = _between(source.centroid, target.centroid, sizes)
    source.state, source.merged_into = "merged", into
    after = {"merged_into": into, "units": sizes[0]}
    event_id = written(session, source, kinds.MERGED, person, reason, before=before, after=after)
    target.changed_at = source.changed_at
    session.execute(update(Theme).where(Theme.id.in_(children), Theme.id != into).values(parent_id=above))
    session.execute(
        update(ThemeLink)
        .where(ThemeLink.theme_id == theme_id)
        .values(theme_id=into, event_id=event_id)
        .execution_options(synchronize_session=False)
    )
    session.flush()
    relabel(session, workspace_id, theme_id, into)
    return event_id


def split(
    session: Session,
    workspace_id: int,
    theme_id: int,
    person: str,
    parts: Sequence[Part],
    reason: str = "",
    *,
    stays: Vector | None = None,
    by: str = "person",
) -> Parted:
    """Each part becomes a theme with an id of its own; units in no part stay. `stays`: where those are, when known.

    `by`: whose word it is from now on that the units are in their part; the engine may move its own.
    """
    one_at_a_time(session, workspace_id)
    theme = theme_of(session, workspace_id, theme_id)
    _check_parts(session, theme_id, parts)
    mark_themes(session, workspace_id, [theme_id])
    units = [unit_id for part in parts for unit_id in part.unit_ids]
    middle = _mean(session, session.scalars(select(ThemeLink.unit_id).where(ThemeLink.theme_id == theme_id)).all())
    made = [_born(session, theme, part, middle) for part in parts]
    after = {"themes": [row.id for row in made], "units": len(units)}
    before = {"_centroid": base64.b64encode(theme.centroid).decode(), **remember(session, units)}
    if stays is not None and not theme.pinned:
        theme.centroid = pack(stays)
    event_id = written(session, theme, kinds.SPLIT, person, reason, before=before, after=after)
    for row, part in zip(made, parts, strict=True):
        written(session, row, "born", person, reason, before={"split_from": theme_id}, after={"label": dict(row.label)})
        for ids in chunks(list(part.unit_ids)):
            session.execute(
                update(ThemeLink)
                .where(ThemeLink.unit_id.in_(ids))
                .values(theme_id=row.id, by=by, event_id=event_id)
                .execution_options(synchronize_session=False)
            )
    return Parted(event_id, tuple(row.id for row in made))


def _check_parts(session: Session, theme_id: int, parts: Sequence[Part]) -> None:
    wanted = [unit_id for part in parts for unit_id in part.unit_ids]
    if not parts or not all(part.unit_ids for part in parts) or len(set(wanted)) < len(wanted):
        sizes, rule = [len(part.unit_ids) for part in parts], "at least one unit in each, none in two"
        raise Refused("parts", sizes, rule, ja="それぞれに1つ以上の、重ならない発言")
    held = 0
    for ids in chunks(wanted):
        found = select(func.count()).where(ThemeLink.unit_id.in_(ids), ThemeLink.theme_id == theme_id)
        held += session.scalar(found) or 0
    if held != len(wanted):
        away = len(wanted) - held
        raise Conflict(
            f"{away} of the units are not in theme {theme_id}; wanted units of it only",
            f"選んだ発言のうち {away} 件はテーマ {theme_id} にありません。このテーマの発言だけを選んでください。",
        )


def _born(session: Session, theme: Theme, part: Part, middle: Vector | None) -> Theme:
    centroid = part.centroid
    if centroid is None:
        centroid = _moved(unpack(theme.centroid), middle, _mean(session, part.unit_ids))
    row = Theme(
        workspace_id=theme.workspace_id,
        code=next_code(session, theme.workspace_id),
        label=dict(part.label),
        named_by="person",
        state="active",
        parent_id=theme.parent_id,
        group_key=theme.group_key,
        group_label=theme.group_label,
        touchpoint=theme.touchpoint,
        pain_point=theme.pain_point,
        anchor=pack(centroid),
        centroid=pack(centroid),
        threshold=theme.threshold if part.threshold is None else part.threshold,
        encoder=theme.encoder,
    )
    session.add(row)
    session.flush()
    return row


def _size(session: Session, theme_id: int) -> int:
    return session.scalar(select(func.count()).where(ThemeLink.theme_id == theme_id)) or 0


def _between(first: bytes, second: bytes, sizes: Sequence[int]) -> bytes:
    """The mean of two centroids by their sizes, of length 1; the second when they are of different spaces."""
    a, b = unpack(first), unpack(second)
    if len(a) != len(b) or not sum(sizes):
        return second
    return pack(_unit_length(a * sizes[0] + b * sizes[1], b))


def _mean(session: Session, unit_ids: Sequence[int]) -> Vector | None:
    total, count = None, 0
    for ids in chunks(list(unit_ids)):
        for packed in session.scalars(select(Unit.vector).where(Unit.id.in_(ids), func.length(Unit.vector) > 0)):
            vector = np.frombuffer(packed, VECTOR).astype(np.float32)
            total = vector if total is None else total + vector
            count += 1
    return None if total is None else total / np.float32(count)


def _moved(centroid: Vector, whole: Vector | None, part: Vector | None) -> Vector:
    """The centroid may live in a wider space (language means off, labels added): only the difference is taken over."""
    if whole is None or part is None or len(whole) > len(centroid):
        return centroid
    moved = centroid.copy()
    moved[: len(whole)] += part - whole
    return _unit_length(moved, centroid)


def _unit_length(vector: Vector, otherwise: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return (vector / np.float32(length)).astype(np.float32) if length > 0 else otherwise
