"""The last word on how sure a tone is, after the units were heard, by language.

Temperature scaling (Guo et al. 2017, "On Calibration of Modern Neural Networks") of the side that a comment takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SIDES = ((0, 1), (2,), (3, 4), (5,))  # sentiments that take one side: negative, neutral, positive, mixed
_SIDE_OF = np.array([side for _, side in sorted((label, side) for side, some in enumerate(SIDES) for label in some)])
_LEAST = np.float32(1e-6)


def side_chances(chances: Floats) -> Floats:
    """(texts, 4): negative, neutral, positive, mixed, from the six sentiments."""
    sides: Floats = np.stack([chances[:, list(labels)].sum(axis=1) for labels in SIDES], axis=1)
    return sides


@dataclass(frozen=True, slots=True)
class Tempering:
    """`sharpness`: language → 1 / temperature of the sides, > 0; a language that is missing is left as it is."""

    sharpness: Mapping[str, float]

    def sentiment(self, chances: Floats, languages: Sequence[str]) -> Floats:
        """The chances of the six sentiments (texts, 6); the side stays first that was, and so does its degree."""
        power = np.array([self.sharpness.get(code, 1.0) for code in languages], dtype=np.float32)[:, None]
        sides = np.maximum(side_chances(chances), _LEAST)
        tempered = sides**power
        tempered *= sides.sum(axis=1, keepdims=True) / tempered.sum(axis=1, keepdims=True)
        found: Floats = np.where(power == 1, chances, chances * (tempered / sides)[:, _SIDE_OF])
        return found

    def to_json(self) -> dict[str, Any]:
        return dict(self.sharpness)

    @classmethod
    def from_json(cls, stored: Mapping[str, float]) -> Tempering:
        return cls(dict(stored))
