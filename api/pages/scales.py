"""Where a value falls on a drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map from a span of values to a span of drawing units."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) * (self.end - self.start) / (self.high - self.low)


def nice_ceiling(value: float, least: float = 1.0) -> float:
    """The next 1, 2, 2.5 or 5 times a power of ten, at least `least`, so that an axis ends on a round number."""
    if value <= least:
        return least
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * step for step in (1.0, 2.0, 2.5, 5.0, 10.0) if power * step >= value)
