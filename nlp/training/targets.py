"""Labels as matrices, with one rule for exact, partial and missing labels, and the loss that goes with it.

A `one_of` task marks the labels that its source allows: one is exact, several are a side, all say nothing and
cost nothing. An `any_of` task holds 0 and 1, or NaN when the source does not say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.blend import sigmoid, softmax
from nlp.tasks import BY_NAME, TASKS, columns
from nlp.training.corpus import Example, Point

Floats = NDArray[np.float32]
_POLARITY_OF = {0: 0, 1: 0, 2: 1, 3: 2, 4: 2, 5: 1}  # sentiment index -> polarity index


def width(scope: str) -> int:
    return sum(len(task.labels) for task in TASKS if task.scope == scope)


def _blank(count: int, scope: str) -> Floats:
    blank = np.ones((count, width(scope)), dtype=np.float32)
    for name, columns_of in columns(scope).items():
        if BY_NAME[name].kind == "any_of":
            blank[:, columns_of] = np.nan
    return blank


def _mark(row: Floats, where: slice, allowed: Sequence[int]) -> None:
    row[where] = 0
    row[where][list(allowed)] = 1


def passage_targets(examples: Sequence[Example]) -> Floats:
    """(examples, passage labels)."""
    found = _blank(len(examples), "passage")
    at = columns("passage")
    for row, example in zip(found, examples, strict=True):
        if example.sentiment is not None:
            _mark(row, at["sentiment"], example.sentiment)
        if example.intents is not None:
            _mark(row, at["intents"], example.intents)
        if example.urgency is not None:
            _mark(row, at["urgency"], (example.urgency,))
        if example.signals is not None:
            _mark(row, at["signals"], example.signals)
    return found


def point_targets(points: Sequence[Point | None], sentiments: Sequence[tuple[int, ...] | None]) -> Floats:
    """(units, unit labels) of labelled opinions; a point of `None` is a unit that carries no opinion.

    A unit that is the whole of its text also has the text's sentiment.
    """
    found = _blank(len(points), "unit")
    at = columns("unit")
    for row, point, sentiment in zip(found, points, sentiments, strict=True):
        if sentiment is not None:
            _mark(row, at["unit_sentiment"], sentiment)
            if point is None:
                _mark(row, at["polarity"], sorted({_POLARITY_OF[label] for label in sentiment}))
        if point is not None:
            row[at["opinion"]] = 1
            for name, label in (
                ("touchpoint", point.touchpoint), ("pain_point", point.pain_point), ("polarity", point.polarity),
            ):  # fmt: skip
                if label is not None:
                    _mark(row, at[name], (label,))
    return found


def loss_and_slope_of(kind: str, scores: Floats, targets: Floats, weights: Floats) -> tuple[float, Floats]:
    """One task: minus log of the probability that the allowed labels hold, summed, and its slope."""
    if kind == "one_of":
        chances = softmax(scores)
        allowed = chances * targets
        mass = np.maximum(allowed.sum(axis=1, keepdims=True), 1e-12)
        return -float((np.log(mass[:, 0]) * weights).sum()), (chances - allowed / mass) * weights[:, None]
    known = ~np.isnan(targets)
    chance = sigmoid(scores)
    wanted = np.where(known, targets, 0)
    cost = -(wanted * np.log(chance + 1e-12) + (1 - wanted) * np.log(1 - chance + 1e-12))
    slope = np.where(known, chance - wanted, 0) * weights[:, None]
    return float((np.where(known, cost, 0) * weights[:, None]).sum()), slope


def loss_and_slope(scores: Floats, targets: Floats, weights: Floats, scope: str) -> tuple[float, Floats]:
    """The same for all tasks of a scope."""
    slope = np.empty_like(scores)
    loss = 0.0
    for name, where in columns(scope).items():
        cost, slope[:, where] = loss_and_slope_of(BY_NAME[name].kind, scores[:, where], targets[:, where], weights)
        loss += cost
    return loss, slope
