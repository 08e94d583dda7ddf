"""`kikitori evaluate themes`: the table of themes beside stock BERTopic, a row a figure, and a verdict on each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.datasets import UnknownNameError
from evaluation.themes.labels_read import labels_read
from evaluation.themes.record import Record
from evaluation.themes.recovery import language_entropy, recovery
from evaluation.themes.rows import Row
from evaluation.themes.scale import scale
from evaluation.themes.sets import FEEDBACK_SETS, PARALLEL_SETS, TOPIC_SETS, LabelledSet
from evaluation.themes.shelf import Shelf
from evaluation.themes.simulations import alarms, effects
from evaluation.themes.steadiness import growth, same_input_twice, subsamples
from evaluation.themes.stored import stored
from evaluation.themes.stream import births

DATA = Path(__file__).parents[3] / "shared" / "data"
MISSED = 1
Rows = Iterator[tuple[str, Row]]

# Cheap ones first: a run that is ended early has then said most.
ALONE: dict[str, Callable[[], list[Row]]] = {
    "alarms": alarms,
    "impact": effects,
    "labels": labels_read,
    "births": births,
    "scale": scale,
    "stored": stored,
}
ON_SETS: dict[str, Callable[[Shelf, LabelledSet], list[Row]]] = {
    "topics": recovery,
    "stability": lambda shelf, one: [same_input_twice(shelf, one), subsamples(shelf, one)],
    "growth": growth,
    "languages": lambda shelf, one: [language_entropy(shelf, one)],
}
SECTIONS = (*ALONE, *ON_SETS)


def run(
    json_path: Path | None = None,
    *,
    data: Path = DATA,
    sections: Sequence[str] = (),
    console: Console | None = None,
) -> int:
    """Prints the table and writes it as JSON, row by row; 1 when a figure that must be reached is missed, else 0.

    `sections` keeps those so named; rows of the others stay in the file as an earlier run left them.
    """
    unknown = sorted(set(sections) - set(SECTIONS))
    if unknown:
        raise UnknownNameError(f"no section {unknown[0]!r}; wanted one of {', '.join(SECTIONS)}")
    console = console or Console()
    record = Record(json_path)
    rows: list[Row] = []
    started = time.monotonic()
    for section, row in _measured(data, sections or SECTIONS, console):
        rows.append(row)
        record.add(section, row)
        console.print(f"[dim]{time.monotonic() - started:6.0f} s[/] {_line(row)}", highlight=False)
    console.print(as_table(rows))
    return MISSED if any(not row.met for row in rows) else 0


def _measured(data: Path, sections: Sequence[str], console: Console) -> Rows:
    for name in (name for name in ALONE if name in sections):
        yield from ((name, row) for row in ALONE[name]())
    shelf = Shelf(data)
    for one in (*TOPIC_SETS, *PARALLEL_SETS):
        chosen = [name for name in ON_SETS if name in sections and one.name in MEASURED_ON[name]]
        try:
            for name in chosen:
                yield from ((name, row) for row in ON_SETS[name](shelf, one))
        except FileNotFoundError as error:
            console.print(f"[yellow]passed over[/] {error}")


MEASURED_ON = {
    "topics": tuple(one.name for one in TOPIC_SETS),
    "stability": FEEDBACK_SETS,
    "growth": FEEDBACK_SETS,
    "languages": tuple(one.name for one in PARALLEL_SETS),
}


def as_table(rows: Sequence[Row]) -> Table:
    table = Table(title="Themes, measured now beside stock BERTopic with the same vectors")
    for heading in ("what", "stock", "ours", "must reach", "aim", ""):
        table.add_column(heading, justify="left" if heading in ("what", "") else "right")
    for row in rows:
        table.add_row(
            row.name,
            _number(row.stock),
            _number(row.ours),
            row.wanted,
            _number(row.aim),
            ("reached" if row.met else "[red]missed[/]") if row.must is not None else "",
        )
    return table


def _line(row: Row) -> str:
    verdict = "" if row.must is None else ("reached" if row.met else "[red]missed[/]")
    return f"{row.name}: {_number(row.ours)} (stock {_number(row.stock)}, {row.wanted}) {verdict} {row.note}"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3f}"
