"""Does every theme keep its id when the next month comes in? `python -m evaluation.later [--weeks 4] [--keep FOLDER]`.

The sample's first weeks are taken in, read and themed; then the rest comes, the night's upkeep is done, a re-discovery
is proposed. Ids, labels and the themes of the old units are compared before and after each step.
Exit status 1 when an id or a label is lost, or more than one old unit in fifty changed its theme.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from evaluation.steps import run_command
from models.database import connect, reading, sessions
from models.tables import Theme, ThemeLink

MOST_CHURN = 0.02


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Themes by id with their Japanese label and state, and the theme of every unit."""

    labels: dict[int, str]
    states: dict[int, str]
    homes: dict[int, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the themes and units of the first snapshot."""

    step: str
    themes: int
    ids_kept: int
    labels_kept: int
    units: int
    units_moved: int
    new_themes: int

    @property
    def holds(self) -> bool:
        return self.ids_kept == self.labels_kept == self.themes and self.units_moved <= MOST_CHURN * max(self.units, 1)


def halves(weeks: int) -> tuple[list[str], list[str]]:
    """The sample's lines before and in its last `weeks`."""
    packed = files("workers").joinpath("connectors/sample_data/comments.jsonl.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    at = [datetime.fromisoformat(json.loads(line)["received_at"]) for line in lines]
    cut = max(at) - timedelta(weeks=weeks)
    return (
        [line for line, moment in zip(lines, at, strict=True) if moment <= cut],
        [line for line, moment in zip(lines, at, strict=True) if moment > cut],
    )


def snapshot(folder: Path) -> Snapshot:
    engine = connect(f"sqlite:///{folder / 'kikitori.sqlite3'}")
    try:
        with reading(sessions(engine)) as session:
            themes = session.scalars(select(Theme)).all()
            links = session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id)).all()
    finally:
        engine.dispose()
    homes = {unit: theme for unit, theme in links if theme is not None}
    return Snapshot({t.id: t.label.get("ja", "") for t in themes}, {t.id: t.state for t in themes}, homes)


def compared(step: str, before: Snapshot, now: Snapshot) -> Kept:
    """Merged themes lead to another and stay; a theme that rests or is closed keeps its id, too."""
    return Kept(
        step=step,
        themes=len(before.labels),
        ids_kept=sum(theme in now.labels for theme in before.labels),
        labels_kept=sum(now.labels.get(theme) == label for theme, label in before.labels.items()),
        units=len(before.homes),
        units_moved=sum(now.homes.get(unit) != home for unit, home in before.homes.items()),
        new_themes=len(now.labels) - len(before.labels),
    )


def month_later(folder: Path, weeks: int) -> Iterator[Kept]:
    environment = os.environ | {"KIKITORI_DATA_DIR": str(folder), "OMP_NUM_THREADS": "1"}

    def do(*arguments: str) -> str:
        _, _, status, output = run_command(arguments, environment)
        if status:
            raise RuntimeError(f"kikitori {' '.join(arguments)} ended with {status}; wanted 0")
        return output

    def take_in(name: str, lines: Sequence[str]) -> None:
        path = folder / f"{name}.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        do("ingest", str(path), "--source", "sample")
        do("analyse")

    first, rest = halves(weeks)
    take_in("first", first)
    do("themes", "discover")
    before = snapshot(folder)
    take_in("later", rest)
    yield compared("the month is read", before, snapshot(folder))
    do("themes", "upkeep")
    yield compared("the night's upkeep", before, snapshot(folder))
    proposed = json.loads(do("themes", "discover", "--json"))
    yield compared(f"a re-discovery proposes {proposed['changes']} changes", before, snapshot(folder))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--weeks", type=int, default=4)
    parser.add_argument("--keep", type=Path, help="an empty folder for the store, to look at afterwards")
    chosen = parser.parse_args()
    table = Table("step", "themes", "ids kept", "labels kept", "old units", "moved", "new themes")
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        told = list(month_later(folder, chosen.weeks))
    for one in told:
        figures = (one.themes, one.ids_kept, one.labels_kept, one.units, one.units_moved, one.new_themes)
        table.add_row(one.step, *map(str, figures))
    Console().print(table)
    return 0 if all(one.holds for one in told) else 1


if __name__ == "__main__":
    sys.exit(main())
