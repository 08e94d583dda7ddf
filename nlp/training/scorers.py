"""Fits the two linear scorers: spelling (n-grams) and meaning (the encoder's vectors)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.cues import CueScorer, cue_rows
from nlp.encoder import Encoder
from nlp.meaning import MeaningScorer, passage_vectors
from nlp.ngrams import bags
from nlp.spelling import Linear, SpellingScorer
from nlp.tasks import columns
from nlp.training.linear import document_weights, fit, fit_sparse, weighted
from nlp.training.passages import Labelled

Floats = NDArray[np.float32]


def unit_rows(items: Sequence[Labelled]) -> tuple[list[str], Floats, Floats, list[str]]:
    """Texts, targets, weights and languages of all units."""
    return (
        [unit for item in items for unit in item.units],
        np.concatenate([item.unit_targets for item in items]),
        np.array([item.weight for item in items for _ in item.units], dtype=np.float32),
        [item.language for item in items for _ in item.units],
    )


def passage_rows(items: Sequence[Labelled]) -> tuple[list[str], Floats, Floats, list[str]]:
    """Texts, targets, weights and languages of all passages."""
    return (
        [item.text for item in items],
        np.stack([item.targets for item in items]),
        np.array([item.weight for item in items], dtype=np.float32),
        [item.language for item in items],
    )


def fit_spelling(items: Sequence[Labelled], buckets: int, rate: float, epochs: int, seed: int) -> SpellingScorer:
    """N-gram coefficients for passages and for units; both share the buckets' importance."""
    texts, targets, weights, _ = passage_rows(items)
    found = bags(texts, buckets)
    importance = document_weights(found, buckets)
    matrix = weighted(found, importance)
    passage = fit_sparse(matrix, targets, weights, "passage", rate=rate, epochs=epochs, seed=seed)
    texts, targets, weights, _ = unit_rows(items)
    matrix = weighted(bags(texts, buckets), importance)
    unit = fit_sparse(matrix, targets, weights, "unit", rate=rate, epochs=epochs, seed=seed)
    return SpellingScorer.of(importance, Linear(*passage), Linear(*unit))


def fit_cues(items: Sequence[Labelled]) -> CueScorer:
    """A linear layer on alarm words, from the comments whose urgency is labelled."""
    at = columns("passage")["urgency"]
    texts, targets, weights, _ = passage_rows([item for item in items if (item.targets[at] == 0).any()])
    return CueScorer(Linear(*fit(cue_rows(texts), targets, weights, "passage", penalty=1.0)))


def unit_vectors(items: Sequence[Labelled], encoder: Encoder) -> list[Floats]:
    """Of each item the vectors of its units."""
    flat = encoder.encode([unit for item in items for unit in item.units])
    ends = np.cumsum([len(item.units) for item in items])
    return np.split(flat, ends[:-1])


def fit_meaning(items: Sequence[Labelled], encoder: Encoder, penalty: float, rounds: int = 60) -> MeaningScorer:
    """A linear layer on the encoder's vectors, for passages and for units."""
    vectors = unit_vectors(items, encoder)
    _, targets, weights, _ = passage_rows(items)
    passage = fit(passage_vectors(vectors), targets, weights, "passage", penalty=penalty, rounds=rounds)
    _, targets, weights, _ = unit_rows(items)
    unit = fit(np.concatenate(vectors), targets, weights, "unit", penalty=penalty, rounds=rounds)
    return MeaningScorer(encoder.name, Linear(*passage), Linear(*unit))
