"""A closer look at a theme that a re-discovery would part: what the parts are, or that there are none after all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.themes.discovery import FEWEST_UNITS, discover
from nlp.themes.phrases import Wording
from nlp.themes.values import DiscoveryOptions, LanguageMeans, Theme, ThemeUnit

# Smaller parts are a theme's fringe, not a theme: each has to hold this share of what there is to part.
PART = 0.2


def parts_of(units: Sequence[ThemeUnit], seed: int, means: LanguageMeans, wording: Wording) -> list[Theme]:
    """Two parts or more, the largest first; empty when the theme's own units, taken alone, hang together."""
    if len(units) < 2 * FEWEST_UNITS:
        return []
    found = discover(units, options=DiscoveryOptions(seed=seed, language_means=means), wording=wording)
    parts = [theme for theme in found.themes if len(theme.member_ids) >= PART * len(units)]
    parts.sort(key=lambda part: (-len(part.member_ids), part.index))
    return parts if len(parts) >= 2 else []


def described(parts: Sequence[Theme]) -> list[dict[str, Any]]:
    """The parts as JSON: name, size, threshold and typical units of each."""
    return [
        {
            "label": dict(part.label),
            "units": len(part.member_ids),
            "threshold": part.threshold,
            "verbatims": [int(unit) for unit in part.verbatim_ids[:3]],
        }
        for part in parts
    ]


def packed(parts: Sequence[Theme]) -> dict[str, NDArray[Any]]:
    units = {f"unit_{n}": np.array([int(unit) for unit in part.member_ids], np.int64) for n, part in enumerate(parts)}
    return units | {f"centroid_{n}": part.centroid for n, part in enumerate(parts)}
