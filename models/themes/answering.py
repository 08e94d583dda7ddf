"""A person's answer to a proposed re-discovery: to all of it or line by line, audited, and taken back as easily."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import audit
from models.errors import Conflict, NotFound
from models.tables import ThemeChange, ThemeEvent, ThemeRun
from models.tables.columns import now
from models.themes.carrying import carry_out
from models.themes.frozen import freeze
from models.themes.proposals import ACCEPTED, OUTDATED, PROPOSED, REJECTED, REPLACED, SUBJECT, changes_of, run_of
from models.themes.records import one_at_a_time
from models.themes.undoing import undo

APPLIED = "applied"
# As the pages and the command line call them.
STATES_JA = {
    PROPOSED: "未回答",
    ACCEPTED: "反映済み",
    REJECTED: "見送り",
    OUTDATED: "未反映（いまのテーマに合わない）",
    REPLACED: "置き換え済み",
}
Ids = Collection[int] | None  # None: all that wait


@dataclass(frozen=True, slots=True)
class Answered:
    """How many changes the answer settled; `outdated` no longer fit what the themes are now."""

    changes: tuple[int, ...]
    outdated: tuple[int, ...] = ()


def accept(session: Session, workspace_id: int, run_id: int, person: str, changes: Ids = None) -> Answered:
    """Carry them out, in the order proposed. One named alone that cannot be carried out is a `Conflict`."""
    one_at_a_time(session, workspace_id)
    run = run_of(session, workspace_id, run_id)
    done, outdated = [], []
    for change in _chosen(session, run, changes, PROPOSED):
        try:
            events = carry_out(session, change, person)
        except (Conflict, NotFound) as error:
            if changes is not None and len(changes) == 1:
                raise
            _settle(change, OUTDATED, person)
            change.reason = f"{change.reason} ({error})"[:2000]
            outdated.append(change.id)
            continue
        change.events = events
        _settle(change, ACCEPTED, person)
        done.append(change.id)
    if done:
        run.state = APPLIED
        session.flush()
        freeze(session, run)
    return _told(session, run, person, "proposal.accepted", done, outdated)


def reject(session: Session, workspace_id: int, run_id: int, person: str, changes: Ids = None) -> Answered:
    """Nothing changes, and the same is not proposed again."""
    run = run_of(session, workspace_id, run_id)
    chosen = _chosen(session, run, changes, PROPOSED)
    for change in chosen:
        _settle(change, REJECTED, person)
    if run.state == PROPOSED and all(change.state != PROPOSED for change in changes_of(session, run_id)):
        run.state = REJECTED
    return _told(session, run, person, "proposal.rejected", [change.id for change in chosen])


def take_back(session: Session, workspace_id: int, run_id: int, person: str, changes: Ids = None) -> Answered:
    """The last answers first; what was taken back waits for an answer again."""
    run = run_of(session, workspace_id, run_id)
    chosen = _chosen(session, run, changes, ACCEPTED, REJECTED)
    for change in reversed(chosen):
        for event_id in reversed(change.events):
            if session.get_one(ThemeEvent, event_id, populate_existing=True).undone_by is None:
                undo(session, workspace_id, event_id, person)
        change.events = []
        change.state, change.settled_by, change.settled_at = PROPOSED, "", None
    session.flush()
    if all(change.state != ACCEPTED for change in changes_of(session, run_id)):
        run.state = PROPOSED
    return _told(session, run, person, "proposal.taken_back", [change.id for change in chosen])


def _chosen(session: Session, run: ThemeRun, wanted: Ids, *states: str) -> list[ThemeChange]:
    rows = changes_of(session, run.id)
    _reopen(session, rows)
    wanted_ja = "か".join(STATES_JA[state] for state in states) + "の"
    if wanted is None:
        found = [row for row in rows if row.state in states]
    else:
        known = {row.id: row for row in rows}
        for one in wanted:
            if one not in known:
                raise NotFound(f"change of proposal {run.id}", one, called=f"提案 {run.id} の変更")
            if known[one].state not in states:
                en = f"change {one} is {known[one].state}; wanted one that is {' or '.join(states)}"
                raise Conflict(en, f"変更 {one} は{STATES_JA[known[one].state]}です。{wanted_ja}ものを選んでください。")
        found = [row for row in rows if row.id in set(wanted)]
    if not found:
        en = f"proposal {run.id} has no change that is {' or '.join(states)}; wanted one at least"
        raise Conflict(en, f"提案 {run.id} には、{wanted_ja}変更がありません。")
    return found


def _reopen(session: Session, rows: Sequence[ThemeChange]) -> None:
    """What was undone event by event on the themes' own pages waits for an answer again."""
    for row in rows:
        events = [session.get_one(ThemeEvent, one, populate_existing=True) for one in row.events]
        if row.state == ACCEPTED and events and all(event.undone_by is not None for event in events):
            row.state, row.events, row.settled_by, row.settled_at = PROPOSED, [], "", None


def _settle(change: ThemeChange, state: str, person: str) -> None:
    change.state, change.settled_by, change.settled_at = state, person, now()


def _told(
    session: Session, run: ThemeRun, person: str, action: str, done: Sequence[int], outdated: Sequence[int] = ()
) -> Answered:
    session.flush()
    told = {"changes": list(done), "outdated": list(outdated)}
    audit.append(session, run.workspace_id, person, action, f"{SUBJECT}:{run.id}", told)
    return Answered(tuple(done), tuple(outdated))
