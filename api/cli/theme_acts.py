"""`kikitori themes move, split, parent, watch, state, act, history, runs`: the rest of a person's hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.change_line import label_of
from api.cli.keys import ACTOR
from api.cli.locale import say
from api.cli.screen import Json, as_json, digits_of, fail, out, tell
from api.cli.theme_edits import English, Japanese, Person, Reason, ThemeId, act

if TYPE_CHECKING:
    from models.reports import ActionEffect

Unit = Annotated[int, typer.Argument(help=say("themes.unit"))]
Units = Annotated[list[int], typer.Option("--unit", help=say("themes.units"))]
Into = Annotated[int | None, typer.Option("--into", help=say("themes.to"))]
Under = Annotated[int | None, typer.Option("--under", help=say("themes.under"))]
Words = Annotated[list[str] | None, typer.Argument(help=say("themes.words"))]
State = Annotated[str, typer.Argument(help=say("themes.state"))]
What = Annotated[str, typer.Argument(help=say("themes.what"))]
Day = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help=say("themes.on"))]
Owner = Annotated[str, typer.Option("--owner", help=say("themes.owner"))]
Target = Annotated[str | None, typer.Option("--target", help=say("themes.target"))]
Change = Annotated[float | None, typer.Option("--change", help=say("themes.change"))]
By = Annotated[datetime | None, typer.Option("--by", formats=["%Y-%m-%d"], help=say("themes.by"))]
RunId = Annotated[int | None, typer.Argument(help=say("themes.run"))]


def move(unit: Unit, into: Into = None, person: Person = ACTOR, reason: Reason = "", json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.move_unit(session, ws, unit, into, person, reason), json)


def split(
    theme_id: ThemeId,
    unit: Units,
    ja: Japanese = None,
    en: English = None,
    person: Person = ACTOR,
    reason: Reason = "",
    json: Json = False,
) -> None:
    from models import themes

    name = ja or en or fail("themes.no_name")
    part = themes.Part({"ja": ja or name, "en": en or name}, unit)
    act(lambda session, ws: themes.split(session, ws, theme_id, person, [part], reason).event_id, json)


def parent(theme_id: ThemeId, under: Under = None, person: Person = ACTOR, json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.set_parent(session, ws, theme_id, person, under), json)


def watch(theme_id: ThemeId, words: Words = None, person: Person = ACTOR, json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.watch(session, ws, theme_id, person, words or []), json)


def state(theme_id: ThemeId, state: State, person: Person = ACTOR, reason: Reason = "", json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.set_state(session, ws, theme_id, person, state, reason), json)


def record(
    theme_id: ThemeId,
    what: What,
    on: Day,
    owner: Owner,
    target: Target = None,
    change: Change = None,
    by: By = None,
    person: Person = ACTOR,
    json: Json = False,
) -> None:
    from api.cli import opening
    from models import actions

    action = opening.change(
        lambda session, ws: actions.record(
            session, ws, theme_id, what=what, starts_on=on.date(), owner=owner, target_kind=target,
            target_change=change, target_on=by.date() if by else None, actor=person,
        )
    )  # fmt: skip
    if json:
        as_json({"action": action})
    else:
        tell("themes.recorded", action=action)


def effects(theme_id: ThemeId, json: Json = False) -> None:
    from api.cli.opening import reading
    from models import reports

    with reading() as (session, workspace_id):
        found = reports.action_effects(session, workspace_id, theme_id)
    if json:
        as_json(found)
        return
    for one in found:
        line = f"{one.action.starts_on} {one.action.what} ({one.action.owner}): {_told(one)}"
        out().print(line, highlight=False, markup=False, soft_wrap=True)


def _told(one: ActionEffect) -> str:
    """The verdict and, where there is one, the change in its unit."""
    effect, kind = one.effect, one.action.target_kind or ""
    if effect is None or effect.outcome == "too_early":
        return say("effect.too_early")
    form, unit = f"+.{digits_of(kind)}f", say("effect.points" if kind in ("nps", "ces") else "effect.percent")
    figures = f"{effect.value:{form}} [{effect.low:{form}}, {effect.high:{form}}]"
    return f"{say(f'effect.{effect.outcome}')} {figures} {unit}"


def history(theme_id: ThemeId, json: Json = False) -> None:
    from api.cli.opening import reading
    from models import reports

    with reading() as (session, workspace_id):
        found = reports.events(session, workspace_id, theme_id)
    if json:
        as_json(found)
        return
    for one in found:
        undone = " ×" if one.undone else ""
        line = f"{one.id:>6}{undone}  {one.at:%Y-%m-%d %H:%M}  {one.kind}  {one.by}  {one.reason}"
        out().print(line, highlight=False, markup=False, soft_wrap=True)


def runs(run: RunId = None, json: Json = False) -> None:
    """All discoveries; with a number, the themes as they stood after that one."""
    from api.cli.opening import reading
    from models import reports

    with reading() as (session, workspace_id):
        found = reports.runs(session, workspace_id)
        then = reports.run_report(session, workspace_id, run) if run is not None else None
    if json:
        as_json(found if then is None else then)
        return
    lines = (
        [f"{r.id:>4}  {r.at:%Y-%m-%d %H:%M}  {r.state}  {r.themes:,}  {r.units:,}" for r in found]
        if then is None
        else [f"{t.respondents:>6,}  {t.code}  {label_of(t.label)}" for t in then.themes]
    )
    for line in lines:
        out().print(line, highlight=False, markup=False, soft_wrap=True)


ACTS: dict[str, Callable[..., None]] = {
    "move": move,
    "split": split,
    "parent": parent,
    "watch": watch,
    "state": state,
    "record": record,
    "effects": effects,
    "history": history,
    "runs": runs,
}
