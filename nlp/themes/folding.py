"""Near-duplicates folded to one row before fitting: a copied text must not found a theme by being copied."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.themes.values import ThemeUnit


def folded(units: Sequence[ThemeUnit]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The row that stands for each unit, and how many units each of those rows stands for."""
    first: dict[tuple[str, str, int], int] = {}
    stands_for = np.empty(len(units), dtype=np.int64)
    for row, unit in enumerate(units):
        stands_for[row] = first.setdefault((_plain(unit.text), unit.language, unit.polarity), row)
    rows, counts = np.unique(stands_for, return_counts=True)
    weights = np.zeros(len(units), dtype=np.int64)
    weights[rows] = counts
    return stands_for, weights


def respondents(units: Sequence[ThemeUnit]) -> int:
    """Distinct people; a unit without a known writer counts as one of its own."""
    return len({unit.respondent if unit.respondent is not None else f"\0{unit.id}" for unit in units})


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum()) or text
