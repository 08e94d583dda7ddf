"""`kikitori evaluate`: measures data sets and prints what it found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from subprocess import CalledProcessError

from rich.console import Console
from rich.table import Table

from evaluation.datasets import DATASETS, dataset
from evaluation.fit import fit as fit_protocols
from evaluation.measure import measure
from evaluation.peers import measure_peers
from evaluation.results import Result, write
from nlp.analyser import Analyser

DATA = Path(__file__).parents[2] / "shared" / "data"


def run(
    names: Sequence[str],
    *,
    data: Path = DATA,
    weights: Path | None = None,
    peers: bool = False,
    fit: bool = False,
    output: Path | None = None,
    console: Console | None = None,
) -> list[Result]:
    """Measures the named data sets (or "all"); a set whose files are absent is named and passed over.

    With `fit`, runs the same-protocol comparisons instead (evaluation/fit.py).
    """
    console = console or Console()
    analyser = Analyser.load(weights) if weights else Analyser.bundled()
    results = fit_protocols(data, analyser, names) if fit else _measured(names, data, analyser, peers, console)
    console.print(as_table(results))
    if output:
        write(results, output)
    return results


def _measured(names: Sequence[str], data: Path, analyser: Analyser, peers: bool, console: Console) -> list[Result]:
    results: list[Result] = []
    for one in DATASETS if not names or "all" in names else [dataset(name) for name in names]:
        console.print(f"[dim]{one.name} …[/]")
        try:
            results.append(measure(one, data, analyser))
            results += measure_peers(one, data) if peers else []
        except (FileNotFoundError, CalledProcessError) as error:
            console.print(f"[yellow]passed over[/] {error}")
    return results


def as_table(results: Sequence[Result]) -> Table:
    table = Table(title="Measured now, on this machine", caption="[95 % bootstrap interval]")
    for heading in ("data set", "system", "measure", "value", "95 %", "rows", "rows/s"):
        table.add_column(heading, justify="left" if heading in ("data set", "system", "measure") else "right")
    for result in results:
        for name, score in result.scores.items():
            table.add_row(
                result.dataset,
                result.system,
                name,
                f"{score.value:.3f}",
                f"{score.low:.3f}–{score.high:.3f}",
                str(score.n),
                f"{result.rows / max(result.seconds, 1e-9):,.0f}",
            )
    return table
