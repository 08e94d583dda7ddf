"""Texts drawn towards what their words mean in this very material: what makes short texts comparable.

A word is where the texts that use it lie on average. One that is used everywhere lies nowhere and pulls at nothing;
one that belongs to a point pulls its texts together, in every language, since all lie in the encoder's space.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from nlp.themes.values import Vector
from nlp.themes.vectors import normalised

PULL = 2.0
# A word that few texts use says little about where they belong beyond the texts themselves.
_PRIOR = 2.0
_SEEN_AT_LEAST = 2


def drawn_together(text: Vector, documents: Sequence[str]) -> Vector:
    """Centred text rows (length 1) after the pull of their words; `documents` are space-joined content words."""
    words = _used(documents)
    if not words.shape[1]:
        return text
    used = np.asarray(words.sum(axis=0)).ravel()
    places = np.asarray(words.T @ text, dtype=np.float32) / (used + _PRIOR)[:, None].astype(np.float32)
    said = words.multiply(np.log(1 + len(documents) / used)).tocsr()
    total = np.maximum(np.asarray(said.sum(axis=1)).ravel(), 1e-9)
    pull = np.asarray(said @ places, dtype=np.float32) / total[:, None].astype(np.float32)
    return normalised((text + PULL * pull).astype(np.float32))


def _used(documents: Sequence[str]) -> csr_matrix:
    """Which texts use which word at all, for words that come in two texts or more.

    In the order of the words: sets are ordered anew in every process, sums would end in other last bits, and what is
    placed by them would end elsewhere.
    """
    used = [sorted(set(document.split())) for document in documents]
    column = {word: place for place, word in enumerate(sorted({word for words in used for word in words}))}
    pairs = [(row, column[word]) for row, words in enumerate(used) for word in words]
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    shape = (len(documents), len(column))
    table = csr_matrix((np.ones(len(places), dtype=np.float32), (places[:, 0], places[:, 1])), shape=shape)
    return table[:, np.flatnonzero(np.asarray(table.sum(axis=0)).ravel() >= _SEEN_AT_LEAST)]
