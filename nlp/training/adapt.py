"""Learns from a company's own corrections and labelled rows, in seconds, and only where it then reads better."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.adaptation import Adaptation, log_odds
from nlp.analyser import Analyser
from nlp.classifier import BlendedClassifier, Passage, load_classifier
from nlp.encoder import Encoder
from nlp.meaning import passage_vectors
from nlp.spelling import Linear
from nlp.tasks import BY_NAME, columns
from nlp.training.corpus import Example, comment, rows
from nlp.training.passages import Labelled, ready
from nlp.training.scorers import passage_rows, unit_rows, unit_vectors
from nlp.training.targets import loss_and_slope, loss_and_slope_of

Floats = NDArray[np.float32]
FEWEST = 50
MOST = 30_000  # rows read; more would take longer than a minute and teach little more
_MEASURED_ONE_IN = 5
_PULL = 30.0  # how strongly the shifts are drawn to none; fifty rows must not turn the weights around
_LEAST_GAIN = 1e-3  # nats a label; what is less is arithmetic, not learning
_SLACK = 1.0  # standard errors of accuracy that a task may lose by chance and still count as no worse


@dataclass(frozen=True, slots=True)
class Measured:
    """On rows kept apart, by task: accuracy (independent labels: share of cells right) and how many labels.

    `losses` are mean log losses by task, `log_loss` their sum.
    """

    accuracy: dict[str, float]
    counted: dict[str, int]
    losses: dict[str, float]
    log_loss: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """`tasks` are those that got better and were kept; without any the rows were refused and `output` is `None`."""

    adopted: bool
    reason: str
    tasks: tuple[str, ...]
    before: Measured
    after: Measured
    output: Path | None
    seconds: float


def read_rows(path: Path) -> list[Example]:
    """Rows of a `.jsonl` file in the shape of `comments/*.jsonl`; a label that is missing or null is not learnt."""
    return [comment({"lang": "ja", **row}, "own") for row in rows(path)]


def adapt(
    examples: Sequence[Example], weights: Path, output: Path, *, encoder: Encoder | None = None, pull: float = _PULL
) -> Outcome:
    """New weights in `output`, a copy of `weights` with the shift learnt for the tasks that it makes better.

    What "better" is, rows kept apart decide; the shift is then learnt from all. Nothing is written when no task is.
    """
    begun = time.monotonic()
    if output.exists():
        raise FileExistsError(f"{output} exists; wanted a new folder, so that the old weights stay")
    items = ready(_most(examples))
    if len(items) < FEWEST:
        raise ValueError(f"{len(items)} labelled rows; wanted at least {FEWEST}")
    rows_of = _Rows(items, load_classifier(weights), encoder or Analyser.load(weights).encoder)
    apart = np.array([_measured(item) for item in items])
    learnt = rows_of.learnt(~apart, pull)
    before = rows_of.measured(apart, None)
    better = _better(before, rows_of.measured(apart, learnt))
    after = rows_of.measured(apart, _only(learnt, better))
    if better:
        copytree(weights, output)
        _only(rows_of.learnt(np.ones(len(items), dtype=bool), pull), better).save(output)
    reason = f"log loss on rows kept apart: {before.log_loss:.3f} before, {after.log_loss:.3f} after"
    seconds = time.monotonic() - begun
    refused = "no task would be read better on rows kept apart"
    return Outcome(
        bool(better), reason if better else refused, better, before, after, output if better else None, seconds
    )


def _most(examples: Sequence[Example]) -> Sequence[Example]:
    """The rows that are read: all, or the same part of them each time."""
    if len(examples) <= MOST:
        return examples
    return sorted(examples, key=lambda example: _hash("most:", example))[:MOST]


def _measured(item: Labelled) -> bool:
    return _hash("adapt:", item) % _MEASURED_ONE_IN == 0


def _hash(salt: str, item: Example | Labelled) -> int:
    return crc32((salt + (item.identifier or item.text)).encode("utf-8", "surrogatepass"))


def _better(before: Measured, after: Measured) -> tuple[str, ...]:
    """Tasks whose log loss falls and whose accuracy does not, chance apart."""
    found = []
    for task, was in before.accuracy.items():
        error = float(np.sqrt(was * (1 - was) / max(1, before.counted[task])))
        falls = before.counted[task] > 0 and after.losses[task] < before.losses[task] - _LEAST_GAIN
        if falls and after.accuracy[task] >= was - _SLACK * error:
            found.append(task)
    return tuple(found)


def _only(adaptation: Adaptation, tasks: Sequence[str]) -> Adaptation:
    """The adaptation with the shifts of all other tasks taken out."""
    found = []
    for scope, linear in (("passage", adaptation.passage), ("unit", adaptation.unit)):
        kept = np.zeros(len(linear.constants), dtype=np.float32)
        for name, where in columns(scope).items():
            kept[where] = name in tasks
        found.append(Linear(linear.table * kept, linear.constants * kept))
    return Adaptation(*found)


class _Rows:
    """The rows with the chances the present weights give them."""

    def __init__(self, items: Sequence[Labelled], classifier: BlendedClassifier, encoder: Encoder) -> None:
        vectors = unit_vectors(items, encoder)
        passages = [Passage(item.text, item.units, item.language, item.question) for item in items]
        whole, parts = replace(classifier, adaptation=None).chances(passages, vectors)
        self._owner = np.repeat(np.arange(len(items)), [len(item.units) for item in items])
        self._chances = {"passage": whole, "unit": parts}
        self._vectors = {"passage": passage_vectors(vectors), "unit": np.concatenate(vectors)}
        self._targets = {"passage": passage_rows(items)[1], "unit": unit_rows(items)[1]}

    def _kept(self, rows_kept: NDArray[np.bool_], scope: str) -> NDArray[np.bool_]:
        return rows_kept if scope == "passage" else rows_kept[self._owner]

    def learnt(self, kept: NDArray[np.bool_], pull: float) -> Adaptation:
        return Adaptation(self._shift(kept, "passage", pull), self._shift(kept, "unit", pull))

    def _shift(self, rows_kept: NDArray[np.bool_], scope: str, pull: float) -> Linear:
        kept = self._kept(rows_kept, scope)
        scores, vectors = log_odds(self._chances[scope][kept], scope), self._vectors[scope][kept]
        targets = self._targets[scope][kept]
        weights = np.ones(len(targets), dtype=np.float32)

        def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            table = flat.reshape(vectors.shape[1] + 1, -1).astype(np.float32)
            loss, slope = loss_and_slope(scores + vectors @ table[:-1] + table[-1], targets, weights, scope)
            tilt = np.vstack([vectors.T @ slope, slope.sum(axis=0)]).ravel() + pull / 10 * flat
            return loss + pull / 20 * float((flat**2).sum()), tilt

        start = np.zeros((vectors.shape[1] + 1) * targets.shape[1])
        found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 40}).x
        table = found.reshape(vectors.shape[1] + 1, -1).astype(np.float32)
        return Linear(table[:-1], table[-1])

    def measured(self, rows_kept: NDArray[np.bool_], adaptation: Adaptation | None) -> Measured:
        accuracy: dict[str, float] = {}
        counted: dict[str, int] = {}
        losses: dict[str, float] = {}
        for scope in ("passage", "unit"):
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


def describe(outcome: Outcome) -> str:
    """The outcome as JSON, for a log or a record."""
    shown = {
        "adopted": outcome.adopted, "reason": outcome.reason, "tasks": outcome.tasks, "before": outcome.before.accuracy,
        "after": outcome.after.accuracy, "measured": outcome.before.counted, "seconds": round(outcome.seconds, 1),
    }  # fmt: skip
    return json.dumps(shown, ensure_ascii=False, indent=1)
