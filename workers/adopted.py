"""Which weights of its own a company reads with: a list in the data folder, the last in use, every step reversible."""

from __future__ import annotations

import json
import os
from pathlib import Path

_FOLDER, _LIST = "weights", "in_use.json"


def new_folder(data_dir: Path) -> Path:
    """Where the next weights go: a number no folder has."""
    kept = data_dir / _FOLDER
    taken = [int(path.name) for path in kept.glob("[0-9]*") if path.name.isdecimal()]
    return kept / f"{max(taken, default=0) + 1:04d}"


def in_use(data_dir: Path) -> Path | None:
    """The folder adopted last; `None` when the company never trained, or took everything back."""
    adopted = _adopted(data_dir)
    return data_dir / _FOLDER / adopted[-1] if adopted else None


def adopt(data_dir: Path, folder: Path) -> None:
    """From the next start on, comments are read with `folder`, which lies where `new_folder` said."""
    _write(data_dir, [*_adopted(data_dir), folder.name])


def undo(data_dir: Path) -> Path | None:
    """Takes the last adoption back; the folder that was in use, which stays where it is, or `None`."""
    adopted = _adopted(data_dir)
    if not adopted:
        return None
    _write(data_dir, adopted[:-1])
    return data_dir / _FOLDER / adopted[-1]


def _adopted(data_dir: Path) -> list[str]:
    path = data_dir / _FOLDER / _LIST
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


def _write(data_dir: Path, adopted: list[str]) -> None:
    """In one step: a reader that starts meanwhile finds the old list or the new one."""
    path = data_dir / _FOLDER / _LIST
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(adopted) + "\n", encoding="utf-8")
    os.replace(beside, path)
