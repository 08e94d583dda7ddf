"""Learns the touchpoints and pain points that only this company has, and says of each whether it can be given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.adaptation import Adaptation, log_odds
from nlp.own_labels import TASKS, OwnLabels, features
from nlp.spelling import Linear
from nlp.training.corpus import Example
from nlp.training.heard import Heard
from nlp.training.targets import loss_and_slope_of

Floats = NDArray[np.float32]
Marks = NDArray[np.bool_]
FEWEST = 20  # rows with the label, and as many with another of its kind to tell it from
_PULL = 1.0


@dataclass(frozen=True, slots=True)
class Taught:
    """A label of the company's own: `rows` have it; of those kept apart it was `right`, `wrong` or `missed`.

    All three are 0 where there were too few rows to learn from.
    """

    task: str
    code: str
    rows: int
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def kept(self) -> bool:
        """Whether giving it makes more readings right than wrong."""
        return self.right > self.wrong


def own_of(example: Example, task: str) -> str | None:
    """The company's own label, which the reader of its rows put among what else there is to say."""
    return example.extra.get(task)


def _says(example: Example, task: str) -> bool:
    """Whether the row says anything of the task: a label of ours, or "none", tells an own one apart."""
    return own_of(example, task) is not None or any(getattr(point, task) is not None for point in example.points or ())


def labels(examples: Sequence[Example]) -> list[Taught]:
    """Every label of the company's own with the number of its rows, the frequent first."""
    found = Counter((task, code) for row in examples for task in TASKS if (code := own_of(row, task)) is not None)
    return [Taught(task, code, count) for (task, code), count in found.most_common()]


def _enough(examples: Sequence[Example]) -> tuple[tuple[str, str], ...]:
    """The labels with rows enough, and with other rows of their task enough to be told apart from."""
    said = {task: sum(_says(example, task) for example in examples) for task in TASKS}
    return tuple((one.task, one.code) for one in labels(examples) if min(one.rows, said[one.task] - one.rows) >= FEWEST)


class OwnRows:
    """The units of the rows that were heard, with what they say of the labels that have rows enough."""

    def __init__(self, heard: Heard, examples: Sequence[Example]) -> None:
        self._heard, self._rows = heard, [examples[place] for place in heard.places]
        self._codes = _enough(self._rows)
        truth = [[self._target(row, task, code) for task, code in self._codes] for row in self._rows]
        self._truth = np.array(truth, dtype=np.float32).reshape(len(self._rows), len(self._codes))

    def judged(self, apart: Marks, shift: Adaptation) -> list[Taught]:
        """Every own label; those with rows enough as they would be given `apart` after learning from the others."""
        every = labels(self._rows)
        if not self._codes:
            return every
        given = self._given(apart, shift, self._learnt(~apart, shift))
        return [self._counted(one, apart, given) if (one.task, one.code) in self._codes else one for one in every]

    def kept(self, judged: Sequence[Taught], shift: Adaptation) -> OwnLabels | None:
        """The labels that earned it, learnt from all rows; `None` when there are none."""
        codes = [(one.task, one.code) for one in judged if one.kept]
        return self._learnt(np.ones(len(self._rows), dtype=bool), shift).only(codes) if codes else None

    def _counted(self, one: Taught, apart: Marks, given: Marks) -> Taught:
        at = self._codes.index((one.task, one.code))
        truth, said = self._truth[apart, at], given[:, at]
        right, wrong, missed = said & (truth == 1), said & (truth == 0), ~said & (truth == 1)
        return replace(one, right=int(right.sum()), wrong=int(wrong.sum()), missed=int(missed.sum()))

    @staticmethod
    def _target(row: Example, task: str, code: str) -> float:
        return float(own_of(row, task) == code) if _says(row, task) else np.nan

    def _learnt(self, kept: Marks, shift: Adaptation) -> OwnLabels:
        """Logistic regression on the units of the kept rows, whose chances are read after `shift`."""
        units = kept[self._heard.owner]
        given, targets = self._features(units, shift), self._truth[self._heard.owner][units]
        weights = np.ones(len(targets), dtype=np.float32)

        def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            table = flat.reshape(given.shape[1] + 1, -1).astype(np.float32)
            loss, slope = loss_and_slope_of("any_of", given @ table[:-1] + table[-1], targets, weights)
            pulled = flat.reshape(table.shape).copy()
            pulled[-1] = 0  # how frequent a label is, is no matter of taste
            tilt = np.vstack([given.T @ slope, slope.sum(axis=0)]) + _PULL * pulled
            return loss + _PULL / 2 * float((pulled**2).sum()), tilt.ravel()

        start = np.zeros((given.shape[1] + 1) * len(self._codes))
        found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
        table = found.reshape(given.shape[1] + 1, -1).astype(np.float32)
        return OwnLabels(self._codes, Linear(table[:-1], table[-1]))

    def _given(self, rows: Marks, shift: Adaptation, own: OwnLabels) -> Marks:
        """(kept rows, codes); a row has a label when one of its units has."""
        units = rows[self._heard.owner]
        given = np.zeros((len(self._rows), len(self._codes)), dtype=bool)
        for owner, said in zip(self._heard.owner[units], own.given(self._features(units, shift)), strict=True):
            given[owner] |= [said.get(task) == code for task, code in self._codes]
        kept: Marks = given[rows]
        return kept

    def _features(self, units: Marks, shift: Adaptation) -> Floats:
        vectors = self._heard.vectors["unit"][units]
        chances = shift.chances(self._heard.chances["unit"][units], vectors, "unit")
        return features(vectors, log_odds(chances, "unit"))
