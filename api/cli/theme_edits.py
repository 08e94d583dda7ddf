"""`kikitori themes rename, merge, …`: a person's hand on a theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.keys import ACTOR
from api.cli.locale import say
from api.cli.screen import Json, as_json, fail, tell

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ThemeId = Annotated[int, typer.Argument(help=say("themes.id"))]
Into = Annotated[int, typer.Argument(help=say("themes.into"))]
EventId = Annotated[int, typer.Argument(help=say("themes.event"))]
Japanese = Annotated[str | None, typer.Option("--ja", help=say("themes.ja"))]
English = Annotated[str | None, typer.Option("--en", help=say("themes.en"))]
Person = Annotated[str, typer.Option("--person", help=say("themes.person"))]
Reason = Annotated[str, typer.Option("--reason", help=say("themes.reason"))]
Off = Annotated[bool, typer.Option("--off", help=say("themes.off"))]


def rename(
    theme_id: ThemeId,
    ja: Japanese = None,
    en: English = None,
    person: Person = ACTOR,
    reason: Reason = "",
    json: Json = False,
) -> None:
    from models import themes

    label = {code: words for code, words in (("ja", ja), ("en", en)) if words}
    if not label:
        fail("themes.no_name")
    act(lambda session, ws: themes.rename(session, ws, theme_id, person, label, reason), json)


def merge(theme_id: ThemeId, into: Into, person: Person = ACTOR, reason: Reason = "", json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.merge(session, ws, theme_id, into, person, reason), json)


def pin(theme_id: ThemeId, off: Off = False, person: Person = ACTOR, json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.pin(session, ws, theme_id, person, pinned=not off), json)


def forbid(theme_id: ThemeId, person: Person = ACTOR, reason: Reason = "", json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.forbid(session, ws, theme_id, person, reason), json)


def undo(event_id: EventId, person: Person = ACTOR, json: Json = False) -> None:
    from models import themes

    act(lambda session, ws: themes.undo(session, ws, event_id, person), json)


def act(work: Callable[[Session, int], int], json: bool) -> None:
    """Every act is an event, and the event's id is what undo wants."""
    from api.cli.opening import change

    event = change(work)
    if json:
        as_json({"event": event})
    else:
        tell("themes.done", event=event)


ACTS: dict[str, Callable[..., None]] = {
    "rename": rename,
    "merge": merge,
    "pin": pin,
    "forbid": forbid,
    "undo": undo,
}
