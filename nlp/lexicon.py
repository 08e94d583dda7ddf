"""Word vectors from large text (chiVe, as shipped by ja_ginza), packed small: word → row → vector."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file


def fingerprint(word: str) -> int:
    """32 bits of a word; two of half a million words share one about 30 times, which is harmless here."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`fingerprints` ascending, `rows` beside it; `vectors` (rows, dimension) in 8 bits with a scale a row."""

    fingerprints: NDArray[np.uint32]
    rows: NDArray[np.uint16]
    vectors: NDArray[np.int8]
    scales: NDArray[np.float32]

    @property
    def dimension(self) -> int:
        return int(self.vectors.shape[1])

    def row(self, word: str) -> int:
        """The row of `word`, -1 when it is not in the lexicon."""
        key = np.uint32(fingerprint(word))
        place = int(np.searchsorted(self.fingerprints, key))
        if place < len(self.fingerprints) and self.fingerprints[place] == key:
            return int(self.rows[place])
        return -1

    def first(self, words: tuple[str, ...]) -> int:
        """The row of the first of `words` that is known, -1 when none is."""
        for word in words:
            row = self.row(word)
            if row >= 0:
                return row
        return -1

    def vector(self, row: int) -> NDArray[np.float32]:
        """The vector of a row; zeros for -1."""
        if row < 0:
            return np.zeros(self.dimension, dtype=np.float32)
        vector: NDArray[np.float32] = self.vectors[row].astype(np.float32) * self.scales[row]
        return vector

    def vectors_of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of rows, in order; zeros for -1."""
        found: NDArray[np.float32] = self.vectors[rows] * self.scales[rows][:, None] * (rows >= 0)[:, None]
        return found.astype(np.float32)

    def table(self) -> NDArray[np.float32]:
        """All vectors, (rows, dimension)."""
        return self.vectors.astype(np.float32) * self.scales[:, None]

    def save(self, path: Path) -> None:
        save_file(
            {"fingerprints": self.fingerprints, "rows": self.rows, "vectors": self.vectors, "scales": self.scales}, path
        )

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        parts = load_file(path)
        return cls(parts["fingerprints"], parts["rows"], parts["vectors"], parts["scales"])


def pack(words: list[str], rows: NDArray[np.int64], vectors: NDArray[np.float32]) -> Lexicon:
    """A lexicon of `words`, each with its row of `vectors`; of two words with one fingerprint the first stays."""
    prints = np.array([fingerprint(word) for word in words], dtype=np.uint32)
    distinct, first = np.unique(prints, return_index=True)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-6).astype(np.float32) / 127
    packed = np.rint(vectors / scales[:, None]).astype(np.int8)
    return Lexicon(distinct, rows[first].astype(np.uint16), packed, scales)
