"""A company's own themes, put in by a person: pinned, active and ready for units at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Theme, ThemeEvent
from models.themes import kinds
from models.themes.arrays import Vector, pack
from models.themes.discovered import next_code
from models.themes.records import one_at_a_time, written
from models.themes.waiting import SeedExamples


@dataclass(frozen=True, slots=True)
class NewSeed:
    """`key` is the company's own id for it: the same key is never planted twice. `centroid` has length 1.

    Without a place yet, `centroid` has no numbers, and the `examples` are kept (see models.themes.waiting).
    """

    key: str
    label: Mapping[str, str]
    centroid: Vector = field(repr=False, compare=False)
    threshold: float
    touchpoint: str | None = None
    pain_point: str | None = None
    watch_words: Sequence[str] = ()
    encoder: str = ""
    polarity: int = 0
    examples: SeedExamples | None = None


def planted_keys(session: Session, workspace_id: int) -> dict[str, int]:
    """The theme of each key that was ever planted here, whatever became of it since."""
    born = select(ThemeEvent.theme_id, ThemeEvent.after).where(
        ThemeEvent.workspace_id == workspace_id, ThemeEvent.kind == kinds.BORN, ThemeEvent.by != "engine"
    )
    return {after["seed"]: theme_id for theme_id, after in session.execute(born) if "seed" in after}


def plant(
    session: Session, workspace_id: int, person: str, seeds: Sequence[NewSeed], reason: str = ""
) -> dict[str, int]:
    """The new theme of each key; keys that are known stay as people have made them since."""
    # Before the keys are asked: whoever comes second finds what the first has planted.
    one_at_a_time(session, workspace_id)
    known = planted_keys(session, workspace_id)
    return {seed.key: _plant(session, workspace_id, person, seed, reason) for seed in seeds if seed.key not in known}


def _plant(session: Session, workspace_id: int, person: str, seed: NewSeed, reason: str) -> int:
    theme = Theme(
        workspace_id=workspace_id,
        code=next_code(session, workspace_id),
        label=dict(seed.label),
        named_by="person",
        state="active",
        pinned=True,
        touchpoint=seed.touchpoint,
        pain_point=seed.pain_point,
        watch_words=list(seed.watch_words),
        anchor=pack(seed.centroid),
        centroid=pack(seed.centroid),
        threshold=seed.threshold,
        encoder=seed.encoder,
    )
    session.add(theme)
    session.flush()
    after = {"label": dict(seed.label), "seed": seed.key}
    before = {"polarity": seed.polarity, **seed.examples.packed()} if seed.examples else {}
    written(session, theme, kinds.BORN, person, reason, before=before, after=after)
    return theme.id
