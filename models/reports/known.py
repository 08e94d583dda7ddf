"""Whether a filter names what there is: a misspelt name would be answered as if all were quiet there."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from models.comments import CHANNELS
from models.errors import NAMES_JA, Refused
from models.reports.filters import Filters
from models.reports.overview import segment_values
from models.workspaces import sources, touchpoints

_ALL = 1_000_000


def check_known(session: Session, workspace_id: int, filters: Filters) -> None:
    """Raise `Refused` for the first source, touchpoint or segment never had here, or channel that there is not."""
    for channel in filters.channels:
        _check("channel", channel, CHANNELS)
    for name in filters.sources:
        _check("source", name, [one.name for one in sources(session, workspace_id)])
    for code in filters.touchpoints:
        _check("touchpoint", code, [one.code for one in touchpoints(session, workspace_id)])
    if filters.segments:
        values = segment_values(session, workspace_id, most=_ALL)
        for name, value in filters.segments:
            _check("segment", name, values)
            _check(f"segment {name}", value, values[name], called=f"客層「{name}」")


def check_segment(session: Session, workspace_id: int, name: str) -> None:
    """The same for an attribute that figures are to be told apart by."""
    _check("segment", name, segment_values(session, workspace_id))


def _check(field: str, given: str, known: Collection[str], called: str = "") -> None:
    if given in known:
        return
    some = sorted(known)[:20]
    if some:
        raise Refused.among(field, given, some, called=called)
    name = called or NAMES_JA[field]
    none = f"{name}のない指定（{name}はまだ1つもありません）"
    raise Refused(field, given, f"no {field}, because nothing here has one", ja=none, called=called)
