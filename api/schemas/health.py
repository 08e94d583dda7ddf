"""Whether we can serve, and what we can read."""

from __future__ import annotations

from api.schemas.shape import Outgoing


class AliveOut(Outgoing):
    """The process answers."""

    status: str


class ReadyOut(Outgoing):
    """What was looked at; every value is good when the answer is 200."""

    status: str
    checks: dict[str, str]


class MeasureOut(Outgoing):
    """`value` of `measure` with its 95 % interval, on `rows` texts of `dataset`; `language` mul: several languages.

    `as_declared` false: the set that was found holds other rows than the one that was declared.
    """

    language: str
    dataset: str
    task: str
    split: str
    measure: str
    value: float
    low: float
    high: float
    rows: int
    version: str
    as_declared: bool | None = None


class NameOut(Outgoing):
    """A code of the taxonomy, and what people call it; a touchpoint belongs to a stage."""

    code: str
    ja: str
    en: str
    stage: str | None = None


class CapabilitiesOut(Outgoing):
    """What the weights in use can read, and how well that was measured. `version` null while they are loaded."""

    version: str | None
    languages: list[str]
    taxonomy: dict[str, list[NameOut]]
    accuracy: list[MeasureOut]
    limits: dict[str, int]


ALIVE_EXAMPLE = {"status": "alive"}
READY_EXAMPLE = {"status": "ready", "checks": {"database": "ok", "queue": "ok", "weights": "ok"}}
CAPABILITIES_EXAMPLE = {
    "version": "kikitori-1-3f9c2a7b-r1",
    "languages": ["ja", "en", "zh", "ko"],
    "taxonomy": {"intents": [{"code": "complaint", "ja": "苦情", "en": "Complaint", "stage": None}]},
    "accuracy": [
        {
            "language": "ja",
            "dataset": "jrte_pn",
            "task": "sentiment3",
            "split": "all given",
            "measure": "macro_f1",
            "value": 0.71,
            "low": 0.69,
            "high": 0.73,
            "rows": 3888,
            "version": "kikitori-1-3f9c2a7b-r1",
            "as_declared": True,
        }
    ],
    "limits": {
        "texts_per_request": 256,
        "comments_per_request": 1000,
        "characters_per_text": 50000,
        "characters_per_request": 200000,
    },
}
