"""What people did about a theme or a touchpoint, and what they meant to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.days import EARLIEST, LATEST
from models.errors import NotFound, Refused
from models.tables import Action, Theme
from models.themes.ways import merged_into, way
from models.workspaces import touchpoints

# No figure can move by more: NPS from -100 to 100, CSAT from 0 to 100 %, CES from 1 to 7, volume to elevenfold.
FARTHEST = {"nps": 200.0, "csat": 100.0, "ces": 6.0, "volume": 1000.0}


@dataclass(frozen=True, slots=True)
class ActionView:
    """`target_change` in points of `target_kind` (nps +5), to be reached by `target_on`.

    `theme_id` is the theme as it stands today: that into which the one it was recorded about has been merged since.
    """

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
    """The id of the new action, about a theme, a touchpoint, or a theme at a touchpoint.

    `target_kind`: nps, csat, ces, or volume (of the people who speak of it, in percent).
    """
    if not what.strip():
        raise Refused("what", what, "what was done, in words", ja="何をしたかを表す言葉")
    if not owner.strip():
        raise Refused("owner", owner, "who answers for it", ja="担当する人の名前")
    for name, day in (("starts_on", starts_on), ("target_on", target_on)):
        if day is not None and not EARLIEST <= day <= LATEST:
            wanted = f"a day from {EARLIEST} to {LATEST}"
            raise Refused(name, day.isoformat(), wanted, ja=f"{EARLIEST} から {LATEST} までの日")
    if target_on is not None and target_on < starts_on:
        wanted = f"a day not before {starts_on}"
        raise Refused("target_on", target_on.isoformat(), wanted, ja=f"実施日（{starts_on}）以降の日")
    _check_target(target_kind, target_change)
    _check_subject(session, workspace_id, theme_id, touchpoint)
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
    audit.append(session, workspace_id, actor, "action.record", f"action:{row.id}", _told(row))
    return row.id


def remove(session: Session, workspace_id: int, action_id: int, actor: str) -> None:
    """Take a slip of the pen away for good; the audit keeps what it said."""
    row = session.get(Action, action_id)
    if row is None or row.workspace_id != workspace_id:
        raise NotFound("action", action_id)
    told = {**_told(row), "what": row.what}
    session.delete(row)
    audit.append(session, workspace_id, actor, "action.remove", f"action:{action_id}", told)


def _told(row: Action) -> audit.Detail:
    starts_on = row.starts_on.isoformat()
    return {"theme": row.theme_id, "touchpoint": row.touchpoint, "starts_on": starts_on, "owner": row.owner}


def _check_subject(session: Session, workspace_id: int, theme_id: int | None, touchpoint: str | None) -> None:
    """Without a subject there is nothing to measure."""
    if theme_id is None and touchpoint is None:
        wanted = "a theme, a touchpoint, or both"
        raise Refused("theme and touchpoint", None, wanted, ja="テーマか接点（または両方）", called="テーマと接点")
    if theme_id is not None:
        theme = session.get(Theme, theme_id)
        if theme is None or theme.workspace_id != workspace_id:
            raise NotFound("theme", theme_id)
    if touchpoint is not None:
        known = [one.code for one in touchpoints(session, workspace_id)]
        if touchpoint not in known:
            raise Refused.among("touchpoint", touchpoint, known)


def _check_target(kind: str | None, change: float | None) -> None:
    """A figure to watch may stand without a change to reach; a change says of what."""
    if kind is not None and kind not in FARTHEST:
        raise Refused.among("target_kind", kind, FARTHEST)
    if change is None:
        return
    if kind is None:
        wanted = f"one of {', '.join(FARTHEST)}, because a change is given"
        raise Refused("target_kind", None, wanted, ja=f"目標の変化とともに {'、'.join(FARTHEST)} のどれか")
    if not -FARTHEST[kind] <= change <= FARTHEST[kind]:
        lowest, highest = -FARTHEST[kind], FARTHEST[kind]
        wanted = f"a change of {kind} from {lowest:g} to {highest:g}"
        raise Refused("target_change", change, wanted, ja=f"{kind}では {lowest:g} から {highest:g} までの数")


def actions(session: Session, workspace_id: int, theme_id: int | None = None) -> list[ActionView]:
    """Those of a theme and of what was merged into it, or all, those of a touchpoint alone too; newest start first."""
    leads = merged_into(session, workspace_id)
    chosen = select(Action).where(Action.workspace_id == workspace_id)
    rows = session.scalars(chosen.order_by(Action.starts_on.desc(), Action.id.desc()))
    ways = [(row, [] if row.theme_id is None else way(leads, row.theme_id)) for row in rows]
    return [_view(row, on[-1] if on else None) for row, on in ways if theme_id is None or theme_id in on]


def _view(row: Action, theme_id: int | None) -> ActionView:
    return ActionView(
        row.id,
        theme_id,
        row.touchpoint,
        row.what,
        row.starts_on,
        row.owner,
        row.target_kind,
        row.target_change,
        row.target_on,
        row.created_at,
    )
