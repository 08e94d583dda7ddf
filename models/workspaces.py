"""Workspaces, their sources and their journey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.errors import NotFound, Refused
from models.tables import Source, Touchpoint, Workspace

DEFAULT_NAME = "default"
PainPoints = Mapping[str, Mapping[str, str]]  # the name in each language, by code


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
    """A place on the journey; codes are stable, names are what people see. A hidden one is known and not offered."""

    code: str
    stage: str
    ja: str
    en: str
    hidden: bool = False


def default_workspace(session: Session, timezone: str = "Asia/Tokyo") -> int:
    """The id of the workspace of a house that has only one; made at the first call."""
    found = session.scalar(select(Workspace.id).where(Workspace.name == DEFAULT_NAME))
    return found if found is not None else create(session, DEFAULT_NAME, timezone)


def create(session: Session, name: str, timezone: str = "Asia/Tokyo") -> int:
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError) as error:
        raise Refused("timezone", timezone, "an IANA name such as Asia/Tokyo", ja="Asia/Tokyo のような名前") from error
    if not name.strip():
        raise Refused("workspace name", name, "at least one visible character", ja="目に見える文字")
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
        {"workspace_id": workspace_id, "position": position, **asdict(one)} for position, one in enumerate(touchpoints)
    ]
    if rows:
        session.execute(insert(Touchpoint), rows)


def touchpoints(session: Session, workspace_id: int) -> list[NewTouchpoint]:
    """In the order of the journey, hidden ones too: what is stored still needs their names."""
    rows = session.execute(
        select(Touchpoint.code, Touchpoint.stage, Touchpoint.ja, Touchpoint.en, Touchpoint.hidden)
        .where(Touchpoint.workspace_id == workspace_id)
        .order_by(Touchpoint.position)
    )
    return [NewTouchpoint(*row) for row in rows]


def offered_touchpoints(session: Session, workspace_id: int) -> list[NewTouchpoint]:
    return [one for one in touchpoints(session, workspace_id) if not one.hidden]


def pain_points(session: Session, workspace_id: int) -> PainPoints:
    chosen = select(Workspace.pain_points).where(Workspace.id == workspace_id)
    found: PainPoints | None = session.scalar(chosen)
    if found is None:
        raise NotFound("workspace", workspace_id)
    return found


def put_taxonomy(session: Session, workspace_id: int, journey: Sequence[NewTouchpoint], pains: PainPoints) -> None:
    """The journey and the names of pain points; writes nothing when they are so already."""

    def is_so() -> bool:
        known = touchpoints(session, workspace_id), pain_points(session, workspace_id)
        return known == (list(journey), pains)

    if is_so():
        return
    # Doors that open at once must not both write: the second waits here, and finds it done.
    row = select(Workspace.id).where(Workspace.id == workspace_id)
    session.execute(row.with_for_update(key_share=True))
    if not is_so():
        put_touchpoints(session, workspace_id, journey)
        session.execute(update(Workspace).where(Workspace.id == workspace_id).values(pain_points=dict(pains)))
