"""A result is a record: what was measured, on which rows, with which weights and code, on what machine."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
from dataclasses import asdict, dataclass, field
from pathlib import Path

from evaluation.metrics import Score

FOLDER = Path(__file__).parent / "results"
OTHER_DATA = " (other data than declared)"


@dataclass(frozen=True, slots=True)
class Result:
    """`scores` by measure name; `seconds` to read the rows; `peak_mib` of the process so far.

    `data_hash` is of the files that were read; `as_declared` says whether the declaration pins the same, None where
    nothing is pinned. `language` is ISO 639-1, or `mul`.
    """

    dataset: str
    task: str
    split: str
    licence: str
    data_hash: str
    system: str
    version: str
    rows: int
    seconds: float
    peak_mib: int
    scores: dict[str, Score]
    code: str = field(default_factory=lambda: code_version())
    machine: str = field(default_factory=lambda: machine())
    language: str = ""
    as_declared: bool | None = None


def code_version() -> str:
    """The commit the code stands at, or 'unknown' outside a checkout."""
    try:
        run = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 -- whichever git the person has
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return run.stdout.strip()


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def write(results: list[Result], path: Path) -> None:
    """Scores rounded to four places, so that a re-run that changes nothing changes no file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(result) for result in results]
    for row in rows:
        row["seconds"] = round(row["seconds"], 2)
        row["scores"] = {
            name: {key: round(value, 4) for key, value in score.items()} for name, score in row["scores"].items()
        }
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> list[Result]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Result(**{**row, "scores": {n: Score(**s) for n, s in row["scores"].items()}}) for row in rows]
