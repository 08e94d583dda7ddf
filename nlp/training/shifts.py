"""The shifts of all chances that a company's rows ask for, and what the rows are read like with them and without."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.adaptation import Adaptation, log_odds
from nlp.spelling import Linear
from nlp.tasks import BY_NAME, columns
from nlp.training.heard import SCOPES, Heard
from nlp.training.targets import loss_and_slope, loss_and_slope_of

Floats = NDArray[np.float32]
_CLOSE_ENOUGH = 1e-6  # of the loss; what comes after moves no label


@dataclass(frozen=True, slots=True)
class Measured:
    """On rows kept apart, by task: accuracy (independent labels: share of cells right) and how many labels.

    `losses` are mean log losses by task, `log_loss` their sum.
    """

    accuracy: dict[str, float]
    counted: dict[str, int]
    losses: dict[str, float]
    log_loss: float


def only(adaptation: Adaptation, tasks: Sequence[str]) -> Adaptation:
    """The adaptation with the shifts of all other tasks taken out."""
    found = []
    for scope, linear in (("passage", adaptation.passage), ("unit", adaptation.unit)):
        kept = np.zeros(len(linear.constants), dtype=np.float32)
        for name, where in columns(scope).items():
            kept[where] = name in tasks
        found.append(Linear(linear.table * kept, linear.constants * kept))
    return Adaptation(found[0], found[1])


class ShiftRows:
    """The rows with the chances the present weights give them."""

    def __init__(self, heard: Heard) -> None:
        self._owner, self._chances = heard.owner, heard.chances
        self._vectors, self._targets = heard.vectors, heard.targets

    def _kept(self, rows_kept: NDArray[np.bool_], scope: str) -> NDArray[np.bool_]:
        return rows_kept if scope == "passage" else rows_kept[self._owner]

    def learnt(self, kept: NDArray[np.bool_], pull: float, start: Adaptation | None = None) -> Adaptation:
        """Both scopes at once, each on a thread of its own; `start` is where the search begins."""
        with ThreadPoolExecutor(len(SCOPES)) as threads:
            passage, unit = threads.map(lambda scope: self._shift(kept, scope, pull, start), SCOPES)
        return Adaptation(passage, unit)

    def _shift(self, rows_kept: NDArray[np.bool_], scope: str, pull: float, start: Adaptation | None) -> Linear:
        kept = self._kept(rows_kept, scope)
        scores, vectors = log_odds(self._chances[scope][kept], scope), self._vectors[scope][kept]
        targets = self._targets[scope][kept]
        weights = np.ones(len(targets), dtype=np.float32)

        def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            table = flat.reshape(vectors.shape[1] + 1, -1).astype(np.float32)
            loss, slope = loss_and_slope(scores + vectors @ table[:-1] + table[-1], targets, weights, scope)
            tilt = np.vstack([vectors.T @ slope, slope.sum(axis=0)]).ravel() + pull / 10 * flat
            return loss + pull / 20 * float((flat**2).sum()), tilt

        first = None if start is None else (start.passage if scope == "passage" else start.unit)
        shape = (vectors.shape[1] + 1) * targets.shape[1]
        flat = np.zeros(shape) if first is None else np.vstack([first.table, first.constants]).ravel().astype(float)
        options = {"maxiter": 40, "ftol": _CLOSE_ENOUGH}
        found = minimize(cost, flat, jac=True, method="L-BFGS-B", options=options).x
        table = found.reshape(vectors.shape[1] + 1, -1).astype(np.float32)
        return Linear(table[:-1], table[-1])

    def measured(self, rows_kept: NDArray[np.bool_], adaptation: Adaptation | None) -> Measured:
        accuracy: dict[str, float] = {}
        counted: dict[str, int] = {}
        losses: dict[str, float] = {}
        for scope in SCOPES:
            kept = self._kept(rows_kept, scope)
            chances, targets = self._chances[scope][kept], self._targets[scope][kept]
            if adaptation is not None:
                chances = adaptation.chances(chances, self._vectors[scope][kept], scope)
            scores, weights = log_odds(chances, scope), np.ones(len(targets), dtype=np.float32)
            for name, where in columns(scope).items():
                kind = BY_NAME[name].kind
                right = _right(kind, chances[:, where], targets[:, where])
                counted[name] = len(right)
                accuracy[name] = float(right.mean()) if len(right) else 1.0
                loss = loss_and_slope_of(kind, scores[:, where], targets[:, where], weights)[0]
                losses[name] = loss / max(1, len(right))
        return Measured(accuracy, counted, losses, sum(losses.values()))


def _right(kind: str, chances: Floats, targets: Floats) -> NDArray[np.bool_]:
    """Whether each labelled text (or each labelled cell) is given what was wanted."""
    if kind == "any_of":
        known = ~np.isnan(targets)
        same: NDArray[np.bool_] = (chances >= 0.5)[known] == (targets[known] == 1)
        return same
    said = (targets == 0).any(axis=1)
    given = chances[said].argmax(axis=1)
    right: NDArray[np.bool_] = targets[said][np.arange(len(given)), given] == 1
    return right
