"""Scores from spelling alone: TF-IDF of hashed character n-grams, times a table of coefficients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from scipy.sparse import csr_matrix

from nlp.ngrams import bags

Floats = NDArray[np.float32]
_AT_ONCE = 256  # texts; keeps the gathered coefficients within the processor's cache


@dataclass(frozen=True, slots=True)
class Linear:
    """`table` (features, labels) and `constants` (labels,), stored in 8 bits with a scale a label."""

    table: Floats
    constants: Floats

    def packed(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        scales = np.maximum(np.abs(self.table).max(axis=0), 1e-9).astype(np.float32) / 127
        table = np.rint(self.table / scales).astype(np.int8)
        return {f"{prefix}.table": table, f"{prefix}.scales": scales, f"{prefix}.constants": self.constants}

    @classmethod
    def unpacked(cls, parts: dict[str, NDArray[np.generic]], prefix: str) -> Linear:
        scales = parts[f"{prefix}.scales"].astype(np.float32)
        return cls(
            parts[f"{prefix}.table"].astype(np.float32) * scales, parts[f"{prefix}.constants"].astype(np.float32)
        )


@dataclass(frozen=True, slots=True)
class SpellingScorer:
    """`importance` (buckets,) is the inverse document frequency; `linear` has the labels of passages, then of units.

    Side by side, because a text that is passage and unit at once is then cut and weighed once.
    """

    importance: Floats
    linear: Linear
    passage_labels: int

    @classmethod
    def of(cls, importance: Floats, passage: Linear, unit: Linear) -> SpellingScorer:
        both = Linear(
            np.concatenate([passage.table, unit.table], axis=1), np.concatenate([passage.constants, unit.constants])
        )
        return cls(importance, both, len(passage.constants))

    def with_label(self, label: Linear) -> SpellingScorer:
        """One more label of passages, after the others: what else is told by spelling costs no second cutting."""
        at = self.passage_labels
        return SpellingScorer(
            self.importance,
            Linear(
                np.concatenate([self.linear.table[:, :at], label.table, self.linear.table[:, at:]], axis=1),
                np.concatenate([self.linear.constants[:at], label.constants, self.linear.constants[at:]]),
            ),
            at + 1,
        )

    def scores(self, passages: Sequence[str], units: Sequence[str]) -> tuple[Floats, Floats]:
        """Label scores (passages, labels) and (units, labels); a row depends on its own text alone."""
        texts = [*passages, *units]
        parts = [self._some(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        scored = np.concatenate(parts) if parts else np.zeros((0, len(self.linear.constants)), dtype=np.float32)
        return scored[: len(passages), : self.passage_labels], scored[len(passages) :, self.passage_labels :]

    def _some(self, texts: Sequence[str]) -> Floats:
        found = bags(texts, len(self.importance))
        values = self.importance[found.buckets] * (1 + np.log(found.counts)).astype(np.float32)
        lengths = np.sqrt(np.maximum(np.add.reduceat(values * values, found.starts[:-1]), 1e-12))
        weighted = csr_matrix((values, found.buckets, found.starts), shape=(len(texts), len(self.importance)))
        scored: Floats = (weighted @ self.linear.table) / lengths[:, None] + self.linear.constants
        return scored

    def save(self, path: Path) -> None:
        importance = {"importance": self.importance.astype(np.float16)}
        sides = (slice(None, self.passage_labels), slice(self.passage_labels, None))
        passage, unit = (Linear(self.linear.table[:, side], self.linear.constants[side]) for side in sides)
        save_file({**importance, **passage.packed("passage"), **unit.packed("unit")}, path)

    @classmethod
    def load(cls, path: Path) -> SpellingScorer:
        parts = load_file(path)
        importance = parts["importance"].astype(np.float32)
        return cls.of(importance, Linear.unpacked(parts, "passage"), Linear.unpacked(parts, "unit"))
