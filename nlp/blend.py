"""Puts the scorers together: what each counts for each task, and how sure the result may be.

All of it is learnt on comments that no scorer has seen, for Japanese and for all other languages apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.tasks import BY_NAME, columns

Floats = NDArray[np.float32]
OTHERS = "*"
SCOPES = ("passage", "unit")


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


@dataclass(frozen=True)
class Blend:
    """The blends of all tasks by name, for each group of languages: `ja` and `*`."""

    groups: dict[str, dict[str, TaskBlend]]

    def chances(self, parts: Sequence[Floats], scope: str, languages: Sequence[str]) -> Floats:
        """Probabilities (texts, labels of the scope), each task's own columns."""
        found = np.empty_like(parts[0])
        group_of = np.array([code if code in self.groups else OTHERS for code in languages], dtype=object)
        for group in self.groups:
            rows = np.flatnonzero(group_of == group)
            if len(rows):
                spoken = [languages[row] for row in rows.tolist()]
                found[rows] = self._tables[group, scope].chances([part[rows] for part in parts], spoken)
        return found

    @cached_property
    def _tables(self) -> dict[tuple[str, str], _Table]:
        return {(group, scope): _table(tasks, scope) for group, tasks in self.groups.items() for scope in SCOPES}

    def to_json(self) -> dict[str, Any]:
        return {group: {name: asdict(task) for name, task in tasks.items()} for group, tasks in self.groups.items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Blend:
        return cls({group: {name: _task(one) for name, one in tasks.items()} for group, tasks in stored.items()})


@dataclass(frozen=True, slots=True)
class _Table:
    """The blends of one scope's tasks side by side: weights (scorers, labels), constants and sharpness (labels,)."""

    weights: Floats
    constants: Floats
    sharpness: dict[str, Floats]
    tasks: tuple[tuple[str, slice], ...]

    def chances(self, parts: Sequence[Floats], languages: Sequence[str]) -> Floats:
        total = self.constants + np.zeros_like(parts[0])
        for weight, part in zip(self.weights, parts, strict=True):
            total += weight * part
        total *= np.stack([self.sharpness.get(code, self.sharpness[OTHERS]) for code in languages])
        for kind, where in self.tasks:
            total[:, where] = softmax(total[:, where]) if kind == "one_of" else sigmoid(total[:, where])
        return total


def _table(tasks: Mapping[str, TaskBlend], scope: str) -> _Table:
    where = columns(scope)
    blends = [tasks[name] for name in where]
    sizes = [len(blend.constants) for blend in blends]
    codes = {code for blend in blends for code in blend.sharpness}
    sharp = {code: [blend.sharpness.get(code, blend.sharpness[OTHERS]) for blend in blends] for code in codes}
    return _Table(
        np.repeat(np.array([blend.weights for blend in blends], dtype=np.float32), sizes, axis=0).T.copy(),
        np.concatenate([blend.constants for blend in blends]).astype(np.float32),
        {code: np.repeat(np.array(values, dtype=np.float32), sizes) for code, values in sharp.items()},
        tuple((BY_NAME[name].kind, place) for name, place in where.items()),
    )


def _task(stored: dict[str, Any]) -> TaskBlend:
    return TaskBlend(tuple(stored["weights"]), tuple(stored["constants"]), dict(stored["sharpness"]))
