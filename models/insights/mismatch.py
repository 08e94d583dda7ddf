"""Where a score and the words beside it disagree: nine of ten with an angry text, two of ten with praise.

One rule for every scale: only its top and its bottom count, and only words that are beyond doubt. In between, people
who are half satisfied say so. Heading, count and list of the page are all of what this file finds.
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
Marks = NDArray[np.bool_]


class Mismatch(StrEnum):
    """Which way round: strong complaints under a high score, or praise under a low one."""

    ANGRY_HIGH = "angry_high"
    PRAISE_LOW = "praise_low"


def heights(kind: str, values: Values) -> Values:
    """Answers as their place on the scale, 0 at the bottom and 1 at the top; NaN stays NaN."""
    if kind not in SCALES:
        raise ValueError(f"score kind is {kind!r}; wanted one of {', '.join(SCALES)}")
    low, high = SCALES[kind]
    return np.asarray((values - low) / (high - low))


def mismatched(given: Values, angry: Marks, praising: Marks) -> dict[Mismatch, Marks]:
    """Which comments disagree, for each way round. `given`: heights, a row an answer and a column a comment.

    All the answers of a comment must disagree with it: who gives one thing nine and another two is no riddle. NaN
    where there was no answer.
    """
    lowest, highest = np.fmin.reduce(given, axis=0), np.fmax.reduce(given, axis=0)
    # A comparison with NaN is false: who gave no score contradicts nothing.
    return {Mismatch.ANGRY_HIGH: (lowest >= HIGH_FROM) & angry, Mismatch.PRAISE_LOW: (highest <= LOW_TO) & praising}


def least_apart(kind: Mismatch, given: Values) -> int:
    """The row of the answer that disagrees least: every other one of the comment disagrees more."""
    return int(np.nanargmin(given) if kind is Mismatch.ANGRY_HIGH else np.nanargmax(given))
