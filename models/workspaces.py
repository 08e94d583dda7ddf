"""Workspaces, their sources and their journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models.errors import NotFound, Refused
from models.tables import Source, Touchpoint, Workspace

DEFAULT_NAME = "default"


@dataclass(frozen=True, slots=True)
class WorkspaceView:
    """A tenant, and the zone its days are cut in."""

    id: int
    name: str
    timezone: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class SourceView:
    """A named stream of feedback."""

    id: int
    name: str
    channel: str


@dataclass(frozen=True, slots=True)
class NewTouchpoint:
    """A place on the journey; codes are stable, names are what people see."""

    code: str
    stage: str
    ja: str
    en: str


def default_workspace(session: Session, timezone: str = "Asia/Tokyo") -> int:
    """The id of the workspace of a house that has only one; made at the first call."""
    found = session.scalar(select(Workspace.id).where(Workspace.name == DEFAULT_NAME))
    return found if found is not None else create(session, DEFAULT_NAME, timezone)


def create(session: Session, name: str, timezone: str = "Asia/Tokyo") -> int:
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError) as error:
        raise Refused("timezone", timezone, "an IANA name such as Asia/Tokyo") from error
    if not name.strip():
        raise Refused("workspace name", name, "at least one visible character")
    workspace = Workspace(name=name, timezone=timezone)
    session.add(workspace)
    session.flush()
    return workspace.id


def workspaces(session: Session) -> list[WorkspaceView]:
    rows = session.execute(select(Workspace.id, Workspace.name, Workspace.timezone).order_by(Workspace.id))
    return [WorkspaceView(*row) for row in rows]


def workspace(session: Session, workspace_id: int) -> WorkspaceView:
    row = session.execute(
        select(Workspace.id, Workspace.name, Workspace.timezone).where(Workspace.id == workspace_id)
    ).one_or_none()
    if row is None:
        raise NotFound("workspace", workspace_id)
    return WorkspaceView(*row)


def sources(session: Session, workspace_id: int) -> list[SourceView]:
    rows = session.execute(
        select(Source.id, Source.name, Source.channel).where(Source.workspace_id == workspace_id).order_by(Source.name)
    )
    return [SourceView(*row) for row in rows]


def put_touchpoints(session: Session, workspace_id: int, touchpoints: Sequence[NewTouchpoint]) -> None:
    """Replace the journey with `touchpoints`, in their order. Readings keep the codes they have."""
    session.execute(delete(Touchpoint).where(Touchpoint.workspace_id == workspace_id))
    rows = [
        {"workspace_id": workspace_id, "code": t.code, "stage": t.stage, "ja": t.ja, "en": t.en, "position": position}
        for position, t in enumerate(touchpoints)
    ]
    if rows:
        session.execute(insert(Touchpoint), rows)


def touchpoints(session: Session, workspace_id: int) -> list[NewTouchpoint]:
    rows = session.execute(
        select(Touchpoint.code, Touchpoint.stage, Touchpoint.ja, Touchpoint.en)
        .where(Touchpoint.workspace_id == workspace_id)
        .order_by(Touchpoint.position)
    )
    return [NewTouchpoint(*row) for row in rows]
