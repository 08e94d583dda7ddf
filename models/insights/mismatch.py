"""Where a score and the words beside it disagree: nine of ten with an angry text, two of ten with praise.

One rule for every scale: only its top and its bottom count, and only words that are beyond doubt. In between, people
who are half satisfied say so.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.insights.scores import SCALES

HIGH_FROM, LOW_TO = 0.9, 0.2  # heights on the scale, 0..1: nine and two of ten, five and one of five
ANGRY, PRAISE = ("very_negative",), ("positive", "very_positive")
LEAST_CONFIDENCE = 0.6  # below it the reading is the likelier mistake
Values = NDArray[np.float64]


class Mismatch(StrEnum):
    """Which way round: unhappy words under a high score, or praise under a low one."""

    ANGRY_HIGH = "angry_high"
    PRAISE_LOW = "praise_low"


def heights(kind: str, values: Values) -> Values:
    """Answers as their place on the scale, 0 at the bottom and 1 at the top; NaN stays NaN."""
    if kind not in SCALES:
        raise ValueError(f"score kind is {kind!r}; wanted one of {', '.join(SCALES)}")
    low, high = SCALES[kind]
    return np.asarray((values - low) / (high - low))


def mismatched(lowest: Values, highest: Values, angry: NDArray[np.bool_], praising: NDArray[np.bool_]) -> Values:
    """1 for `ANGRY_HIGH`, -1 for `PRAISE_LOW`, 0 for neither.

    `lowest` and `highest`: of all the answers of a comment, as heights: who gives one thing nine and another two is
    no riddle. NaN where there was no answer.
    """
    high, low = np.nan_to_num(lowest, nan=-1.0) >= HIGH_FROM, np.nan_to_num(highest, nan=2.0) <= LOW_TO
    return np.where(high & angry, 1.0, np.where(low & praising, -1.0, 0.0))
