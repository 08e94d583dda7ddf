"""What people did about a theme, and what they meant to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.errors import NotFound, Refused
from models.tables import Action, Theme

EARLIEST, LATEST = date(1971, 1, 1), date(2199, 12, 31)
# No figure can move by more: NPS from -100 to 100, CSAT from 0 to 100 %, CES from 1 to 7, volume to elevenfold.
FARTHEST = {"nps": 200.0, "csat": 100.0, "ces": 6.0, "volume": 1000.0}


@dataclass(frozen=True, slots=True)
class ActionView:
    """`target_change` in points of `target_kind` (nps +5), to be reached by `target_on`."""

    id: int
    theme_id: int | None
    touchpoint: str | None
    what: str
    starts_on: date
    owner: str
    target_kind: str | None
    target_change: float | None
    target_on: date | None
    created_at: datetime


def record(
    session: Session,
    workspace_id: int,
    theme_id: int | None,
    *,
    what: str,
    starts_on: date,
    owner: str,
    target_kind: str | None = None,
    target_change: float | None = None,
    target_on: date | None = None,
    touchpoint: str | None = None,
    actor: str,
) -> int:
    """The id of the new action. `target_kind`: nps, csat, ces, or volume (of the theme, in percent)."""
    if not what.strip():
        raise Refused("what", what, "what was done, in words")
    if not owner.strip():
        raise Refused("owner", owner, "who answers for it")
    for name, day in (("starts_on", starts_on), ("target_on", target_on)):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise Refused(name, day.isoformat(), f"a day from {EARLIEST} to {LATEST}")
    if target_on is not None and target_on < starts_on:
        raise Refused("target_on", target_on.isoformat(), f"a day not before {starts_on}")
    _check_target(target_kind, target_change)
    if theme_id is not None:
        theme = session.get(Theme, theme_id)
        if theme is None or theme.workspace_id != workspace_id:
            raise NotFound("theme", theme_id)
    row = Action(
        workspace_id=workspace_id,
        theme_id=theme_id,
        touchpoint=touchpoint,
        what=what,
        starts_on=starts_on,
        owner=owner,
        target_kind=target_kind,
        target_change=target_change,
        target_on=target_on,
    )
    session.add(row)
    session.flush()
    told = {"theme": theme_id, "starts_on": starts_on.isoformat(), "owner": owner}
    audit.append(session, workspace_id, actor, "action.record", f"action:{row.id}", told)
    return row.id


def _check_target(kind: str | None, change: float | None) -> None:
    """A figure to watch may stand without a change to reach; a change says of what."""
    if kind is not None and kind not in FARTHEST:
        raise Refused("target_kind", kind, "one of " + ", ".join(FARTHEST))
    if change is None:
        return
    if kind is None:
        raise Refused("target_kind", None, "one of " + ", ".join(FARTHEST) + ", because a change is given")
    if not -FARTHEST[kind] <= change <= FARTHEST[kind]:
        raise Refused("target_change", change, f"a change of {kind} from {-FARTHEST[kind]:g} to {FARTHEST[kind]:g}")


def actions(session: Session, workspace_id: int, theme_id: int | None = None) -> list[ActionView]:
    """Those of a theme, or all; the newest start first."""
    chosen = select(Action).where(Action.workspace_id == workspace_id)
    if theme_id is not None:
        chosen = chosen.where(Action.theme_id == theme_id)
    return [_view(row) for row in session.scalars(chosen.order_by(Action.starts_on.desc(), Action.id.desc()))]


def _view(row: Action) -> ActionView:
    return ActionView(
        row.id,
        row.theme_id,
        row.touchpoint,
        row.what,
        row.starts_on,
        row.owner,
        row.target_kind,
        row.target_change,
        row.target_on,
        row.created_at,
    )
