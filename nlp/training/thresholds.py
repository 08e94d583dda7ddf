"""Learns from which chance a label is given, on comments that no scorer has seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.blend import OTHERS
from nlp.tasks import columns
from nlp.tempering import SIDES, side_chances
from nlp.training.blending import FEW

Floats = NDArray[np.float32]
_URGENT_PRECISION = 0.85  # what a support lead still trusts


def best_threshold(chances: Floats, truth: NDArray[np.bool_], beta: float = 1.0) -> float:
    """The threshold of best F-beta, smoothed by taking the middle of those within half a point of it."""
    grid = np.linspace(0.1, 0.9, 81)
    found = []
    for limit in grid:
        given = chances >= limit
        hits = float((given & truth).sum())
        wanted = (1 + beta**2) * hits + beta**2 * float((truth & ~given).sum()) + float((given & ~truth).sum())
        found.append((1 + beta**2) * hits / wanted if wanted else 0.0)
    good = grid[np.array(found) >= max(found) - 0.005]
    return float(np.median(good))


def precise_threshold(chances: Floats, truth: NDArray[np.bool_], precision: float) -> float:
    """The least threshold at and above which at least `precision` of what is given is right."""
    order = np.argsort(-chances)
    right = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(right >= precision)
    return float(chances[order][enough[-1]]) if len(enough) else 0.9


def abstain_floors(chances: Floats, truth: Sequence[NDArray[np.int64]], languages: Sequence[str]) -> dict[str, float]:
    """The confidence below which the side of a sentiment is wrong more often than right, by language."""
    sides = side_chances(chances)
    given, sure = sides.argmax(axis=1), sides.max(axis=1)
    right = np.array([bool(set(SIDES[side]) & set(allowed)) for side, allowed in zip(given, truth, strict=True)])
    codes = np.array(languages)
    found = {OTHERS: _floor(sure, right)}
    for code in sorted(set(languages)):
        if (codes == code).sum() >= FEW:
            found[code] = _floor(sure[codes == code], right[codes == code])
    return found


def _floor(sure: Floats, right: NDArray[np.bool_]) -> float:
    for limit in np.linspace(0.6, 0.25, 36):
        below = sure < limit
        if below.sum() >= 10 and right[below].mean() < 0.5:
            return round(float(limit), 3)
    return 0.3


def learn_thresholds(
    chances: dict[str, Floats], targets: dict[str, Floats], languages: Sequence[str], many: NDArray[np.bool_]
) -> dict[str, Any]:
    """All thresholds, as `classifier.json` holds them; `languages` are those of the passages.

    `many` marks the passages that name all of their intents: a review sentence with a single one would teach that a
    complaint is never anything else.
    """
    at = columns("passage")
    whole, wanted = chances["passage"], targets["passage"]
    urgency = wanted[:, at["urgency"]]
    known = (urgency == 0).any(axis=1)
    said = (wanted[:, at["sentiment"]] == 0).any(axis=1)
    allowed = [np.flatnonzero(row) for row in wanted[said][:, at["sentiment"]]]
    spoken = [code for code, keep in zip(languages, said, strict=True) if keep]
    opinion = columns("unit")["opinion"]
    return {
        "intents": _together(whole[many][:, at["intents"]], wanted[many][:, at["intents"]]),
        "signals": _any_of(whole[:, at["signals"]], wanted[:, at["signals"]]),
        "urgent": precise_threshold(
            whole[known][:, at["urgency"]][:, 2:].sum(axis=1), urgency[known][:, 2:].any(axis=1), _URGENT_PRECISION
        ),
        "opinion": _any_of(chances["unit"][:, opinion], targets["unit"][:, opinion])[0],
        "abstain": abstain_floors(whole[said][:, at["sentiment"]], allowed, spoken),
    }


def _any_of(chances: Floats, targets: Floats) -> list[float]:
    known = ~np.isnan(targets[:, 0])
    return [best_threshold(chances[known, i], targets[known, i] == 1) for i in range(targets.shape[1])]


def _together(chances: Floats, targets: Floats) -> list[float]:
    """Thresholds of several labels of one text that together give the best micro-F1, found one after the other."""
    known = ~np.isnan(targets[:, 0])
    chances, truth = chances[known], targets[known] == 1
    limits = np.full(truth.shape[1], 0.4)
    for label in 3 * list(range(len(limits))):
        given = chances >= limits
        others = np.arange(len(limits)) != label
        hits, said = (given & truth)[:, others].sum(), given[:, others].sum() + truth.sum()
        limits[label] = _best(chances[:, label], truth[:, label], float(hits), float(said))
    return [float(limit) for limit in limits]


def _best(chances: Floats, truth: NDArray[np.bool_], hits: float, said: float) -> float:
    """The threshold of best F1 when `hits` of `said` labels come from elsewhere; `said` counts given and true ones."""
    grid = np.linspace(0.15, 0.85, 71)
    given = chances[:, None] >= grid
    found = 2 * (hits + (given & truth[:, None]).sum(axis=0)) / np.maximum(1, said + given.sum(axis=0))
    return float(np.median(grid[found >= found.max() - 0.001]))
