"""`kikitori train` and `kikitori evaluate`: new weights, and whether they are any better."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.locale import say
from api.cli.screen import Exit, Json, as_json, err

Names = Annotated[list[str] | None, typer.Argument(help=say("evaluate.names"))]
Weights = Annotated[Path | None, typer.Option("--weights", help=say("evaluate.weights"))]
Data = Annotated[Path | None, typer.Option("--data", help=say("evaluate.data"))]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", help=say("evaluate.output"))]
Peers = Annotated[bool, typer.Option("--peers", help=say("evaluate.peers"))]


def evaluate(
    names: Names = None,
    weights: Weights = None,
    data: Data = None,
    output: OutputFile = None,
    peers: Peers = False,
    json: Json = False,
) -> None:
    from evaluation.command import DATA, run

    found = run(names or ["all"], data=data or DATA, weights=weights, peers=peers, output=output, console=err())
    if json:
        as_json(found)
    raise typer.Exit(Exit.OK if found else Exit.PARTLY)
