"""Writing what was read: a comment's reading, opinions, units and theme links, in place of those it had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models.priority import order_key
from models.tables import Opinion, Reading, Theme, ThemeLink, Unit

VECTOR = np.dtype("<f2")


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Words that support a label; offsets into the text as received, end exclusive."""

    quote: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """`score` -1..1, confidences 0..1, `urgency` 0..3."""

    language: str
    language_confidence: float
    sentiment: str
    score: float
    confidence: float
    intents: tuple[str, ...]
    urgency: int
    urgency_confidence: float
    signals: tuple[str, ...]
    abstain: bool
    version: str
    evidence: tuple[EvidenceRow, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """Offsets are code points into the comment's text, end exclusive; `polarity` -1, 0, 1."""

    quote: str
    start: int
    end: int
    touchpoint: str | None
    stage: str | None
    polarity: int
    pain_point: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class UnitRow:
    """`theme_id` None: unassigned. `similarity` is the cosine with the theme's centroid; None: no theme was asked."""

    position: int
    start: int
    end: int
    language: str
    sentiment: str
    score: float
    polarity: int
    touchpoint: str | None
    pain_point: str | None
    confidence: float
    vector: NDArray[np.float32]
    theme_id: int | None = None
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class ReadComment:
    """One comment with everything that was read from it."""

    comment_id: int
    reading: ReadingRow
    opinions: Sequence[OpinionRow] = field(default=())
    units: Sequence[UnitRow] = field(default=())


@dataclass(frozen=True, slots=True)
class Held:
    """What the queue knows of a leased comment and the writes below need."""

    comment_id: int
    workspace_id: int
    received_at: datetime
    day: date
    week: date
    touchpoint_hint: str | None


def replace(session: Session, results: Sequence[ReadComment], held: dict[int, Held]) -> None:
    """Write `results`; a unit that a person put somewhere stays there when its words are the same.

    So does one that the engine put somewhere, when no theme was asked this time (they may be of another encoder).
    """
    kept = _links_before(session, list(held))
    for table in (Opinion, Unit, Reading):
        session.execute(delete(table).where(table.comment_id.in_(list(held))))
    session.execute(insert(Reading), [_reading(r, held[r.comment_id]) for r in results])
    opinions = [_opinion(r.comment_id, held, n, o) for r in results for n, o in enumerate(r.opinions)]
    if opinions:
        session.execute(insert(Opinion), opinions)
    units = [(r.comment_id, unit) for r in results for unit in r.units]
    if units:
        rows = [_unit(comment_id, held, unit) for comment_id, unit in units]
        statement = insert(Unit).returning(Unit.id, sort_by_parameter_order=True)
        ids = list(session.scalars(statement, rows))
        _link(session, ids, units, held, kept)


def queue_columns(result: ReadComment, held: Held) -> dict[str, Any]:
    """What the comment's own row repeats of its reading."""
    reading = result.reading
    return {
        "touchpoint": held.touchpoint_hint or main_touchpoint(result),
        "urgency": reading.urgency,
        "priority": order_key(reading.urgency, reading.signals, reading.score, held.day, abstain=reading.abstain),
        "read_version": reading.version,
    }


def main_touchpoint(result: ReadComment) -> str | None:
    """The touchpoint of the strongest complaint, else of the surest opinion or unit."""
    said = [(o.polarity, -o.confidence, o.touchpoint) for o in result.opinions if o.touchpoint]
    said = said or [(u.polarity, -u.confidence, u.touchpoint) for u in result.units if u.touchpoint]
    return min(said)[2] if said else None


def pack_vector(vector: NDArray[np.float32]) -> bytes:
    return np.ascontiguousarray(vector, dtype=VECTOR).tobytes()


Place = tuple[int, int, int]  # comment, start, end


@dataclass(frozen=True, slots=True)
class _Link:
    """Where the same words were before they were read again."""

    theme_id: int | None
    event_id: int | None
    similarity: float
    by: str


def _links_before(session: Session, comment_ids: list[int]) -> dict[Place, _Link]:
    link = (ThemeLink.theme_id, ThemeLink.event_id, ThemeLink.similarity, ThemeLink.by)
    found = (
        select(Unit.comment_id, Unit.start, Unit.end, *link)
        .join(ThemeLink, ThemeLink.unit_id == Unit.id)
        .where(ThemeLink.comment_id.in_(comment_ids))
    )
    rows = session.execute(found)
    return {(row[0], row[1], row[2]): _Link(row[3], row[4], row[5], row[6]) for row in rows}


def _reading(result: ReadComment, held: Held) -> dict[str, Any]:
    reading = result.reading
    return {
        "comment_id": result.comment_id,
        "workspace_id": held.workspace_id,
        "language": reading.language,
        "language_confidence": reading.language_confidence,
        "sentiment": reading.sentiment,
        "score": reading.score,
        "confidence": reading.confidence,
        "intents": list(reading.intents),
        "urgency": reading.urgency,
        "urgency_confidence": reading.urgency_confidence,
        "signals": list(reading.signals),
        "evidence": [asdict(evidence) for evidence in reading.evidence],
        "flags": list(reading.flags),
        "abstain": reading.abstain,
        "version": reading.version,
    }


def _opinion(comment_id: int, held: dict[int, Held], position: int, opinion: OpinionRow) -> dict[str, Any]:
    owner = {"comment_id": comment_id, "workspace_id": held[comment_id].workspace_id, "position": position}
    return owner | asdict(opinion)


def _unit(comment_id: int, held: dict[int, Held], unit: UnitRow) -> dict[str, Any]:
    return {
        "comment_id": comment_id,
        "workspace_id": held[comment_id].workspace_id,
        "position": unit.position,
        "start": unit.start,
        "end": unit.end,
        "language": unit.language,
        "sentiment": unit.sentiment,
        "score": unit.score,
        "polarity": unit.polarity,
        "touchpoint": unit.touchpoint,
        "pain_point": unit.pain_point,
        "confidence": unit.confidence,
        "vector": pack_vector(unit.vector),
    }


def _link(
    session: Session,
    unit_ids: Sequence[int],
    units: Sequence[tuple[int, UnitRow]],
    held: dict[int, Held],
    kept: Mapping[Place, _Link],
) -> None:
    asked = {unit.theme_id for _, unit in units} | {link.theme_id for link in kept.values()}
    today = standing(session, {theme_id for theme_id in asked if theme_id is not None})
    rows = []
    for unit_id, (comment_id, unit) in zip(unit_ids, units, strict=True):
        row = {
            "unit_id": unit_id,
            "workspace_id": held[comment_id].workspace_id,
            "comment_id": comment_id,
            "received_at": held[comment_id].received_at,
            "similarity": unit.similarity or 0.0,
        }
        before = kept.get((comment_id, unit.start, unit.end))
        theme_id = today.get(unit.theme_id or 0)
        if before is not None and before.by == "person":
            rows.append(row | {"theme_id": before.theme_id, "event_id": before.event_id, "by": "person"})
        elif theme_id is not None:
            rows.append(row | {"theme_id": theme_id, "event_id": None, "by": "engine"})
        elif before is not None and unit.similarity is None and (home := today.get(before.theme_id or 0)):
            stays = {"theme_id": home, "event_id": before.event_id, "similarity": before.similarity, "by": "engine"}
            rows.append(row | stays)
    if rows:
        session.execute(insert(ThemeLink), rows)


def standing(session: Session, theme_ids: set[int]) -> dict[int, int]:
    """Where units of these themes go today: a theme may have been merged since, or is missing: retired or forbidden."""
    if not theme_ids:
        return {}
    found = select(Theme.id, Theme.state, Theme.merged_into, Theme.forbidden).where(Theme.id.in_(theme_ids))
    today = {}
    for theme_id, state, merged_into, forbidden in session.execute(found):
        if state == "merged" and merged_into is not None:
            today[theme_id] = standing(session, {merged_into}).get(merged_into, 0)
        elif state != "retired" and not forbidden:
            today[theme_id] = theme_id
    return {theme_id: target for theme_id, target in today.items() if target}
