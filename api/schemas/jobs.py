"""Background work as its requester sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from api.schemas.shape import Outgoing


class JobOut(Outgoing):
    """`progress` in 0..1; `result` is what the job says of itself when done: an import, its rows."""

    id: int
    kind: str
    state: Literal["pending", "leased", "done", "failed"]
    progress: float
    note: str
    result: dict[str, Any]
    error: str | None
    created_at: datetime
    changed_at: datetime


JOB_EXAMPLE = {
    "id": 12,
    "kind": "import",
    "state": "done",
    "progress": 1.0,
    "note": "",
    "result": {
        "rows": 1500,
        "new": 1498,
        "known": 0,
        "revised": 0,
        "reworded": 0,
        "rescored": 0,
        "rejected_total": 2,
        "notes": [{"code": "sheet", "sheet": "回答", "ja": "シート「回答」", "en": "sheet “回答”"}],
    },
    "error": None,
    "created_at": "2026-04-01T00:30:00Z",
    "changed_at": "2026-04-01T00:30:09Z",
}
