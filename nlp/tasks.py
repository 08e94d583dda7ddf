"""What the classifier predicts: the tasks, their labels and the order of the labels in every array.

Codes follow taxonomy.yaml at the time of training; a bundle stores its own copy (`tasks.json`) and is read by that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.values import Sentiment

SENTIMENTS: tuple[str, ...] = tuple(str(label) for label in Sentiment)
POLARITIES: tuple[str, ...] = ("negative", "neutral", "positive")
INTENTS: tuple[str, ...] = ("complaint", "request", "question", "praise", "report", "other")
URGENCIES: tuple[str, ...] = ("0", "1", "2", "3")
SIGNALS: tuple[str, ...] = (
    "churn", "legal", "safety", "refund", "outage", "privacy", "vulnerable", "repeat_contact",
)  # fmt: skip
TOUCHPOINTS: tuple[str, ...] = (
    "advertising", "social_media", "website", "review_site", "sales_consultation", "store", "staff", "ordering",
    "payment", "delivery", "packaging", "product", "app", "facility", "account", "contact_center", "returns",
    "repair", "information", "loyalty_program", "cancellation", "survey",
)  # fmt: skip
PAIN_POINTS: tuple[str, ...] = (
    "waiting", "unreachable", "unresolved", "attitude", "explanation", "misinformation", "defect", "quality",
    "damaged_or_wrong", "out_of_stock", "price", "billing", "hard_to_use", "missing_feature", "change", "policy",
    "privacy", "safety", "environment", "spam", "access",
)  # fmt: skip
NONE = "none"


@dataclass(frozen=True, slots=True)
class Task:
    """`one_of` labels exclude each other (softmax); `any_of` labels are independent (sigmoid)."""

    name: str
    scope: Literal["passage", "unit"]
    kind: Literal["one_of", "any_of"]
    labels: tuple[str, ...]


TASKS: tuple[Task, ...] = (
    Task("sentiment", "passage", "one_of", SENTIMENTS),
    Task("intents", "passage", "any_of", INTENTS),
    Task("urgency", "passage", "one_of", URGENCIES),
    Task("signals", "passage", "any_of", SIGNALS),
    Task("unit_sentiment", "unit", "one_of", SENTIMENTS),
    Task("polarity", "unit", "one_of", POLARITIES),
    Task("opinion", "unit", "any_of", ("opinion",)),
    Task("touchpoint", "unit", "one_of", (*TOUCHPOINTS, NONE)),
    Task("pain_point", "unit", "one_of", (*PAIN_POINTS, NONE)),
)
BY_NAME: dict[str, Task] = {task.name: task for task in TASKS}


def columns(scope: str) -> dict[str, slice]:
    """Where each task's labels lie when all tasks of one scope share a row."""
    found: dict[str, slice] = {}
    start = 0
    for task in TASKS:
        if task.scope == scope:
            found[task.name] = slice(start, start + len(task.labels))
            start += len(task.labels)
    return found
