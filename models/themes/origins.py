"""Where units were before an act took them elsewhere: kept with the act, for whoever takes it back."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.statements import chunks
from models.tables import ThemeEvent, ThemeLink, Unit
from models.themes.arrays import pack_named, unpack_named

MEMORY = "_were"
_HOLDERS = ("", "engine", "person")
Place = tuple[int, int, int]  # comment, start, end: the same words, read again, are a unit of another id


@dataclass(frozen=True, slots=True)
class Was:
    """`by`: engine, person, or "" where nobody had put the unit anywhere. `event_id`: the act that had put it there.

    `similarity` is to that theme, a cosine; None is not known.
    """

    theme_id: int | None
    by: str
    event_id: int | None = None
    similarity: float | None = None


NOWHERE = Was(None, "")


def remember(session: Session, unit_ids: Iterable[int]) -> dict[str, str]:
    """Where these units are, for the event's `before`."""
    units = sorted(unit_ids)
    links = links_of(session, units)
    return _packed({place: links.get(unit, NOWHERE) for unit, place in _places(session, units).items()})


def remember_marked(session: Session, theme_id: int) -> dict[str, str]:
    """Of the units of a theme those that an act has put there: where all others were needs no memory."""
    marked = select(ThemeLink.unit_id).where(ThemeLink.theme_id == theme_id, ThemeLink.event_id.is_not(None))
    return remember(session, session.scalars(marked))


def recall(session: Session, event: ThemeEvent) -> dict[int, Was]:
    """What the act remembers, by the ids that the units have today; words that are there no more are missing."""
    places = _unpacked(event)
    found: dict[int, Was] = {}
    for part in chunks(sorted({comment for comment, _, _ in places}), 5000):
        chosen = select(Unit.id, Unit.comment_id, Unit.start, Unit.end).where(Unit.comment_id.in_(part))
        for unit, comment, start, end in session.execute(chosen):
            if (comment, start, end) in places:
                found[unit] = places[comment, start, end]
    return found


def amend(session: Session, event: ThemeEvent, also: Mapping[int, Was]) -> None:
    """The act holds these units too: they came to its theme when what had kept them away was taken back."""
    added = {place: also[unit] for unit, place in _places(session, sorted(also)).items()}
    event.before = {**event.before, **_packed({**_unpacked(event), **added})}


def links_of(session: Session, unit_ids: Iterable[int]) -> dict[int, Was]:
    """Where each unit is at this moment; those that have no link are missing."""
    found: dict[int, Was] = {}
    for part in chunks(sorted(unit_ids), 5000):
        found |= links_where(session, ThemeLink.unit_id.in_(part))
    return found


def links_where(session: Session, *where: ColumnElement[bool]) -> dict[int, Was]:
    link = (ThemeLink.unit_id, ThemeLink.theme_id, ThemeLink.by, ThemeLink.event_id, ThemeLink.similarity)
    return {row[0]: Was(row[1], row[2], row[3], row[4]) for row in session.execute(select(*link).where(*where))}


def _places(session: Session, unit_ids: list[int]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    for part in chunks(unit_ids, 5000):
        rows = session.execute(select(Unit.id, Unit.comment_id, Unit.start, Unit.end).where(Unit.id.in_(part)))
        found.update((unit, (comment, start, end)) for unit, comment, start, end in rows)
    return found


def _packed(places: Mapping[Place, Was]) -> dict[str, str]:
    where, was = np.array(list(places), np.int64).reshape(-1, 3), list(places.values())
    arrays: dict[str, NDArray[Any]] = {
        "comment": where[:, 0],
        "start": where[:, 1].astype(np.int32),
        "end": where[:, 2].astype(np.int32),
        "theme": np.array([one.theme_id or 0 for one in was], np.int64),
        "by": np.array([_HOLDERS.index(one.by) for one in was], np.int8),
        "event": np.array([one.event_id or 0 for one in was], np.int64),
        "similarity": np.array([one.similarity or 0.0 for one in was], np.float32),
    }
    return {MEMORY: base64.b64encode(pack_named(arrays)).decode()} if places else {}


def _unpacked(event: ThemeEvent) -> dict[Place, Was]:
    if MEMORY not in event.before:
        return {}
    arrays = unpack_named(base64.b64decode(event.before[MEMORY]))
    told = (arrays[name].tolist() for name in ("comment", "start", "end", "theme", "by", "event", "similarity"))
    return {
        (comment, start, end): Was(theme or None, _HOLDERS[by], mark or None, similarity)
        for comment, start, end, theme, by, mark, similarity in zip(*told, strict=True)
    }
