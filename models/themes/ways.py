"""Where merged themes lead today; a merge that is taken back leads nowhere any more."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Theme


def merged_into(session: Session, workspace_id: int) -> dict[int, int]:
    """Merged themes, and into which."""
    merged = select(Theme.id, Theme.merged_into).where(Theme.workspace_id == workspace_id, Theme.state == "merged")
    return {theme_id: into for theme_id, into in session.execute(merged) if into is not None}


def way(leads: Mapping[int, int], theme_id: int) -> list[int]:
    """The theme itself first, the one that has its units today last."""
    found = [theme_id]
    while found[-1] in leads:
        found.append(leads[found[-1]])
    return found
