"""Which labelled comments are kept out of the weights, for good.

The rule depends on the id alone, so training, evaluation and anyone who repeats them draw the same line.
"""

from __future__ import annotations

from zlib import crc32

_HELD_BACK_ONE_IN = 5
_CALIBRATION_ONE_IN = 10


def held_back(identifier: str) -> bool:
    """True for the fifth of the `feedback_*` comments that no shipped weight has ever seen."""
    return crc32(identifier.encode()) % _HELD_BACK_ONE_IN == 0


def calibrates(identifier: str) -> bool:
    """True for the tenth of the rest that sets blending weights, temperatures and thresholds only."""
    return not held_back(identifier) and crc32(b"calibration:" + identifier.encode()) % _CALIBRATION_ONE_IN == 0
