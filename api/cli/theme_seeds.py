"""`kikitori themes seed`: a company's own themes from a YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.keys import ACTOR
from api.cli.locale import say
from api.cli.screen import Json, as_json, fail, tell, told
from api.cli.theme_edits import Person

File = Annotated[Path, typer.Argument(help=say("seed.file"))]


def seed(file: File, person: Person = ACTOR, json: Json = False) -> None:
    from api.cli import opening
    from workers.seeding import BadSeeds, seed_themes, written_out

    with opening.store() as (sessions, workspace_id):
        try:
            text = written_out(file.read_bytes(), file.name)
            found = seed_themes(sessions, workspace_id, text, file.name, person, opening.analyser())
        except BadSeeds as error:
            fail("error.value", error=told(error))
    if json:
        as_json(found)
        return
    for key, theme in found.themes.items():
        tell("seed.planted", name=key, theme=theme)
    if found.waiting and found.themes:
        tell("seed.waiting", new=len(found.themes), known=len(found.known))
        return
    tell("seed.done", new=len(found.themes), known=len(found.known), units=found.units)
