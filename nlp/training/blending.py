"""Learns how the scorers are blended and how sure they may be, on comments that none has seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.blend import OTHERS, Blend, TaskBlend
from nlp.gathering import Gathering, features
from nlp.tasks import BY_NAME, columns
from nlp.tempering import SIDES, Tempering, side_chances
from nlp.training.targets import loss_and_slope_of

Floats = NDArray[np.float32]
FEW = 80  # rows of a language, by weight, below which it shares the temperature of its group
_GATHERING_PULL = 8.0  # how strongly the units' correction is drawn to none
_PULL = 1.0  # how strongly constants are drawn to 0 and weights to an even share
_GROUP_PULL = 4.0  # and those of a group of languages to those of all texts
# Taught by our comments alone, a reader is too sure of what strangers write: the sharpness that fits them is .44 of the
# one that fits unseen comments of ours (geometric mean of seven sets and languages, `nlp/training/style_gap.py`).
# Whoever writes to a company is a stranger, so the whole way is gone.
STRANGERS = 0.44
_TONES = ("sentiment", "unit_sentiment", "polarity")


@dataclass(frozen=True, slots=True)
class Scored:
    """Texts of one scope with the scores (texts, labels) that each scorer gave them, and what was wanted.

    `plain` marks those that are a cross-section of feedback; others were written where it is hard to read. None: all.
    """

    parts: list[Floats]
    targets: Floats
    weights: Floats
    languages: list[str]
    plain: NDArray[np.bool_] | None = None

    def rows(self, kept: NDArray[np.bool_]) -> Scored:
        spoken = [code for code, keep in zip(self.languages, kept, strict=True) if keep]
        plain = None if self.plain is None else self.plain[kept]
        return Scored([part[kept] for part in self.parts], self.targets[kept], self.weights[kept], spoken, plain)

    def task(self, where: slice) -> Scored:
        parts = [part[:, where] for part in self.parts]
        return Scored(parts, self.targets[:, where], self.weights, self.languages, self.plain)


def learn_blend(scored: Sequence[tuple[str, Scored]], heard: Mapping[str, float] | None = None) -> Blend:
    """From (scope, scored texts). Each group of languages starts from what all texts together teach.

    `heard` is the share of strangers' texts among those scored, by language; where it is 0 all are our own.
    """
    shares = {**(heard or {}), "ja": 1.0}  # whose cross-section is large enough to say how sure it may be
    groups: dict[str, dict[str, TaskBlend]] = {"ja": {}, OTHERS: {}}
    for scope, found in scored:
        japanese = np.array([code == "ja" for code in found.languages])
        for name, where in columns(scope).items():
            kind, task = BY_NAME[name].kind, found.task(where)
            even = np.concatenate([np.full(len(task.parts), 1 / len(task.parts)), np.zeros(task.targets.shape[1])])
            common = _fitted(kind, task, even, _PULL)
            for group, rows in (("ja", japanese), (OTHERS, ~japanese)):
                some = task.rows(rows)
                flat = _fitted(kind, some, common, _GROUP_PULL) if rows.any() else common
                one = _sharpened(kind, flat, some)
                groups[group][name] = _less_sure(one, shares) if name in _TONES else one
    return Blend(groups)


def _fitted(kind: str, task: Scored, start: NDArray[np.float64], pull: float) -> NDArray[np.float64]:
    """Weights of the scorers, then constants of the labels; drawn to `start`."""
    count = len(task.parts)

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total = np.zeros_like(task.parts[0]) + flat[count:].astype(np.float32)
        for weight, part in zip(flat[:count], task.parts, strict=True):
            total += np.float32(weight) * part
        loss, slope = loss_and_slope_of(kind, total, task.targets, task.weights)
        tilt = [float((slope * part).sum()) for part in task.parts]
        off = flat - start
        return loss + pull / 2 * float((off**2).sum()), np.concatenate([tilt, slope.sum(axis=0)]) + pull * off

    bounds = [(0.0, None)] * count + [(None, None)] * (len(start) - count)
    found: NDArray[np.float64] = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def _sharpened(kind: str, flat: NDArray[np.float64], task: Scored) -> TaskBlend:
    """The blend with 1 / temperature by language; `*` is that of the whole group."""
    count = len(task.parts)
    weights, constants = tuple(map(float, flat[:count])), tuple(map(float, flat[count:]))
    scores = TaskBlend(weights, constants, {OTHERS: 1.0}).scores(task.parts, task.languages)
    codes = np.array(task.languages)
    frequent = [code for code in sorted(set(task.languages)) if task.weights[codes == code].sum() >= FEW]
    sharpness = {OTHERS: _sharp(kind, scores, task, np.ones(len(codes), dtype=bool))}
    sharpness |= {code: _sharp(kind, scores, task, codes == code) for code in frequent}
    return TaskBlend(weights, constants, sharpness)


def _less_sure(blend: TaskBlend, heard: Mapping[str, float]) -> TaskBlend:
    """Less sharp in a language, as far as what is calibrated on was written by ourselves."""
    sharp = {code: value * STRANGERS ** (1 - heard.get(code, 0.0)) for code, value in blend.sharpness.items()}
    return replace(blend, sharpness=sharp)


def _sharp(kind: str, scores: Floats, task: Scored, rows: NDArray[np.bool_]) -> float:
    """How sure a reading may be, a cross-section says where there is enough of one."""
    plain = rows if task.plain is None else rows & task.plain
    rows = plain if plain.sum() >= FEW else rows
    return sharpest(kind, scores[rows], task.targets[rows], task.weights[rows]) if rows.any() else 1.0


def sharpest(kind: str, scores: Floats, targets: Floats, weights: Floats) -> float:
    """The factor of the scores, 0.15..3, under which the wanted labels are likeliest; drawn to 1."""
    grid = np.geomspace(0.15, 3, 80)
    losses = [
        loss_and_slope_of(kind, scores * np.float32(g), targets, weights)[0] + 3 * float(np.log(g)) ** 2 for g in grid
    ]
    return float(grid[int(np.argmin(losses))])


def learn_gathering(
    chances: Floats, units: Floats, sizes: Sequence[int], targets: Floats, weights: Floats
) -> Gathering:
    """How the units correct the comment's sentiment; `targets` (comments, 6) mark the sentiments allowed."""
    heard = features(units, sizes)
    count = heard.shape[1]

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        table = flat.reshape(count + 1, -1).astype(np.float32)
        scores = np.log(chances + np.float32(1e-3)) + heard @ table[:-1] + table[-1]
        loss, slope = loss_and_slope_of("one_of", scores, targets, weights)
        tilt = np.vstack([heard.T @ slope, slope.sum(axis=0)]).ravel() + _GATHERING_PULL * flat
        return loss + _GATHERING_PULL / 2 * float((flat**2).sum()), tilt

    found = minimize(cost, np.zeros((count + 1) * targets.shape[1]), jac=True, method="L-BFGS-B").x
    table = found.reshape(count + 1, -1).astype(np.float32)
    return Gathering(table[:-1], table[-1])


def learn_tempering(chances: Floats, targets: Floats, languages: Sequence[str], plain: NDArray[np.bool_]) -> Tempering:
    """How sure a tone may be at the end, where a cross-section of a language's feedback (`plain`) is large enough.

    `chances` and `targets`: (comments, 6), the chances with the units heard, the sentiments allowed.
    """
    codes = np.array(languages)
    found = {}
    for code in sorted(set(languages)):
        rows = plain & (codes == code)
        if rows.sum() >= FEW:
            scores = np.log(side_chances(chances[rows]) + np.float32(1e-6))
            allowed = np.stack([targets[rows][:, list(labels)].max(axis=1) for labels in SIDES], axis=1)
            found[code] = sharpest("one_of", scores, allowed, np.ones(int(rows.sum()), dtype=np.float32))
    return Tempering(found)
