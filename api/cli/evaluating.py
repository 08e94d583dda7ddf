"""`kikitori evaluate`: what the weights can do, measured on data sets; `evaluate themes`: what the themes can."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.cli.locale import say
from api.cli.screen import Exit, Json, as_json, err, fail, told

THEMES = "themes"

Names = Annotated[list[str] | None, typer.Argument(help=say("evaluate.names"))]
Weights = Annotated[Path | None, typer.Option("--weights", help=say("evaluate.weights"))]
Data = Annotated[Path | None, typer.Option("--data", help=say("evaluate.data"))]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", help=say("evaluate.output"))]
Peers = Annotated[bool, typer.Option("--peers", help=say("evaluate.peers"))]
Fit = Annotated[bool, typer.Option("--fit", help=say("evaluate.fit"))]
Only = Annotated[list[str] | None, typer.Option("--only", help=say("evaluate.only"))]


def evaluate(
    names: Names = None,
    weights: Weights = None,
    data: Data = None,
    output: OutputFile = None,
    peers: Peers = False,
    fit: Fit = False,
    only: Only = None,
    json: Json = False,
) -> None:
    from evaluation.command import DATA, run
    from evaluation.datasets import UnknownNameError

    try:
        if names and names[0] == THEMES:
            raise typer.Exit(_themes(names[1:], output, data or DATA, only or (), json=json))
        found = run(
            names or ["all"], data=data or DATA, weights=weights, peers=peers, fit=fit, output=output, console=err()
        )
    except UnknownNameError as error:
        fail("error.value", error=told(error))
    if json:
        as_json(found)
    raise typer.Exit(Exit.OK if found else Exit.PARTLY)


def _themes(names: Sequence[str], output: Path | None, data: Path, only: Sequence[str], *, json: bool) -> int:
    """1 when a figure that must be reached is missed. `--json` is a flag everywhere; here a file may follow it."""
    from evaluation.themes.command import run

    if json and output is None and names and names[-1].endswith(".json"):
        *names, last = names
        output = Path(last)
    return run(output, data=data, sections=(*names, *only), console=err())
