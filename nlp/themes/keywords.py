"""The words of a theme: frequent in it, rare elsewhere (c-TF-IDF), and near its centroid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.themes import topic_engine
from nlp.themes.values import Vector
from nlp.themes.vectors import normalised

Keywords = tuple[str, ...]
KEYWORDS = 8
_SEEN_AT_LEAST = 2
_FEWEST_WORDS = 5


def of_themes(
    documents: Sequence[str], languages: Sequence[str], rows: Vector, labels: NDArray[np.int64], centroids: Vector
) -> list[dict[str, Keywords]]:
    """For each theme, its words by language, best first. `documents` are space-joined content words."""
    found: list[dict[str, Keywords]] = [{} for _ in centroids]
    for language in sorted(set(languages)):
        inside = np.array([code == language for code in languages]) & (labels >= 0)
        if inside.any():
            _of_language(
                language,
                [d for d, i in zip(documents, inside, strict=True) if i],
                rows[inside],
                labels[inside],
                centroids,
                found,
            )
    return found


def _of_language(
    language: str,
    documents: Sequence[str],
    rows: Vector,
    labels: NDArray[np.int64],
    centroids: Vector,
    found: list[dict[str, Keywords]],
) -> None:
    present, dense = np.unique(labels, return_inverse=True)
    if len({word for text in documents for word in text.split()}) < _FEWEST_WORDS:
        return
    words, weights = topic_engine.describe(documents, dense)
    counts = _counts(documents, words)
    word_vectors = normalised(np.asarray(counts.T @ rows, dtype=np.float32))
    common = np.asarray((counts > 0).sum(axis=0)).ravel() >= min(_SEEN_AT_LEAST, len(documents))
    for place, theme in enumerate(present):
        nearness = (1 + word_vectors @ centroids[theme]) / 2
        score = np.sqrt(np.maximum(weights[place], 0) / max(weights[place].max(), 1e-12) * nearness) * common
        order = [int(i) for i in np.argsort(-score, kind="stable")[:KEYWORDS] if score[i] > 0]
        if order:
            found[int(theme)][language] = tuple(words[i] for i in order)


def _counts(documents: Sequence[str], words: Sequence[str]) -> csr_matrix:
    column = {word: index for index, word in enumerate(words)}
    pairs = [(row, column[word]) for row, text in enumerate(documents) for word in text.split() if word in column]
    values = np.ones(len(pairs), dtype=np.float32)
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return csr_matrix((values, (places[:, 0], places[:, 1])), shape=(len(documents), len(words)))
