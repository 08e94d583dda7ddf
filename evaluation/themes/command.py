"""`kikitori evaluate themes`: the table of themes beside stock BERTopic, a row a figure, and a verdict on each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.results import code_version, machine
from evaluation.themes.labels_read import labels_read
from evaluation.themes.material import Material, material
from evaluation.themes.recovery import language_entropy, recovery
from evaluation.themes.rows import Row
from evaluation.themes.scale import scale
from evaluation.themes.sets import FEEDBACK_SETS, PARALLEL_SETS, TOPIC_SETS, LabelledSet
from evaluation.themes.simulations import alarms, effects
from evaluation.themes.steadiness import growth, same_input_twice, subsamples
from evaluation.themes.stream import births
from nlp.analyser import Analyser
from nlp.themes.topic_engine import versions

DATA = Path(__file__).parents[3] / "shared" / "data"
MISSED = 1


def run(
    json_path: Path | None = None,
    *,
    data: Path = DATA,
    only: Sequence[str] = (),
    console: Console | None = None,
) -> int:
    """Prints the table and writes it as JSON; 1 when a figure that must be reached is missed, else 0.

    `only` keeps the parts so named: steadiness, recovery, languages, alarms, impact, births, labels, scale.
    """
    console = console or Console()
    rows: list[Row] = []
    for row in _measured(data, set(only), console):
        rows.append(row)
        console.print(_line(row))
    console.print(as_table(rows))
    if json_path:
        json_path.write_text(json.dumps(_record(rows), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return MISSED if any(not row.met for row in rows) else 0


def _measured(data: Path, only: set[str], console: Console) -> Iterator[Row]:
    parts: dict[str, Callable[[], list[Row]]] = {
        "alarms": alarms,
        "impact": effects,
        "labels": labels_read,
        "births": births,
        "scale": scale,
    }
    for name, part in parts.items():
        if not only or name in only:
            yield from part()
    if not only or only & {"steadiness", "recovery", "languages"}:
        yield from _on_sets(data, only, console)


def _on_sets(data: Path, only: set[str], console: Console) -> Iterator[Row]:
    analyser = Analyser.bundled()
    for one in (*TOPIC_SETS, *PARALLEL_SETS):
        some = _material(one, data, analyser, console)
        if some is None:
            continue
        if one in PARALLEL_SETS:
            yield from [language_entropy(some)] if not only or "languages" in only else []
            continue
        if not only or "recovery" in only:
            yield from recovery(some)
        if one.name in FEEDBACK_SETS and (not only or "steadiness" in only):
            yield same_input_twice(some)
            yield from subsamples(some)
            yield from growth(some)


def _material(one: LabelledSet, data: Path, analyser: Analyser, console: Console) -> Material | None:
    try:
        return material(one.name, one.rows(data), analyser)
    except FileNotFoundError as error:
        console.print(f"[yellow]passed over[/] {error}")
        return None


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


def _record(rows: Sequence[Row]) -> dict[str, object]:
    return {
        "code": code_version(),
        "machine": machine(),
        "versions": versions(),
        "rows": [asdict(row) | {"met": row.met} for row in rows],
    }
