"""What events of earlier versions remember: the units by the ids they had, without the acts before."""

from __future__ import annotations

import base64

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import ThemeChange, ThemeEvent, ThemeLink
from models.themes import kinds
from models.themes.arrays import unpack_named
from models.themes.origins import NOWHERE, Was

HELD_BY = "_held_by"  # of a split: its units by engine and by person
LINKS = "_links"  # of what put many units into a theme: where the engine had had them (theme 0: nowhere)


def recall_older(session: Session, event: ThemeEvent) -> dict[int, Was]:
    """As `origins.recall`; empty for acts whose units all came from the event's own theme."""
    if LINKS in event.before:
        arrays = unpack_named(base64.b64decode(event.before[LINKS]))
        homes = zip(*(arrays[name].tolist() for name in ("unit", "theme", "similarity")), strict=True)
        return {unit: Was(theme, "engine", None, near) if theme else NOWHERE for unit, theme, near in homes}
    if event.kind == kinds.SPLIT:
        held: dict[str, list[int]] = event.before.get(HELD_BY) or _proposed(session, event)
        return {unit: Was(event.theme_id, by) for by, units in held.items() for unit in units}
    if event.kind == kinds.MOVED:
        return {event.before["unit_id"]: Was(event.before["theme_id"], event.before["by"])}
    return {}


def _proposed(session: Session, event: ThemeEvent) -> dict[str, list[int]]:
    """Of splits that kept no holders a proposal took the engine's units only; a person's stay a person's."""
    changes = select(ThemeChange.events).where(
        ThemeChange.workspace_id == event.workspace_id, ThemeChange.theme_id == event.theme_id
    )
    if not any(event.id in events for events in session.scalars(changes)):
        return {}
    return {"engine": list(session.scalars(select(ThemeLink.unit_id).where(ThemeLink.event_id == event.id)))}
