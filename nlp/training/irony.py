"""Fits the scorer of irony on comments that say whether they are ironical."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.blend import sigmoid
from nlp.classifier import Passage, load_classifier
from nlp.encoder import StaticEncoder
from nlp.irony import IronyScorer
from nlp.training.corpus import Example
from nlp.training.passages import labelled
from nlp.training.scorers import unit_vectors
from nlp.training.thresholds import best_threshold

Floats = NDArray[np.float32]
_PULL = 50.0  # how strongly coefficients of standardised features are drawn to 0
_FOLDS = 5
_BLOCK = 20  # texts that stand side by side
_FEWEST = 50  # ironical comments; from fewer no one learns what irony is
_PLAIN = 8_000  # other comments; nearly none of them is ironical
_RIGHT_RATHER = 0.5  # beta: a flag that is often wrong is not looked at


def fit_irony(found: Floats, ironical: NDArray[np.bool_], seed: int = 0) -> tuple[IronyScorer, float]:
    """From `signs` (texts, features) and what was read: the scorer, and the threshold of best F-beta.

    The threshold is that of chances which each text was given by a scorer that had seen neither it nor its neighbours:
    comments that stand side by side were written as pairs.
    """
    blocks = np.arange(len(found)) // _BLOCK
    fold = (np.random.default_rng(seed).permutation(blocks[-1] + 1) % _FOLDS)[blocks]
    unseen = np.zeros(len(found), dtype=np.float32)
    for number in range(_FOLDS):
        apart = fold == number
        unseen[apart] = _fitted(found[~apart], ironical[~apart]).chances(found[apart])
    return _fitted(found, ironical), best_threshold(unseen, ironical, _RIGHT_RATHER)


def _fitted(found: Floats, ironical: NDArray[np.bool_]) -> IronyScorer:
    mean, spread = found.mean(axis=0), found.std(axis=0) + np.float32(1e-6)
    scaled = ((found - mean) / spread).astype(np.float64)
    wanted = ironical.astype(np.float64)

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = scaled @ flat[:-1] + flat[-1]
        loss = float(np.logaddexp(0, scores).sum() - (scores * wanted).sum())
        slope = np.asarray(sigmoid(scores.astype(np.float32)), dtype=np.float64) - wanted
        pulled = _PULL * flat[:-1]
        return loss + float(flat[:-1] @ pulled) / 2, np.append(scaled.T @ slope + pulled, slope.sum())

    flat = minimize(cost, np.zeros(found.shape[1] + 1), jac=True, method="L-BFGS-B").x
    table = (flat[:-1] / spread).astype(np.float32)
    return IronyScorer(table, float(flat[-1] - table @ mean))


def teach_irony(weights: Path, told: Sequence[Example], plain: Sequence[Example], seed: int = 0) -> None:
    """Adds the scorer and its threshold to finished weights; with too little irony it leaves them as they are.

    `told` are comments that say whether they are ironical, `plain` others. No scorer may have learnt from either: it
    would know the tone by heart, and what praises would not sound like praise.
    """
    if sum(bool(one.irony) for one in told) < _FEWEST:
        return
    some = np.random.default_rng(seed).permutation(len(plain))[:_PLAIN]
    examples = [*told, *(plain[i] for i in some)]
    pairs = [(item, bool(one.irony)) for one in examples if (item := labelled(one)) is not None]
    classifier, pieces = load_classifier(weights), StaticEncoder.load(weights / "encoder")
    items = [item for item, _ in pairs]
    passages = [Passage(item.text, item.units, item.language, item.question) for item in items]
    found = classifier.irony_signs(passages, unit_vectors(items, pieces))
    scorer, threshold = fit_irony(found, np.array([ironical for _, ironical in pairs]), seed)
    scorer.save(weights / "irony.safetensors")
    _keep_threshold(weights / "classifier.json", threshold)


def _keep_threshold(path: Path, threshold: float) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["thresholds"]["irony"] = threshold
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
