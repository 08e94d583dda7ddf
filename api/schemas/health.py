"""Whether we can serve, and what we can read."""

from __future__ import annotations

from datetime import datetime

from api.schemas.shape import Outgoing


class AliveOut(Outgoing):
    """The process answers."""

    status: str


class ReadyOut(Outgoing):
    """What was looked at; every value is good when the answer is 200."""

    status: str
    checks: dict[str, str]


class LanguageOut(Outgoing):
    """Measured on data set `dataset`: `value` in 0..1 with its 95 % interval, on `rows` texts never trained on."""

    language: str
    dataset: str
    task: str
    measure: str
    value: float
    low: float | None
    high: float | None
    rows: int


class CapabilitiesOut(Outgoing):
    """What the weights in use can do, and how well that was measured."""

    version: str | None
    languages: list[str]
    taxonomy: dict[str, list[str]]
    accuracy: list[LanguageOut]
    measured_at: datetime | None
    limits: dict[str, int]


ALIVE_EXAMPLE = {"status": "alive"}
READY_EXAMPLE = {"status": "ready", "checks": {"database": "ok", "queue": "ok", "weights": "ok"}}
CAPABILITIES_EXAMPLE = {
    "version": "kikitori-1@3f9c2a7b",
    "languages": ["ja", "en", "zh", "ko"],
    "taxonomy": {"intents": ["complaint", "request", "question", "praise", "report", "other"]},
    "accuracy": [
        {
            "language": "ja",
            "dataset": "jrte_pn",
            "task": "sentiment",
            "measure": "macro_f1",
            "value": 0.71,
            "low": 0.69,
            "high": 0.73,
            "rows": 3888,
        }
    ],
    "measured_at": "2026-04-01T00:00:00Z",
    "limits": {"texts_per_request": 256, "comments_per_request": 1000, "characters_per_text": 50000},
}
