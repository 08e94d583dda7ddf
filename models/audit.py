"""What people and keys did, in a chain: each entry's hash covers the one before, so the past cannot change unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from models.statements import is_postgresql
from models.tables import AuditEntry
from models.tables.columns import now

Detail = dict[str, Any]  # JSON that says what the action changed; never a comment's text
FIRST = "0" * 64
LOCK = 0x6175  # keeps audit's advisory locks apart from those of others


@dataclass(frozen=True, slots=True)
class AuditView:
    """One thing that was done."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Detail


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to be written down."""

    actor: str
    action: str
    subject: str
    detail: Detail


def append(session: Session, workspace_id: int, actor: str, action: str, subject: str, detail: Detail) -> int:
    """The number of the new entry, counted from 1 in each workspace."""
    return append_all(session, workspace_id, [Act(actor, action, subject, detail)])[0]


def append_all(session: Session, workspace_id: int, acts: Sequence[Act]) -> list[int]:
    """The numbers of the new entries, in the order of the acts; all are written at once."""
    if not acts:
        return []
    if is_postgresql(session):
        # Two writers would read the same last entry; SQLite has one writer at a time anyway.
        session.execute(text("SELECT pg_advisory_xact_lock(:kind, :id)"), {"kind": LOCK, "id": workspace_id})
    last = session.execute(
        select(AuditEntry.number, AuditEntry.hash)
        .where(AuditEntry.workspace_id == workspace_id)
        .order_by(AuditEntry.number.desc())
        .limit(1)
    ).one_or_none()
    number, previous = (last.number, last.hash) if last else (0, FIRST)
    rows: list[dict[str, Any]] = []
    for act in acts:
        number += 1
        row = _row(workspace_id, number, previous, act)
        previous = row["hash"]
        rows.append(row)
    # As rows: of objects SQLite would be asked for each id by itself.
    session.execute(insert(AuditEntry), rows)
    return [row["number"] for row in rows]


def verify(session: Session, workspace_id: int) -> int | None:
    """The number of the first entry that does not fit the chain; None when all do."""
    rows = session.scalars(
        select(AuditEntry).where(AuditEntry.workspace_id == workspace_id).order_by(AuditEntry.number)
    )
    previous = FIRST
    for expected, entry in enumerate(rows, start=1):
        if entry.number != expected or entry.previous_hash != previous or entry.hash != _hash(entry):
            return expected
        previous = entry.hash
    return None


def entries(
    session: Session, workspace_id: int, *, subject: str | None = None, before: int | None = None, limit: int = 50
) -> list[AuditView]:
    """The newest first; `before` is the number of the last entry of the page before."""
    chosen = select(AuditEntry).where(AuditEntry.workspace_id == workspace_id)
    if subject is not None:
        chosen = chosen.where(AuditEntry.subject == subject)
    if before is not None:
        chosen = chosen.where(AuditEntry.number < before)
    rows = session.scalars(chosen.order_by(AuditEntry.number.desc()).limit(limit))
    return [AuditView(r.number, r.at, r.actor, r.action, r.subject, r.detail) for r in rows]


def _row(workspace_id: int, number: int, previous: str, act: Act) -> dict[str, Any]:
    row = {
        "workspace_id": workspace_id,
        "number": number,
        "at": now(),
        "actor": act.actor,
        "action": act.action,
        "subject": act.subject,
        "detail": act.detail,
        "previous_hash": previous,
    }
    return row | {"hash": _hash(AuditEntry(**row))}


def _hash(entry: AuditEntry) -> str:
    told = [
        entry.previous_hash,
        entry.workspace_id,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.detail,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
