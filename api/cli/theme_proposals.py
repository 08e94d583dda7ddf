"""`kikitori themes proposals`: what a re-discovery would change, and a person's answer to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.change_line import change_line
from api.cli.keys import ACTOR
from api.cli.locale import say
from api.cli.naming import named
from api.cli.screen import Json, as_json, fail, out, tell
from api.cli.theme_edits import Person

if TYPE_CHECKING:
    from models.themes import Answered, ProposalView
    from models.themes.known import Labels

app = typer.Typer(help=say("help.themes.proposals"), no_args_is_help=True)
Run = Annotated[int, typer.Argument(help=say("proposals.run"))]
SomeRun = Annotated[int | None, typer.Argument(help=say("proposals.run"))]
Change = Annotated[list[int] | None, typer.Option("--change", help=say("proposals.change"))]


@app.command("list", help=say("help.proposals.list"))
def list_proposals(json: Json = False) -> None:
    from api.cli.opening import reading
    from models import themes

    with reading() as (session, workspace_id):
        found = themes.proposals(session, workspace_id)
    if json:
        as_json(found)
        return
    if not found:
        tell("proposals.none")
    for one in found:
        _headline(one)


@app.command("show", help=say("help.proposals.show"))
def show(run: SomeRun = None, json: Json = False) -> None:
    from api.cli.opening import reading
    from models import themes
    from models.themes.known import labels_of

    with reading() as (session, workspace_id):
        newest = themes.proposals(session, workspace_id, limit=1)
        if run is None and not newest:
            fail("proposals.none")
        found = themes.proposal(session, workspace_id, run) if run is not None else newest[0]
        labels = labels_of(session, workspace_id)
    if json:
        as_json(found)
        return
    _headline(found)
    for line in _lines(found, labels):
        out().print(line, highlight=False, markup=False, soft_wrap=True)


@app.command("accept", help=say("help.proposals.accept"))
def accept(run: Run, change: Change = None, person: Person = ACTOR, json: Json = False) -> None:
    from models import themes

    done = _answer(themes.accept, run, change, person, json)
    if not json:
        tell("proposals.accepted", count=len(done.changes), outdated=len(done.outdated), run=run)


@app.command("reject", help=say("help.proposals.reject"))
def reject(run: Run, change: Change = None, person: Person = ACTOR, json: Json = False) -> None:
    from models import themes

    done = _answer(themes.reject, run, change, person, json)
    if not json:
        tell("proposals.rejected", count=len(done.changes), run=run)


@app.command("undo", help=say("help.proposals.undo"))
def undo(run: Run, change: Change = None, person: Person = ACTOR, json: Json = False) -> None:
    from models import themes

    done = _answer(themes.take_back, run, change, person, json)
    if not json:
        tell("proposals.taken_back", count=len(done.changes))


def _answer(act: Callable[..., Answered], run: int, changes: Sequence[int] | None, person: str, json: bool) -> Answered:
    from api.cli.opening import change

    done = change(lambda session, workspace_id: act(session, workspace_id, run, person, changes or None))
    if json:
        as_json(done)
    return done


def _headline(one: ProposalView) -> None:
    line = say(
        "proposals.line",
        run=one.id,
        day=one.at.date().isoformat(),
        changes=len(one.changes),
        waiting=one.waiting,
        moved=one.moved,
        kept=one.kept,
    )
    out().print(line, highlight=False, markup=False, soft_wrap=True)


def _lines(found: ProposalView, labels: Labels) -> list[str]:
    lines = []
    for one in found.changes:
        label = labels.get(one.theme_id or 0) or one.detail.get("label") or {}
        what = change_line(one.kind, label, one.theme_id, one.others, one.units, one.detail, labels)
        lines.append(say("proposals.change_line", change=one.id, state=named("proposal.state", one.state), what=what))
    return lines
