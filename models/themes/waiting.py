"""Seeds that were planted before anything was read: their examples are kept with their birth until they get a place."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables import Theme, ThemeEvent
from models.themes import kinds
from models.themes.arrays import Vector, pack_named, unpack_named

# In a birth's `before`: only the engine reads it, the audit leaves it out.
EXAMPLES = "_examples"
_TAKES_UNITS = ("candidate", "active", "dormant")
Facet = tuple[str | None, str | None, int]


@dataclass(frozen=True, slots=True)
class SeedExamples:
    """Units in parallel; `vectors` is (count, dimension). A facet: touchpoint, pain point, polarity (-1, 0, 1)."""

    vectors: Vector = field(repr=False, compare=False)
    languages: Sequence[str]
    facets: Sequence[Facet]

    def packed(self) -> dict[str, Any]:
        vectors = pack_named({"vectors": np.asarray(self.vectors, np.float32)})
        facets = [list(facet) for facet in self.facets]
        return {
            EXAMPLES: {
                "vectors": base64.b64encode(vectors).decode(),
                "languages": list(self.languages),
                "facets": facets,
            }
        }

    @classmethod
    def unpacked(cls, kept: Mapping[str, Any]) -> SeedExamples:
        vectors = unpack_named(base64.b64decode(kept["vectors"]))["vectors"]
        return cls(vectors, list(kept["languages"]), [(place, pain, side) for place, pain, side in kept["facets"]])


@dataclass(frozen=True, slots=True)
class WaitingSeed:
    """A theme without a place; `touchpoint` and `pain_point` are those that it bears."""

    theme_id: int
    key: str
    label: Mapping[str, str]
    touchpoint: str | None
    pain_point: str | None
    polarity: int
    examples: SeedExamples


def waiting_seeds(session: Session, workspace_id: int) -> tuple[WaitingSeed, ...]:
    """Those that stand, by id; what a person has merged, closed or forbidden meanwhile waits for nothing."""
    chosen = (
        select(Theme, ThemeEvent)
        .join(ThemeEvent, ThemeEvent.theme_id == Theme.id)
        .where(Theme.workspace_id == workspace_id, func.length(Theme.centroid) == 0)
        .where(Theme.state.in_(_TAKES_UNITS), Theme.forbidden.is_(False), ThemeEvent.kind == kinds.BORN)
        .order_by(Theme.id)
    )
    rows = session.execute(chosen)
    return tuple(_waiting(theme, born) for theme, born in rows if EXAMPLES in born.before)


def _waiting(theme: Theme, born: ThemeEvent) -> WaitingSeed:
    return WaitingSeed(
        theme.id,
        str(born.after["seed"]),
        theme.label,
        theme.touchpoint,
        theme.pain_point,
        int(born.before.get("polarity", 0)),
        SeedExamples.unpacked(born.before[EXAMPLES]),
    )
