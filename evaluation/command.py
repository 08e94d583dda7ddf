"""`kikitori evaluate`: measures data sets and prints what it found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from subprocess import CalledProcessError
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from evaluation.datasets import DATASETS, dataset
from evaluation.fit import PROTOCOLS
from evaluation.fit import fit as fit_protocols
from evaluation.measure import measure
from evaluation.peers import measure_peers
from evaluation.published import published
from evaluation.results import FOLDER, OTHER_DATA, Result, write
from evaluation.speed import speed
from nlp.analyser import Analyser

SPEED = "speed"
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
    """Measures the named data sets (or "all"), or `speed`; a set whose files are absent is named and passed over.

    With `fit`, runs the same-protocol comparisons instead (evaluation/fit.py). Everything that can be measured of the
    bundled weights becomes the record that the documents are written from, unless `output` says otherwise.
    """
    console = console or Console()
    found = _results(names, data, weights, peers, fit, console)
    console.print(as_table(found.results))
    for name in dict.fromkeys(one.dataset for one in found.results if one.as_declared is False):
        console.print(f"[yellow]{name}: measured on other data than declared[/]; compare it with no earlier record")
    record = output or (found.record if weights is None else None)
    if record:
        write(found.results, record)
        console.print(f"[dim]→ {record}[/]")
    return found.results


class _Found(NamedTuple):
    """`record`: the file these results stand in, when they are all there are."""

    results: list[Result]
    record: Path | None


def _results(
    names: Sequence[str], data: Path, weights: Path | None, peers: bool, fit: bool, console: Console
) -> _Found:
    everything = not names or "all" in names
    if list(names) == [SPEED]:
        return _Found([speed(weights)], FOLDER / "speed.json")
    analyser = Analyser.load(weights) if weights else Analyser.bundled()
    if fit:
        results = fit_protocols(data, analyser, names, console)
        return _Found(results, FOLDER / "fit.json" if len(results) == len(PROTOCOLS) else None)
    results = _measured(names, data, analyser, peers, console)
    complete = everything and {result.dataset for result in results} == {one.name for one in DATASETS}
    return _Found(results, FOLDER / "language.json" if complete and peers else None)


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
    """What was measured, then what others published on the same sets."""
    table = Table(title="Measured now, on this machine", caption="[95 % bootstrap interval]")
    for heading in ("data set", "system", "measure", "value", "95 %", "rows", "rows/s"):
        table.add_column(heading, justify="left" if heading in ("data set", "system", "measure") else "right")
    for result in results:
        for name, score in result.scores.items():
            table.add_row(
                f"{result.dataset}{OTHER_DATA if result.as_declared is False else ''}",
                result.system,
                name,
                _shown(score.value),
                f"{_shown(score.low)}–{_shown(score.high)}",
                str(score.n),
                f"{result.rows / max(result.seconds, 1e-9):,.0f}",
            )
    for one in (one for name in dict.fromkeys(result.dataset for result in results) for one in published(name)):
        system, measure = f"{one.system} (published)", one.measure
        table.add_row(one.dataset, system, measure, _shown(one.value), "", one.split, "", style="dim")
    return table


def _shown(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"
