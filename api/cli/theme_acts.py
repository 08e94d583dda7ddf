"""`kikitori themes move, split, parent, watch, state, record, withdraw, effects, …`: the rest of a person's hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.change_line import label_of
from api.cli.keys import ACTOR
from api.cli.locale import locale, say
from api.cli.naming import named, names
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
About = Annotated[str, typer.Argument(help=say("themes.about"))]
OfTheme = Annotated[int | None, typer.Argument(help=say("themes.of_theme"))]
Place = Annotated[str | None, typer.Option("--touchpoint", help=say("themes.touchpoint"))]
ActionId = Annotated[int, typer.Argument(help=say("themes.action"))]
By = Annotated[datetime | None, typer.Option("--by", formats=["%Y-%m-%d"], help=say("themes.by"))]
NO_THEME = "-"
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
    about: About,
    what: What,
    on: Day,
    owner: Owner,
    touchpoint: Place = None,
    target: Target = None,
    change: Change = None,
    by: By = None,
    person: Person = ACTOR,
    json: Json = False,
) -> None:
    from api.cli import opening
    from models import actions

    if about != NO_THEME and not about.isdecimal():
        fail("themes.bad_about", given=about)
    theme_id = None if about == NO_THEME else int(about)
    action = opening.change(
        lambda session, ws: actions.record(
            session, ws, theme_id, what=what, starts_on=on.date(), owner=owner, target_kind=target,
            target_change=change, target_on=by.date() if by else None, touchpoint=touchpoint, actor=person,
        )
    )  # fmt: skip
    if json:
        as_json({"action": action})
    else:
        tell("themes.recorded", action=action)


def withdraw(action_id: ActionId, person: Person = ACTOR, json: Json = False) -> None:
    from api.cli import opening
    from models import actions

    opening.change(lambda session, ws: actions.remove(session, ws, action_id, person))
    if json:
        as_json({"removed": action_id})
    else:
        tell("themes.withdrawn", action=action_id)


def effects(theme_id: OfTheme = None, json: Json = False) -> None:
    from api.cli.opening import reading
    from models import reports

    with reading() as (session, workspace_id):
        found = reports.action_effects(session, workspace_id, theme_id)
    if json:
        as_json(found)
        return
    for one in found:
        out().print(_effect_line(one), highlight=False, markup=False, soft_wrap=True)


def _effect_line(one: ActionEffect) -> str:
    action = one.action
    theme = say("effect.theme", theme=action.theme_id) if action.theme_id is not None else ""
    subject = f"{theme} {f'@{action.touchpoint}' if action.touchpoint else ''}".strip()
    return f"{action.id:>4}  {action.starts_on}  {subject}  {action.what} ({action.owner}): {_told(one)}"


def _told(one: ActionEffect) -> str:
    """The verdict and, where there is one, the change in its unit and how it was reckoned."""
    effect, kind = one.effect, one.action.target_kind or ""
    if effect is None or effect.outcome == "too_early":
        return say("effect.too_early")
    form, unit = f"+.{digits_of(kind)}f", say("effect.points" if kind in ("nps", "ces") else "effect.percent")
    figures = f"{effect.value:{form}} [{effect.low:{form}}, {effect.high:{form}}]"
    return f"{say(f'effect.{effect.outcome}')} {figures} {unit} ({say(f'effect.by.{effect.method}')})"


def history(theme_id: ThemeId, json: Json = False) -> None:
    from api.cli.opening import reading
    from api.pages.views.events import who
    from api.wording import worded
    from models import reports

    with reading() as (session, workspace_id):
        found = reports.events(session, workspace_id, theme_id)
    if json:
        as_json(found)
        return
    for one in found:
        undone, by = " ×" if one.undone else "", who(names().tongue, one.by)
        what, why = named("event", one.kind), worded(one.reason, locale())
        line = f"{one.id:>6}{undone}  {one.at:%Y-%m-%d %H:%M}  {what}  {by}  {why}"
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
        [f"{r.id:>4}  {r.at:%Y-%m-%d %H:%M}  {named('runs.state', r.state)}  {r.themes:,}  {r.units:,}" for r in found]
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
    "withdraw": withdraw,
    "effects": effects,
    "history": history,
    "runs": runs,
}
