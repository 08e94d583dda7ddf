"""Themes at a new place: their ids, names, states and members stand, only where they lie is of another encoder now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.tables import Theme, ThemeLink
from models.tables.columns import now
from models.themes import kinds
from models.themes.arrays import Vector, pack
from models.themes.discovered import NewThemeRun, SavedRun, save_discovery
from models.themes.proposals import replace_older
from models.themes.records import theme_of, written


@dataclass(frozen=True, slots=True)
class Renewed:
    """Where a theme lies in the space of the encoder in use; `centroid` has length 1, `threshold` is a cosine."""

    theme_id: int
    centroid: Vector = field(repr=False, compare=False)
    threshold: float


def save_renewal(session: Session, workspace_id: int, run: NewThemeRun, themes: Sequence[Renewed]) -> SavedRun:
    """The run, with its means and events, and the places; a pinned theme too, because its old one means nothing now."""
    saved = save_discovery(session, workspace_id, run)
    # What was proposed speaks of places and units that are no more.
    replace_older(session, workspace_id)
    for theme in themes:
        _place(session, workspace_id, theme, run.encoder)
    return saved


def replant(
    session: Session, workspace_id: int, person: str, themes: Sequence[Renewed], encoder: str, reason: str = ""
) -> None:
    """A person says once more where planted themes lie, for an encoder in whose space they had no place."""
    for theme in themes:
        _place(session, workspace_id, theme, encoder)
        row = theme_of(session, workspace_id, theme.theme_id)
        written(session, row, kinds.RENEWED, person, reason, before={}, after={"encoder": encoder})


def _place(session: Session, workspace_id: int, theme: Renewed, encoder: str) -> None:
    place = pack(theme.centroid)
    session.execute(
        update(Theme)
        .where(Theme.id == theme.theme_id, Theme.workspace_id == workspace_id)
        .values(centroid=place, anchor=place, threshold=theme.threshold, encoder=encoder, changed_at=now())
    )


def note_similarities(session: Session, similarities: Mapping[int, float]) -> None:
    """How near each unit is to the theme that it is in; who put it there, and when, stays."""
    rows = [{"unit_id": unit, "similarity": similarity} for unit, similarity in sorted(similarities.items())]
    if rows:
        session.execute(update(ThemeLink), rows)
