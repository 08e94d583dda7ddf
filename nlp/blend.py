"""Puts the scorers together: a weight for each scorer and task, a constant for each label, a temperature for
each language, all learnt on comments that no scorer has seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.tasks import BY_NAME, columns

Floats = NDArray[np.float32]


def softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result


def sigmoid(scores: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    return result


@dataclass(frozen=True, slots=True)
class TaskBlend:
    """`weights`: one a scorer; `constants`: one a label; `sharpness`: language → 1 / temperature."""

    weights: tuple[float, ...]
    constants: tuple[float, ...]
    sharpness: dict[str, float]

    def scores(self, parts: Sequence[Floats], languages: Sequence[str]) -> Floats:
        total = np.asarray(self.constants, dtype=np.float32) + np.zeros_like(parts[0])
        for weight, part in zip(self.weights, parts, strict=True):
            total += np.float32(weight) * part
        sharp = np.array([self.sharpness.get(code, self.sharpness["*"]) for code in languages], dtype=np.float32)
        blended: Floats = total * sharp[:, None]
        return blended


@dataclass(frozen=True, slots=True)
class Blend:
    """The blends of all tasks, by the task's name."""

    tasks: dict[str, TaskBlend]

    def chances(self, parts: Sequence[Floats], scope: str, languages: Sequence[str]) -> Floats:
        """Probabilities (texts, labels of the scope), each task's own columns."""
        found = np.empty_like(parts[0])
        for name, where in columns(scope).items():
            scored = self.tasks[name].scores([part[:, where] for part in parts], languages)
            found[:, where] = softmax(scored) if BY_NAME[name].kind == "one_of" else sigmoid(scored)
        return found

    def to_json(self) -> dict[str, Any]:
        return {name: asdict(task) for name, task in self.tasks.items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Blend:
        return cls(
            {
                name: TaskBlend(tuple(one["weights"]), tuple(one["constants"]), dict(one["sharpness"]))
                for name, one in stored.items()
            }
        )
