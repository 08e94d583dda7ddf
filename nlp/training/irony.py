"""Fits the scorer of irony on comments that say whether they are ironical."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from nlp.blend import sigmoid
from nlp.classifier import Passage, load_classifier
from nlp.encoder import Encoder
from nlp.irony import IronyScorer
from nlp.ngrams import bags
from nlp.spelling import Linear
from nlp.training.corpus import Example
from nlp.training.linear import weighted
from nlp.training.passages import labelled
from nlp.training.scorers import unit_vectors
from nlp.training.thresholds import best_threshold

Floats = NDArray[np.float32]
Marks = NDArray[np.bool_]
_PULL = 50.0  # how strongly coefficients of standardised features are drawn to 0
_SPELLING_PULL = 0.1  # and those of n-grams, whose rows have length 1
_FOLDS = 5
_BLOCK = 20  # texts that stand side by side
_FEWEST = 50  # ironical comments; from fewer no one learns what irony is
_PLAIN = 8_000  # other comments; nearly none of them is ironical


def fit_irony(found: Floats, spelt: csr_matrix, ironical: Marks, seed: int = 0) -> tuple[IronyScorer, float]:
    """From `signs` (texts, features), weighed n-grams (texts, buckets) and what was read: the scorer and a threshold.

    How spelling is heard, and the threshold (of best F1), are learnt from scores that each text was given by those
    that had seen neither it nor its neighbours: comments that stand side by side were written as pairs.
    """
    blocks = np.arange(len(ironical)) // _BLOCK
    fold = (np.random.default_rng(seed).permutation(blocks[-1] + 1) % _FOLDS)[blocks]
    unseen = np.zeros(len(ironical), dtype=np.float32)
    for number in range(_FOLDS):
        apart = fold == number
        label = _spelling(spelt[~apart], ironical[~apart])
        unseen[apart] = (spelt[apart] @ label.table)[:, 0] + label.constants[0]
    chances = np.zeros(len(ironical), dtype=np.float32)
    label = _spelling(spelt, ironical)
    for number in range(_FOLDS):
        apart = fold == number
        scorer = _scorer(found[~apart], unseen[~apart], ironical[~apart], label)
        chances[apart] = scorer.chances(found[apart], unseen[apart])
    return _scorer(found, unseen, ironical, label), best_threshold(chances, ironical)


def _spelling(spelt: csr_matrix, ironical: Marks) -> Linear:
    flat = _logistic(spelt, ironical, _SPELLING_PULL)
    return Linear(flat[:-1, None].astype(np.float32), flat[-1:].astype(np.float32))


def _scorer(found: Floats, spelt: Floats, ironical: Marks, label: Linear) -> IronyScorer:
    every = np.column_stack([found, spelt])
    mean, spread = every.mean(axis=0), every.std(axis=0) + np.float32(1e-6)
    flat = _logistic((every - mean) / spread, ironical, _PULL)
    table = (flat[:-1] / spread).astype(np.float32)
    return IronyScorer(table, float(flat[-1] - table @ mean), label)


def _logistic(features: Floats | csr_matrix, wanted: Marks, pull: float) -> NDArray[np.float64]:
    """Coefficients, then the constant, of a logistic regression."""
    truth = wanted.astype(np.float64)

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = features @ flat[:-1] + flat[-1]
        loss = float(np.logaddexp(0, scores).sum() - (scores * truth).sum())
        slope = np.asarray(sigmoid(scores), dtype=np.float64) - truth
        pulled = pull * flat[:-1]
        return loss + float(flat[:-1] @ pulled) / 2, np.append(features.T @ slope + pulled, slope.sum())

    start = np.zeros(features.shape[1] + 1)
    found: NDArray[np.float64] = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found


def teach_irony(
    weights: Path, encoder: Encoder, told: Sequence[Example], plain: Sequence[Example], seed: int = 0
) -> None:
    """Adds the scorer and its threshold to finished weights; with too little irony it leaves them as they are.

    `encoder` makes the vectors that meaning is read from. `told` are comments that say whether they are ironical,
    `plain` others. No scorer may have learnt from either: it
    would know the tone by heart, and what praises would not sound like praise.
    """
    if sum(bool(one.irony) for one in told) < _FEWEST:
        return
    some = np.random.default_rng(seed).permutation(len(plain))[:_PLAIN]
    examples = [*told, *(plain[i] for i in some)]
    pairs = [(item, bool(one.irony)) for one in examples if (item := labelled(one)) is not None]
    classifier = load_classifier(weights)
    items = [item for item, _ in pairs]
    passages = [Passage(item.text, item.units, item.language, item.question) for item in items]
    found = classifier.irony_signs(passages, unit_vectors(items, encoder))
    importance = classifier.spelling.importance
    spelt = weighted(bags([item.text for item in items], len(importance)), importance)
    scorer, threshold = fit_irony(found, spelt, np.array([ironical for _, ironical in pairs]), seed)
    scorer.save(weights / "irony.safetensors")
    _keep_threshold(weights / "classifier.json", threshold)


def _keep_threshold(path: Path, threshold: float) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["thresholds"]["irony"] = threshold
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
