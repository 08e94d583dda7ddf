"""Scores from alarm words alone: what the words of danger, money and law say of urgency and signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from nlp.alarm_words import hits
from nlp.spelling import Linear

Floats = NDArray[np.float32]


def cue_rows(texts: Sequence[str]) -> Floats:
    """Which kinds of alarm words each text holds, 0 or 1 (texts, kinds)."""
    return np.stack([hits(text) for text in texts])


@dataclass(frozen=True, slots=True)
class CueScorer:
    """A linear layer on the kinds of alarm words, for passages."""

    passage: Linear

    def scores(self, texts: Sequence[str]) -> Floats:
        """Label scores (texts, passage labels)."""
        # Sums of at most nine numbers in a fixed order: exact enough to be the same in any batch.
        total = np.zeros((len(texts), len(self.passage.constants)), dtype=np.float32) + self.passage.constants
        for kind, column in enumerate(cue_rows(texts).T):
            total += column[:, None] * self.passage.table[kind]
        return total

    def save(self, path: Path) -> None:
        save_file(self.passage.packed("passage"), path)

    @classmethod
    def load(cls, path: Path) -> CueScorer:
        return cls(Linear.unpacked(load_file(path), "passage"))
