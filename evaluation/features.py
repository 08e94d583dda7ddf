"""What a fitted classifier sees of a text: its spelling, by word and by letter, beside any dense columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.normalise import normalise, squeeze

Floats = NDArray[np.float32]
_LINK = re.compile(r"https?://\S+|\bhttp\b")
# Vowel signs of Hindi and marks of Thai belong to their words, though \w does not know them.
_MARKED = r"[\w\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]+"
_WORDS = {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": rf"(?u){_MARKED}|[^\w\s]"}
_LETTERS = {"analyzer": "char_wb", "ngram_range": (2, 5)}


def written(text: str) -> str:
    """The text as it is counted: normalised, small, without links, 「すごーーーい」 as 「すごーーい」."""
    return _LINK.sub(" ", squeeze(normalise(text).text.lower()))


class Spelling:
    """TF-IDF of words with their pairs and of letters within words; learnt from training texts only."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counters = [
            TfidfVectorizer(sublinear_tf=True, min_df=2, dtype=np.float32, **kind) for kind in (_WORDS, _LETTERS)
        ]
        shown = [written(text) for text in texts]
        self.training = sparse.hstack([counter.fit_transform(shown) for counter in self._counters]).tocsr()

    def of(self, texts: Sequence[str]) -> sparse.csr_matrix:
        shown = [written(text) for text in texts]
        return sparse.hstack([counter.transform(shown) for counter in self._counters]).tocsr()


def beside(spelling: sparse.csr_matrix, dense: Floats | None) -> sparse.csr_matrix:
    """The spelling with further columns, where there are any."""
    return spelling if dense is None else sparse.hstack([spelling, sparse.csr_matrix(dense)]).tocsr()


def marks(values: Sequence[str], known: Sequence[str]) -> Floats:
    """One column for each of `known`, 1 where the value is it."""
    return np.array([[value == one for one in known] for value in values], dtype=np.float32)


def by_group(columns: Floats, groups: Sequence[str], known: Sequence[str]) -> Floats:
    """The columns once for all rows and once more for each group, zero elsewhere: what is shared, what is its own."""
    member = marks(groups, known)
    own = [columns * member[:, at : at + 1] for at in range(len(known))]
    return np.hstack([columns, *own])
