"""The sample that comes with the product: twelve weeks of a made-up shop, moved so that they end last week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from workers.connectors.json_file import JsonConnector
from workers.connectors.values import Opened, OpenOptions, Row, RowProblem
from workers.dates import TOKYO

SAMPLE = Path(__file__).parent / "sample_data" / "comments.jsonl.gz"


@dataclass(frozen=True, slots=True)
class SampleConnector:
    """`today` is set by tests; otherwise the sample ends with the last week that is over."""

    name: str = "sample"
    suffixes: tuple[str, ...] = (".sample",)
    today: date | None = None

    def open(self, path: Path = SAMPLE, options: OpenOptions | None = None) -> Opened:
        # Whatever was asked for, there is one sample.
        options = options or OpenOptions()
        first = JsonConnector().open(SAMPLE, options)
        last = max(datetime.fromisoformat(row.values["received_at"]) for row in first.rows if isinstance(row, Row))
        today = self.today or datetime.now(TOKYO).date()
        shift = _monday(today) - timedelta(weeks=1) - _monday(last.date())
        opened = JsonConnector().open(SAMPLE, options)
        return replace(opened, rows=_moved(opened.rows, shift))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _moved(rows: Iterator[Row | RowProblem], shift: timedelta) -> Iterator[Row | RowProblem]:
    """Whole weeks, so that a Saturday stays a Saturday."""
    for row in rows:
        if isinstance(row, Row):
            moved = datetime.fromisoformat(row.values["received_at"]) + shift
            yield Row(row.number, row.values | {"received_at": moved.isoformat()})
        else:
            yield row
