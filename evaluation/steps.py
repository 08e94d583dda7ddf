"""How long each step takes on files no one here wrote: `python -m evaluation.steps FILE… --json OUT`.

Every step is the command a person would type, in a process of its own, over a data folder of its own, so that wall
time and peak memory are theirs and not ours.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.results import code_version, machine

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ingest", ("ingest", "{file}", "--json")),
    ("analyse", ("analyse", "--json")),
    ("themes", ("themes", "discover", "--json")),
    ("report", ("report", "--json")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One command over one file; `rows` are the file's, so rows a second compare between steps."""

    file: str
    step: str
    seconds: float
    peak_mib: int
    rows: int
    status: int


def run_command(arguments: Sequence[str], environment: dict[str, str]) -> tuple[float, int, int, str]:
    """Seconds, peak MiB, exit status and standard output of one `kikitori` command."""
    with tempfile.TemporaryFile("w+b") as output:
        start = time.perf_counter()
        child = os.posix_spawn(
            _command(), ["kikitori", *arguments], environment, file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        )
        _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - start
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return seconds, usage.ru_maxrss // 1024, os.waitstatus_to_exitcode(status), text


def _command() -> str:
    beside = Path(sys.executable).with_name("kikitori")
    found = str(beside) if beside.exists() else shutil.which("kikitori")
    if not found:
        raise FileNotFoundError("the command kikitori is not installed; wanted it beside this Python or on the PATH")
    return found


def walk(file: Path) -> list[Step]:
    """All steps over one file, in a folder that is removed afterwards."""
    steps: list[Step] = []
    rows = 0
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"KIKITORI_DATA_DIR": folder, "OMP_NUM_THREADS": "1"}
        for name, arguments in STEPS:
            filled = [argument.format(file=file) for argument in arguments]
            seconds, peak, status, output = run_command(filled, environment)
            rows = rows or _rows(output)
            steps.append(Step(file.name, name, round(seconds, 1), peak, rows, status))
    return steps


def _rows(output: str) -> int:
    """The number of comments that `ingest --json` says it stored."""
    try:
        return int(json.loads(output)["new"])
    except (ValueError, KeyError, TypeError):
        return 0


def as_markdown(steps: Sequence[Step]) -> str:
    lines = ["| file | comments | step | seconds | comments/s | peak memory |", "|---|---|---|---|---|---|"]
    for s in steps:
        rate = f"{s.rows / s.seconds:,.0f}" if s.seconds else "–"
        lines.append(f"| {s.file} | {s.rows:,} | {s.step} | {s.seconds:.1f} | {rate} | {s.peak_mib:,} MiB |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Walk files through ingest, analyse, themes and report.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", type=Path, dest="output")
    chosen = parser.parse_args()
    steps = [step for file in chosen.files for step in walk(file)]
    table = Table("file", "step", "seconds", "peak MiB", "comments", "status")
    for s in steps:
        table.add_row(s.file, s.step, f"{s.seconds:.1f}", str(s.peak_mib), str(s.rows), str(s.status))
    Console().print(table)
    if chosen.output:
        record = {"machine": machine(), "code": code_version(), "steps": [asdict(s) for s in steps]}
        chosen.output.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return max(step.status for step in steps)


if __name__ == "__main__":
    sys.exit(main())
