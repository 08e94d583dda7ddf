"""`kikitori evaluate`: measures data sets and prints what it found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nlp.analyser import Analyser
from rich.console import Console
from rich.table import Table

from evaluation.datasets import DATASETS, dataset
from evaluation.measure import measure
from evaluation.peers import measure_peers
from evaluation.results import Result, write

DATA = Path(__file__).parents[2] / "shared" / "data"


def run(
    names: Sequence[str],
    *,
    data: Path = DATA,
    weights: Path | None = None,
    peers: bool = False,
    output: Path | None = None,
    console: Console | None = None,
) -> list[Result]:
    """Measures the named data sets (or "all"); a set whose files are absent is named and passed over."""
    console = console or Console()
    analyser = Analyser.load(weights) if weights else Analyser.bundled()
    results: list[Result] = []
    chosen = DATASETS if not names or "all" in names else tuple(dataset(name) for name in names)
    for one in chosen:
        try:
            console.print(f"[dim]{one.name} …[/]")
            results.append(measure(one, data, analyser))
            if peers:
                results += measure_peers(one, data)
        except FileNotFoundError as error:
            console.print(f"[yellow]passed over[/] {error}")
    console.print(as_table(results))
    if output:
        write(results, output)
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
