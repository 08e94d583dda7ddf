"""What was done, in words: the lines of the audit, and who did it."""

from __future__ import annotations

from api.pages.names import Names
from api.pages.tongue import Tongue
from api.pages.views.pieces import Dated
from models.audit import AuditView


def audit_event(names: Names, entry: AuditView) -> Dated:
    tongue = names.tongue
    key = f"audit.{entry.action}"
    changed = {name: str(entry.detail[name]) for name in ("before", "after") if name in entry.detail}
    return Dated(
        when=tongue.moment(entry.at),
        what=tongue.t(key, **changed) if tongue.has(key) else entry.action,
        who=who(tongue, entry.actor),
    )


def who(tongue: Tongue, by: str) -> str:
    if by in ("engine", ""):
        return tongue.t("event.by_engine")
    return tongue.t("event.by_person", name=by)
