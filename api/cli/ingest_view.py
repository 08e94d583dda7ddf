"""What was concluded about a file, in the reader's language: its columns as a table, and what there is to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.locale import say
from api.cli.screen import out, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workers.connectors.notes import Note
    from workers.mapping import Column, Mapping


def show_mapping(mapping: Mapping) -> None:
    from workers.mapping import aligned

    heads = tuple(say(f"ingest.{name}") for name in ("column", "use", "detail", "why"))
    title = say("ingest.columns", layout=mapping.layout or say("ingest.guessed"), channel=mapping.channel)
    for line in (title, *aligned([heads, *map(_cells, mapping.columns)])):
        out().print(line, highlight=False, markup=False, soft_wrap=True)


def _cells(column: Column) -> tuple[str, str, str, str]:
    return column.heading, say(f"use.{column.role.value}"), column.detail, say(f"why.{column.why.value}")


def show_notes(notes: Iterable[Note]) -> None:
    for one in notes:
        tell("ingest.note", note=sentence(one))


def sentence(note: Note) -> str:
    facts = {name: say("ingest.tab") if value == "\t" else value for name, value in note.facts.items()}
    return say(f"note.{note.code.value}", **facts)
