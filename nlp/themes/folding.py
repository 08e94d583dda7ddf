"""Near-duplicates folded to one row before fitting: a copied text must not found a theme by being copied."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.duplicates import canonical, near_duplicates
from nlp.themes.values import ThemeUnit

# Above this many distinct texts only equal ones fold: a campaign in more than that is found by its exact copies.
_NEAR_UP_TO = 2_000


def folded(units: Sequence[ThemeUnit]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The row that stands for each unit, and how many units each of those rows stands for."""
    first: dict[tuple[str, str, int], int] = {}
    stands_for = np.empty(len(units), dtype=np.int64)
    for row, unit in enumerate(units):
        stands_for[row] = first.setdefault((canonical(unit.text), unit.language, unit.polarity), row)
    distinct = list(first.values())
    if len(distinct) <= _NEAR_UP_TO:
        stands_for = _nearly_same(units, distinct, stands_for)
    return stands_for, np.bincount(stands_for, minlength=len(units)).astype(np.int64)


def _nearly_same(
    units: Sequence[ThemeUnit], distinct: Sequence[int], stands_for: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Links chains of small edits to their first text; a changed side or language breaks the chain."""
    for earlier, later in near_duplicates([units[row].text for row in distinct]):
        one, other = units[distinct[earlier]], units[distinct[later]]
        if one.language == other.language and one.polarity == other.polarity:
            stands_for[stands_for == distinct[later]] = stands_for[distinct[earlier]]
    return stands_for


def respondents(units: Sequence[ThemeUnit]) -> int:
    """Distinct people; a unit without a known writer counts as one of its own."""
    return len({unit.respondent if unit.respondent is not None else f"\0{unit.id}" for unit in units})
