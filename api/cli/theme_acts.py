"""`kikitori themes move, split, parent, watch, state, record, withdraw, effects, …`: the rest of a person's hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keys import ACTOR
from api.cli.locale import say
from api.cli.screen import Json, as_json, digits_of, fail, out, tell
from api.cli.theme_edits import English, Japanese, Person, Reason, ThemeId, act

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.reports import ActionEffect
    from models.themes import Choice

Unit = Annotated[int, typer.Argument(help=say("themes.unit"))]
Units = Annotated[list[int] | None, typer.Option("--unit", help=say("themes.units"))]
With = Annotated[list[str] | None, typer.Option("--word", help=say("themes.split_words"))]
PainPoint = Annotated[str | None, typer.Option("--pain-point", help=say("themes.split_pain_point"))]
Side = Annotated[str | None, typer.Option("--side", help=say("themes.split_side"))]
Look = Annotated[bool, typer.Option("--preview", help=say("themes.split_preview"))]
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


def move(unit: Unit, into: Into = None, person: Person = ACTOR, reason: Reason = "", json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.move_unit(session, ws, unit, into, person, reason), json)


def split(
    theme_id: ThemeId,
    unit: Units = None,
    word: With = None,
    pain_point: PainPoint = None,
    side: Side = None,
    preview: Look = False,
    ja: Japanese = None,
    en: English = None,
    person: Person = ACTOR,
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Of units by their ids, or of all that the words, the pain point and the side mean."""
    from models import themes

    if unit and (word or pain_point or side or preview):
        fail("themes.split_two_ways")
    choice = None if unit else themes.Choice.of(word or (), pain_point, side)
    if choice is not None and preview:
        _preview(theme_id, choice, json)
        return
    name = ja or en or fail("themes.no_name")

    def work(session: Session, ws: int) -> int:
        units = unit or () if choice is None else themes.units_to_split(session, ws, theme_id, choice)
        part = themes.Part({"ja": ja or name, "en": en or name}, units)
        return themes.split(session, ws, theme_id, person, [part], reason).event_id

    act(work, json)


def _preview(theme_id: int, choice: Choice, json: bool) -> None:
    from api.cli.opening import reading
    from models import reports

    with reading() as (session, workspace_id):
        found = reports.part_preview(session, workspace_id, theme_id, choice)
    if json:
        as_json(found)
        return
    out().print(say("themes.split_count", units=found.units, of=found.of), highlight=False, markup=False)
    for one in found.examples:
        out().print(f"{one.unit_id:>8}  {one.text[one.start : one.end]}", highlight=False, markup=False)


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


ACTS: dict[str, Callable[..., None]] = {
    "move": move,
    "split": split,
    "parent": parent,
    "watch": watch,
    "state": state,
    "record": record,
    "withdraw": withdraw,
    "effects": effects,
}
