"""Labels that a company added to its taxonomy, as far as its own rows taught them: of each unit, yes or no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.blend import sigmoid
from nlp.spelling import Linear

Floats = NDArray[np.float32]
TASKS = ("touchpoint", "pain_point")
LEAST = 0.5  # the chance from which a label is given, in place of ours
# A vector has length 1 and log odds run to nine either way; so scaled, one does not drown the other.
_VECTOR, _ODDS = np.float32(4.0), np.float32(0.25)


def features(vectors: Floats, odds: Floats) -> Floats:
    """What the labels are read off: the unit's vector, and the log odds of every label of ours (units, both)."""
    return np.hstack([_VECTOR * vectors, _ODDS * odds]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class OwnLabels:
    """`codes` are (task, code), one a column of `linear`."""

    codes: tuple[tuple[str, str], ...]
    linear: Linear

    def given(self, found: Floats) -> list[dict[str, str]]:
        """Of each unit, by task, the likeliest label whose chance is enough; `found` are the units' features."""
        # Row by row, so that a unit reads the same alone and in any batch.
        scores = np.matmul(found[:, None, :], self.linear.table)[:, 0, :] + self.linear.constants
        chances = sigmoid(scores)
        return [self._chosen(row) for row in chances]

    def _chosen(self, chances: Floats) -> dict[str, str]:
        """The columns by rising chance, so that the likeliest of a task stays."""
        order = (at for at in np.argsort(chances, kind="stable") if chances[at] >= LEAST)
        return {self.codes[at][0]: self.codes[at][1] for at in order}

    def only(self, kept: Iterable[tuple[str, str]]) -> OwnLabels:
        """Those of the labels that are among `kept`."""
        wanted = set(kept)
        at = [place for place, code in enumerate(self.codes) if code in wanted]
        return OwnLabels(
            tuple(self.codes[place] for place in at), Linear(self.linear.table[:, at], self.linear.constants[at])
        )
