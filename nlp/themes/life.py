"""A theme grows old: its centroid follows its members slowly, never far from where it was born."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nlp.themes.tracking import DRIFTED
from nlp.themes.values import KnownTheme, Vector
from nlp.themes.vectors import centroid_of, normalised

RATE = 0.1


def followed(theme: KnownTheme, members: Vector) -> KnownTheme:
    """The theme after one period in which `members` (feature rows) joined it.

    Beyond the cap it stays where it is: from there on it is a drift event for a person to judge, not a slow slide
    into another meaning.
    """
    if theme.pinned or not len(members):
        return theme
    anchor = theme.anchor if theme.anchor is not None else theme.centroid
    moved = normalised(((1 - RATE) * theme.centroid + RATE * centroid_of(members)).astype(np.float32))
    if float(moved @ anchor) < DRIFTED:
        return replace(theme, anchor=anchor)
    return replace(theme, centroid=moved, anchor=anchor)
