"""Puts the scorers together: what each counts for each task, and how sure the result may be.

All of it is learnt on comments that no scorer has seen, for Japanese and for all other languages apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.tasks import BY_NAME, columns

Floats = NDArray[np.float32]
OTHERS = "*"


def softmax(scores: Floats) -> Floats:
    """Shares of each row that sum to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result


def sigmoid(scores: Floats) -> Floats:
    """Each score as a probability of its own."""
    result: Floats = np.reciprocal(1 + np.exp(-np.clip(scores, -30, 30)))
    return result


@dataclass(frozen=True, slots=True)
class TaskBlend:
    """`weights`: one a scorer; `constants`: one a label; `sharpness`: language → 1 / temperature."""

    weights: tuple[float, ...]
    constants: tuple[float, ...]
    sharpness: dict[str, float]

    def scores(self, parts: Sequence[Floats], languages: Sequence[str]) -> Floats:
        """The weighted sum of the scorers' scores (texts, labels), sharpened by language."""
        total = np.asarray(self.constants, dtype=np.float32) + np.zeros_like(parts[0])
        for weight, part in zip(self.weights, parts, strict=True):
            total += np.float32(weight) * part
        sharp = [self.sharpness.get(code, self.sharpness[OTHERS]) for code in languages]
        blended: Floats = total * np.array(sharp, dtype=np.float32)[:, None]
        return blended


@dataclass(frozen=True, slots=True)
class Blend:
    """The blends of all tasks by name, for each group of languages: `ja` and `*`."""

    groups: dict[str, dict[str, TaskBlend]]

    def chances(self, parts: Sequence[Floats], scope: str, languages: Sequence[str]) -> Floats:
        """Probabilities (texts, labels of the scope), each task's own columns."""
        found = np.empty_like(parts[0])
        group_of = np.array([code if code in self.groups else OTHERS for code in languages], dtype=object)
        for group, tasks in self.groups.items():
            rows = np.flatnonzero(group_of == group)
            spoken = [languages[int(row)] for row in rows]
            for name, where in columns(scope).items() if len(rows) else ():
                scored = tasks[name].scores([part[rows, where] for part in parts], spoken)
                found[rows, where] = softmax(scored) if BY_NAME[name].kind == "one_of" else sigmoid(scored)
        return found

    def to_json(self) -> dict[str, Any]:
        return {group: {name: asdict(task) for name, task in tasks.items()} for group, tasks in self.groups.items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Blend:
        return cls({group: {name: _task(one) for name, one in tasks.items()} for group, tasks in stored.items()})


def _task(stored: dict[str, Any]) -> TaskBlend:
    return TaskBlend(tuple(stored["weights"]), tuple(stored["constants"]), dict(stored["sharpness"]))
