"""A re-discovery as it waits for an answer: stored whole, line by line, and looked at without changing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import audit
from models.errors import NotFound
from models.tables import ThemeChange, ThemeEvent, ThemeRun
from models.themes.arrays import Vector, pack_named
from models.themes.records import one_at_a_time

PROPOSED, ACCEPTED, REJECTED, REPLACED, OUTDATED = "proposed", "accepted", "rejected", "replaced", "outdated"
SUBJECT = "theme_run"


@dataclass(frozen=True, slots=True)
class NewChange:
    """One line of a diff. `theme_id` None: a theme that would be born. `detail` is JSON, `arrays` the bulk of it."""

    kind: str
    key: str
    theme_id: int | None = None
    others: Sequence[int] = ()
    units: int = 0
    reason: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class NewProposal:
    """`moved` of the units that are in a theme would be in another; `kept` stay whatever is accepted."""

    seed: int
    parameters: Mapping[str, Any]
    versions: Mapping[str, str]
    counts: Mapping[str, int]
    unassigned_share: float
    language_means: Mapping[str, Vector] = field(repr=False, compare=False)
    seconds: float
    changes: Sequence[NewChange]
    moved: int
    kept: int


@dataclass(frozen=True, slots=True)
class ChangeView:
    """`kind`: born, merged, split, drifted, renamed or placed; `state` as in the table. `detail` says what is meant."""

    id: int
    kind: str
    theme_id: int | None
    others: tuple[int, ...]
    units: int
    reason: str
    detail: Mapping[str, Any]
    state: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """`id` is the run's. `waiting` of the changes have no answer yet."""

    id: int
    at: datetime
    seed: int
    moved: int
    kept: int
    changes: tuple[ChangeView, ...]

    @property
    def waiting(self) -> int:
        return sum(change.state == PROPOSED for change in self.changes)


def save_proposal(session: Session, workspace_id: int, proposal: NewProposal) -> int:
    """The run's id. Older proposals that nobody answered are replaced; what a person rejected is not asked again."""
    one_at_a_time(session, workspace_id)
    replace_older(session, workspace_id)
    refused = _rejected_keys(session, workspace_id)
    asked = [change for change in proposal.changes if change.key not in refused]
    run = ThemeRun(
        workspace_id=workspace_id,
        seed=proposal.seed,
        parameters=dict(proposal.parameters),
        versions=dict(proposal.versions),
        counts={**proposal.counts, "moved": proposal.moved, "kept": proposal.kept},
        unassigned_share=proposal.unassigned_share,
        language_means=pack_named(proposal.language_means),
        members=b"",
        seconds=proposal.seconds,
        state=PROPOSED,
    )
    session.add(run)
    session.flush()
    session.add_all(_row(workspace_id, run.id, position, change) for position, change in enumerate(asked))
    session.flush()
    told = {"changes": len(asked), "rejected_before": len(proposal.changes) - len(asked)}
    audit.append(session, workspace_id, "engine", "proposal.made", f"{SUBJECT}:{run.id}", told)
    return run.id


def proposals(session: Session, workspace_id: int, limit: int = 12) -> tuple[ProposalView, ...]:
    """The newest first, answered or not; runs that proposed nothing are among them."""
    chosen = select(ThemeRun).where(
        ThemeRun.workspace_id == workspace_id, ThemeRun.counts["moved"].as_string().is_not(None)
    )
    runs = session.scalars(chosen.order_by(ThemeRun.id.desc()).limit(limit)).all()
    return tuple(_view(session, run) for run in runs)


def proposal(session: Session, workspace_id: int, run_id: int) -> ProposalView:
    return _view(session, run_of(session, workspace_id, run_id))


def run_of(session: Session, workspace_id: int, run_id: int) -> ThemeRun:
    run = session.get(ThemeRun, run_id, populate_existing=True)
    if run is None or run.workspace_id != workspace_id or "moved" not in run.counts:
        raise NotFound("proposal", run_id)
    return run


def changes_of(session: Session, run_id: int) -> list[ThemeChange]:
    """In the order in which they are carried out."""
    chosen = select(ThemeChange).where(ThemeChange.run_id == run_id).order_by(ThemeChange.position)
    return list(session.scalars(chosen.execution_options(populate_existing=True)))


def _view(session: Session, run: ThemeRun) -> ProposalView:
    rows = changes_of(session, run.id)
    undone = _undone(session, [event for row in rows for event in row.events])
    changes = tuple(_change(row, taken_back=bool(row.events) and set(row.events) <= undone) for row in rows)
    return ProposalView(run.id, run.created_at, run.seed, run.counts["moved"], run.counts["kept"], changes)


def _change(row: ThemeChange, *, taken_back: bool) -> ChangeView:
    """A change whose every event was undone on the theme's own page waits for an answer again."""
    state = PROPOSED if taken_back and row.state == ACCEPTED else row.state
    return ChangeView(
        row.id,
        row.kind,
        row.theme_id,
        tuple(row.others),
        row.units,
        row.reason,
        row.detail,
        state,
        row.settled_by if state == row.state else "",
        row.settled_at if state == row.state else None,
    )


def _undone(session: Session, events: Sequence[int]) -> set[int]:
    found = select(ThemeEvent.id).where(ThemeEvent.id.in_(events), ThemeEvent.undone_by.is_not(None))
    return set(session.scalars(found)) if events else set()


def _row(workspace_id: int, run_id: int, position: int, change: NewChange) -> ThemeChange:
    return ThemeChange(
        workspace_id=workspace_id,
        run_id=run_id,
        position=position,
        kind=change.kind,
        key=change.key,
        theme_id=change.theme_id,
        others=list(change.others),
        units=change.units,
        reason=change.reason,
        detail=dict(change.detail),
        arrays=pack_named({name: np.asarray(array) for name, array in change.arrays.items()}),
    )


def replace_older(session: Session, workspace_id: int) -> None:
    """Proposals that nobody answered wait no longer."""
    waiting = (ThemeChange.workspace_id == workspace_id) & (ThemeChange.state == PROPOSED)
    session.execute(update(ThemeChange).where(waiting).values(state=REPLACED))
    old = (ThemeRun.workspace_id == workspace_id) & (ThemeRun.state == PROPOSED)
    session.execute(update(ThemeRun).where(old).values(state=REPLACED))


def _rejected_keys(session: Session, workspace_id: int) -> set[str]:
    chosen = select(ThemeChange.key).where(ThemeChange.workspace_id == workspace_id, ThemeChange.state == REJECTED)
    return set(session.scalars(chosen))
