"""Whether a comment says the opposite of what it means, learnt from comments that say whether they do.

It hears what the network knows of the text, what each scorer alone makes of its tone (words that praise where the whole
complains are what irony is made of; Joshi et al. 2015, incongruity), and how it is spelt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from nlp.blend import sigmoid
from nlp.spelling import Linear
from nlp.tasks import columns

Floats = NDArray[np.float32]
_AT = columns("passage")["sentiment"]


def signs(impressions: Floats, parts: Sequence[Floats]) -> Floats:
    """What irony is told by (texts, features): impressions (texts, n), then each scorer's sentiments (texts, 6)."""
    found: Floats = np.concatenate([impressions, *(part[:, _AT] for part in parts)], axis=1)
    return found


@dataclass(frozen=True, slots=True)
class IronyScorer:
    """A linear layer: `table` (features,) on `signs`, and last of all on the score of `spelling` (buckets, 1)."""

    table: Floats
    constant: float
    spelling: Linear

    def chances(self, found: Floats, spelt: Floats) -> Floats:
        """The chance of irony (texts,), 0..1, from `signs` and the scores of spelling (texts,).

        Summed row by row, so that a text reads the same in any company.
        """
        return sigmoid((found * self.table[:-1]).sum(axis=1) + spelt * self.table[-1] + np.float32(self.constant))

    def save(self, path: Path) -> None:
        constant = np.array([self.constant], dtype=np.float32)
        save_file({"table": self.table, "constant": constant, **self.spelling.packed("spelling")}, path)

    @classmethod
    def load(cls, path: Path) -> IronyScorer:
        parts = load_file(path)
        return cls(parts["table"], float(parts["constant"][0]), Linear.unpacked(parts, "spelling"))
