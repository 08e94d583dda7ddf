"""Says that beat, broker, worker and database work together: a file that each sweep touches."""

from __future__ import annotations

import time
from pathlib import Path


def heartbeat_file(data_dir: Path) -> Path:
    return data_dir / "heartbeat"


def beat(data_dir: Path) -> None:
    data_dir.mkdir(parents=True, exist_ok=True)
    heartbeat_file(data_dir).touch()


def heartbeat_age(data_dir: Path) -> float | None:
    """Seconds since the last finished sweep; None when there never was one. Above 30 something stands still."""
    try:
        return max(0.0, time.time() - heartbeat_file(data_dir).stat().st_mtime)
    except FileNotFoundError:
        return None
