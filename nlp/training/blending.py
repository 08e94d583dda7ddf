"""Learns how the scorers are blended, their calibration and the thresholds, on comments that none has seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.blend import Blend, TaskBlend
from nlp.tasks import BY_NAME, columns
from nlp.training.targets import loss_and_slope_of

Floats = NDArray[np.float32]
_FEW = 150  # rows of a language below which it shares the common temperature
_PULL = 1.0  # how strongly constants are drawn to 0 and weights to an even share


def learn_blend(
    parts: dict[str, list[Floats]], targets: dict[str, Floats], weights: dict[str, Floats], languages: dict[str, list[str]]
) -> Blend:
    """`parts[scope]` are the scorers' scores (texts, labels); everything is given by scope."""
    tasks: dict[str, TaskBlend] = {}
    for scope, scores in parts.items():
        for name, where in columns(scope).items():
            some = [part[:, where] for part in scores]
            tasks[name] = _one(name, some, targets[scope][:, where], weights[scope], languages[scope])
    return Blend(tasks)


def _one(name: str, parts: list[Floats], targets: Floats, weights: Floats, languages: list[str]) -> TaskBlend:
    kind = BY_NAME[name].kind
    count = len(parts)

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scale, constants = flat[:count], flat[count:]
        total = sum(np.float32(s) * part for s, part in zip(scale, parts, strict=True)) + constants.astype(np.float32)
        loss, slope = loss_and_slope_of(kind, np.asarray(total), targets, weights)
        loss += _PULL / 2 * float((constants**2).sum() + ((scale - 1 / count) ** 2).sum())
        tilt = [float((slope * part).sum()) + _PULL * (s - 1 / count) for s, part in zip(scale, parts, strict=True)]
        return loss, np.concatenate([tilt, slope.sum(axis=0) + _PULL * constants])

    start = np.concatenate([np.full(count, 1 / count), np.zeros(parts[0].shape[1])])
    bounds = [(0.0, None)] * count + [(None, None)] * parts[0].shape[1]
    found = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    blend = TaskBlend(tuple(map(float, found[:count])), tuple(map(float, found[count:])), {"*": 1.0})
    return TaskBlend(blend.weights, blend.constants, _sharpness(kind, blend, parts, targets, weights, languages))


def _sharpness(
    kind: str, blend: TaskBlend, parts: list[Floats], targets: Floats, weights: Floats, languages: list[str]
) -> dict[str, float]:
    """1 / temperature by language; `*` is that of all languages other than Japanese."""
    codes = np.array(languages)
    scores = blend.scores(parts, ["*"] * len(codes))
    groups = {code: codes == code for code in sorted(set(languages)) if (codes == code).sum() >= _FEW}
    return {
        "*": _sharp(kind, scores, targets, weights, codes != "ja"),
        **{code: _sharp(kind, scores, targets, weights, rows) for code, rows in groups.items()},
    }


def _sharp(kind: str, scores: Floats, targets: Floats, weights: Floats, rows: NDArray[np.bool_]) -> float:
    if not rows.any():
        return 1.0
    grid = np.geomspace(0.3, 3, 60)
    losses = [loss_and_slope_of(kind, scores[rows] * np.float32(g), targets[rows], weights[rows])[0] for g in grid]
    losses = [loss + 3 * float(np.log(g)) ** 2 for loss, g in zip(losses, grid, strict=True)]
    return float(grid[int(np.argmin(losses))])


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
    """The confidence below which a sentiment is wrong more often than right, by language."""
    codes, labels = np.array(languages), chances.argmax(axis=1)
    right = np.array([label in allowed for label, allowed in zip(labels, truth, strict=True)])
    sure = chances.max(axis=1)
    found = {"*": _floor(sure, right)}
    for code in sorted(set(languages)):
        if (codes == code).sum() >= _FEW:
            found[code] = _floor(sure[codes == code], right[codes == code])
    return found


def _floor(sure: Floats, right: NDArray[np.bool_]) -> float:
    for limit in np.linspace(0.6, 0.25, 36):
        below = sure < limit
        if below.sum() >= 10 and right[below].mean() < 0.5:  # noqa: PLR2004
            return round(float(limit), 3)
    return 0.3
