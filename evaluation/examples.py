"""Rows of a data set as they are stored, and as we score them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One row as we score it; `gold` is a label of the task, `row` what else the task needs."""

    id: str
    text: str
    language: str
    gold: str
    row: Row


def read_rows(path: Path) -> Iterator[Row]:
    """The JSON objects of a `.jsonl` or `.jsonl.gz` file, one a line."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
