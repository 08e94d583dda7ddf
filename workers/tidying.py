"""Uploaded files that no import will read any more: they hold words as they were sent, before anything was masked."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from pathlib import Path

from models import jobs
from models.database import Sessions, reading

logger = logging.getLogger(__name__)

# Long enough to ask for an import again that failed; the request of a file that is being sent is seconds old.
KEPT = timedelta(days=1)


def tidy_uploads(sessions: Sessions, folder: Path, now: float | None = None) -> int:
    """Removes them; returns how many. A file stays while a job that waits or runs names it."""
    if not folder.is_dir():
        return 0
    with reading(sessions) as session:
        wanted = {Path(path).name for path in jobs.paths_in_use(session)}
    before = (time.time() if now is None else now) - KEPT.total_seconds()
    old = [path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime < before]
    gone = [path for path in old if path.name not in wanted]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        logger.info("removed %d uploaded files that were read or abandoned", len(gone))
    return len(gone)
