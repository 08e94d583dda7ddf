"""History lines: what happened, who did it, what it was before and after."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.names import Names
from api.pages.views.pieces import Dated
from models.audit import AuditView
from models.reports.theme_values import EventView


def theme_event(names: Names, event: EventView) -> Dated:
    tongue = names.tongue
    key = f"event.{event.kind}"
    return Dated(
        when=tongue.day(event.at),
        what=tongue.t(key) if tongue.has(key) else event.kind,
        who=who(names, event.by),
        detail=_detail(names, event),
        undo=event.id if event.undoable and not event.undone else 0,
    )


def audit_event(names: Names, entry: AuditView) -> Dated:
    tongue = names.tongue
    key = f"audit.{entry.action}"
    return Dated(
        when=tongue.moment(entry.at),
        what=tongue.t(key) if tongue.has(key) else entry.action,
        who=who(names, entry.actor),
    )


def who(names: Names, by: str) -> str:
    if by in ("engine", ""):
        return names.tongue.t("event.by_engine")
    return names.tongue.t("event.by_person", name=by)


def _detail(names: Names, event: EventView) -> str:
    before, after = _label(names, event.before), _label(names, event.after)
    if before and after and before != after:
        return names.tongue.t("event.change", before=before, after=after)
    return "" if event.by in ("engine", "") else event.reason


def _label(names: Names, state: Mapping[str, object]) -> str:
    label = state.get("label")
    if isinstance(label, Mapping):
        return names.tongue.label({str(k): str(v) for k, v in label.items()})
    return ""
