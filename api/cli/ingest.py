"""`kikitori ingest FILE`: a file of comments into the store.

Exit codes: 0 when every row was taken or known, 1 when some rows were rejected or had a known id with other words or
another score, 2 when the file cannot be read at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ingest_view import show_mapping, show_notes
from api.cli.locale import locale, say
from api.cli.screen import Exit, Json, as_json, fail, out, progress, tell

if TYPE_CHECKING:
    from workers.ingestion import ImportOptions, ImportReport

SHOWN = 20

File = Annotated[Path, typer.Argument(help=say("ingest.file"))]
Source = Annotated[str | None, typer.Option("--source", help=say("ingest.source"))]
Channel = Annotated[str | None, typer.Option("--channel", help=say("ingest.channel"))]
MappingOption = Annotated[str | None, typer.Option("--mapping", help=say("ingest.mapping"))]
Encoding = Annotated[str | None, typer.Option("--encoding", help=say("ingest.encoding"))]
Sheet = Annotated[str | None, typer.Option("--sheet", help=say("ingest.sheet"))]
Connector = Annotated[str | None, typer.Option("--connector", help=say("ingest.connector"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("ingest.dry_run"))]


def ingest(
    file: File,
    source: Source = None,
    channel: Channel = None,
    mapping: MappingOption = None,
    encoding: Encoding = None,
    sheet: Sheet = None,
    connector: Connector = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    from settings import settings
    from workers.connectors.values import OpenOptions
    from workers.ingestion import ImportOptions

    reading = OpenOptions(encoding=encoding, sheet=sheet, cell_limit=settings().cell_limit_characters)
    options = ImportOptions(
        connector=connector,
        source=source,
        channel=channel,
        mapping=mapping_of(mapping),
        zone=settings().zone,
        reading=reading,
    )
    if connector is None and not file.is_file():
        fail("ingest.folder" if file.is_dir() else "ingest.no_file", path=file)
    if dry_run:
        _look(file, options, json)
    else:
        raise typer.Exit(_store(file, options, json))


def mapping_of(words: str | None) -> dict[str, str] | None:
    """JSON, or the path of a YAML file; column to use."""
    import json

    from workers.mapping import read_mapping

    if words is None:
        return None
    if not words.lstrip().startswith("{"):
        return read_mapping(Path(words))
    try:
        found = json.loads(words)
    except ValueError as error:
        fail("ingest.bad_mapping", error=error)
    return {str(column): str(use) for column, use in found.items()}


def _look(file: Path, options: ImportOptions, json: bool) -> None:
    from workers.ingestion import plan

    planned = plan(file, options)
    notes = [*planned.opened.notes, *planned.mapping.notes]
    if json:
        as_json({"layout": planned.layout.name if planned.layout else "", "mapping": planned.mapping, "notes": notes})
        return
    show_mapping(planned.mapping)
    show_notes(notes)
    tell("ingest.nothing_stored")


def _store(file: Path, options: ImportOptions, json: bool) -> Exit:
    from api.cli.opening import store
    from settings import settings
    from workers.ingestion import import_path
    from workers.wakeups import wake

    with store() as (sessions, workspace_id), progress() as bars:
        bar = bars.add_task(say("ingest.progress"), total=None)
        report = import_path(sessions, workspace_id, file, options, lambda rows: bars.update(bar, completed=rows))
    wake(settings())
    if json:
        as_json(report)
    else:
        _show(report)
    return Exit.PARTLY if report.rejected_total or report.reworded or report.rescored else Exit.OK


def _show(report: ImportReport) -> None:
    show_mapping(report.mapping)
    show_notes(report.notes)
    for title, total, listed in (
        ("ingest.assumed", report.problems_total, report.problems),
        ("ingest.rejected", report.rejected_total, report.rejected),
    ):
        if total:
            tell(title, total=total)
        for one in listed[:SHOWN]:
            reason = one.reason_ja if locale() == "ja" else one.reason_en
            tell("ingest.row", row=one.row, column=one.column or "–", reason=reason)
        if total > SHOWN:
            tell("ingest.more", more=total - SHOWN)
    if report.reworded:
        tell("ingest.reworded", total=report.reworded)
    if report.rescored:
        tell("ingest.rescored", total=report.rescored)
    out().print(
        say(
            "ingest.done",
            source=report.source,
            rows=report.rows,
            new=report.new,
            known=report.known,
            blank=report.blank,
            rejected=report.rejected_total,
            seconds=report.seconds,
        ),
        highlight=False,
        markup=False,
    )
