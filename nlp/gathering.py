"""From the units back to the comment: one sharp complaint among praise makes a comment mixed, not positive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.blend import softmax
from nlp.tasks import columns

Floats = NDArray[np.float32]
FEATURES = 12
_AT = columns("unit")
_LEAST = np.float32(1e-3)


def features(units: Floats, sizes: Sequence[int]) -> Floats:
    """What the units of each comment say together (comments, FEATURES).

    `units` are the unit chances of all comments in a row, `sizes` the number of units of each (at least one).
    """
    counts = np.asarray(sizes)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    polarity, sentiment = units[:, _AT["polarity"]], units[:, _AT["unit_sentiment"]]
    against, for_ = polarity[:, 0], polarity[:, 2]
    bad, good = sentiment[:, :2].sum(axis=1), sentiment[:, 3:5].sum(axis=1)
    most = [np.maximum.reduceat(column, starts) for column in (against, for_, bad, good)]
    last = starts + counts - 1
    found = [
        *(np.log(column + _LEAST) for column in most),
        np.minimum(most[0], most[1]), np.minimum(most[2], most[3]),
        np.add.reduceat(against, starts) / counts, np.add.reduceat(for_, starts) / counts,
        against[last], for_[last],
        np.minimum(counts, 6) / 3, counts == 1,
    ]  # fmt: skip
    return np.stack(found, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A linear correction of the comment's sentiment: `table` (FEATURES, sentiments), `constants` (sentiments,)."""

    table: Floats
    constants: Floats

    def sentiment(self, chances: Floats, units: Floats, sizes: Sequence[int]) -> Floats:
        """The chances of the sentiments (comments, 6) with the units heard."""
        shift = np.matmul(features(units, sizes)[:, None, :], self.table)[:, 0, :] + self.constants
        return softmax(np.log(chances + _LEAST) + shift)

    def to_json(self) -> dict[str, Any]:
        return {"table": self.table.tolist(), "constants": self.constants.tolist()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Gathering:
        return cls(np.array(stored["table"], dtype=np.float32), np.array(stored["constants"], dtype=np.float32))
