"""Scores from the encoder's vectors alone: one linear layer, so that any encoder can be put in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from nlp.encoder import unit_length
from nlp.spelling import Linear

Floats = NDArray[np.float32]


def passage_vectors(units: Sequence[Floats]) -> Floats:
    """One vector a passage, the mean of its units' (texts, dimension), of length 1."""
    return unit_length(np.stack([vectors.mean(axis=0) for vectors in units]).astype(np.float32))


@dataclass(frozen=True, slots=True)
class MeaningScorer:
    """Linear layers for passages and for units on vectors of the encoder `encoder`."""

    encoder: str
    passage: Linear
    unit: Linear

    def scores(self, vectors: Floats, scope: str) -> Floats:
        """Label scores (texts, labels); summed label by label so that a row does not depend on its batch."""
        linear = self.passage if scope == "passage" else self.unit
        scored: Floats = np.matmul(vectors[:, None, :], linear.table)[:, 0, :] + linear.constants
        return scored

    def save(self, path: Path) -> None:
        parts = {**self.passage.packed("passage"), **self.unit.packed("unit")}
        save_file(parts, path, metadata={"encoder": self.encoder})

    @classmethod
    def load(cls, path: Path, encoder: str) -> MeaningScorer:
        parts = load_file(path)
        return cls(encoder, Linear.unpacked(parts, "passage"), Linear.unpacked(parts, "unit"))
