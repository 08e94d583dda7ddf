"""The table's record: written after every row, so that a run that is killed loses only the row it was at."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation.results import code_version, machine
from evaluation.themes.rows import Row
from nlp.themes.topic_engine import versions


class Record:
    """Rows by section and name; those of an earlier run stay until they are measured again, with their own code."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.rows: list[dict[str, Any]] = []
        if path and path.exists():
            self.rows = json.loads(path.read_text(encoding="utf-8"))["rows"]

    def add(self, section: str, row: Row) -> None:
        entry = {"section": section, **asdict(row), "met": row.met, "code": code_version(), "weights": _weights()}
        places = [i for i, old in enumerate(self.rows) if (old["section"], old["name"]) == (section, row.name)]
        if places:
            self.rows[places[0]] = entry
        else:
            self.rows.append(entry)
        if self._path:
            self._path.write_text(self._text(), encoding="utf-8")

    def _text(self) -> str:
        whole = {"machine": machine(), "versions": versions(), "rows": self.rows}
        return json.dumps(whole, ensure_ascii=False, indent=1, default=float) + "\n"


def row_of(entry: dict[str, Any]) -> Row:
    return Row(**{key: value for key, value in entry.items() if key in Row.__slots__})


def _weights() -> str:
    card = Path(__file__).parents[2] / "nlp" / "weights" / "card.json"
    return str(json.loads(card.read_text(encoding="utf-8"))["version"]) if card.exists() else "unknown"
