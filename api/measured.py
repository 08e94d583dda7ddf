"""What was measured of the weights in use, from the records that evaluation/ keeps; no number is typed in here."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from api.schemas.health import MeasureOut

log = logging.getLogger(__name__)

OURS = "kikitori"
UNTOLD = "und"  # a record of a time when sets did not say their language


def measures(folder: Path | None = None) -> list[MeasureOut]:
    """Each score of each record of ours; an unreadable record is passed over, and said in the log."""
    if folder is None:
        from evaluation.results import FOLDER

        folder = FOLDER
    found: list[MeasureOut] = []
    for path in sorted(folder.glob("*.json")):
        try:
            found += _of(path)
        except (ValueError, KeyError, TypeError, OSError) as error:
            log.warning("results %s cannot be read: %s", path.name, type(error).__name__)
    return found


def _of(path: Path) -> list[MeasureOut]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(rows, list):  # records of themes and steps have a form of their own
        return []
    return [
        MeasureOut(
            language=row.get("language") or UNTOLD,
            dataset=row["dataset"],
            task=row["task"],
            split=row["split"],
            measure=name,
            value=score["value"],
            low=score["low"],
            high=score["high"],
            rows=score["n"],
            version=row["version"],
            as_declared=row.get("as_declared"),
        )
        for row in rows
        if row["system"] == OURS
        for name, score in row["scores"].items()
    ]
