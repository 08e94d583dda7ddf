"""BERTopic, UMAP and HDBSCAN: the one file that knows them. Ids, centroids and labels are ours, not theirs.

UMAP is given exact neighbours, which spares the approximate search whose compilation costs half a minute in every
process.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.themes.neighbours import Neighbours
from nlp.themes.values import Vector

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import CountVectorizer

COMPONENTS = 5
EPOCHS = 200
# BERTopic refuses documents without words; where only the clusters count, two words of no meaning let them through.
_FILLERS = "＿ ＿＿"
_LIBRARIES = ("bertopic", "umap-learn", "hdbscan", "numba", "numpy", "scikit-learn")


def versions() -> dict[str, str]:
    """The exact version of every library that can move a cluster."""
    return {name: version(name) for name in _LIBRARIES}


def place(vectors: Vector, near: Neighbours, *, seed: int) -> NDArray[np.float32]:
    """Rows moved by UMAP to where their neighbourhoods show, a few dimensions each; the slow part of a fit."""
    components = min(COMPONENTS, max(2, len(vectors) - 4))
    with _quiet():
        from umap import UMAP

        reducer = UMAP(
            n_neighbors=near.indices.shape[1],
            n_components=components,
            min_dist=0.0,
            metric="cosine",
            n_epochs=EPOCHS,
            init="spectral" if len(vectors) > 10 * components else "random",
            random_state=seed,
            n_jobs=1,
            precomputed_knn=(near.indices, near.distances, None),
        )
        return np.asarray(reducer.fit_transform(vectors), dtype=np.float32)


def clusters(placed: NDArray[np.float32], min_size: int, *, min_samples: int) -> NDArray[np.int64]:
    """The HDBSCAN cluster of each placed row, -1 for none.

    BERTopic's own two steps, without its third: nobody reads the words of a single fit, and weighing them for every
    fit would take longer than finding the clusters.
    """
    with _quiet():
        from hdbscan import HDBSCAN

        fitted = HDBSCAN(min_cluster_size=min_size, min_samples=min(min_samples, min_size), core_dist_n_jobs=1)
        return np.asarray(fitted.fit_predict(placed), dtype=np.int64)


def describe(documents: Sequence[str], labels: NDArray[np.int64]) -> tuple[list[str], NDArray[np.float64]]:
    """The vocabulary and the c-TF-IDF weight of each word (column) for each label 0..k-1 (row).

    "Manual BERTopic": our labels are given, BERTopic only weighs the words. Its ids are re-sorted by size in every
    fit, so they are mapped back.
    """
    size = int(labels.max()) + 1
    with _quiet():
        from bertopic import BERTopic
        from bertopic.cluster import BaseCluster
        from bertopic.dimensionality import BaseDimensionalityReduction

        model = BERTopic(
            language="multilingual",
            embedding_model=None,
            umap_model=BaseDimensionalityReduction(),
            hdbscan_model=BaseCluster(),
            vectorizer_model=_vectorizer(),
            calculate_probabilities=False,
        )
        model.fit_transform(list(documents), embeddings=np.zeros((len(documents), 2)), y=labels.tolist())
    mapping = {ours: theirs for ours, theirs in model.topic_mapper_.get_mappings().items() if ours >= 0}
    offset = model._outliers
    words = list(model.vectorizer_model.get_feature_names_out())
    weights = np.zeros((size, len(words)))
    for ours, theirs in mapping.items():
        weights[ours] = model.c_tf_idf_[theirs + offset].toarray()[0]
    return words, weights


@contextmanager
def _quiet() -> Iterator[None]:
    """These libraries warn at import and on small data; none of it is for our readers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _vectorizer() -> CountVectorizer:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(analyzer=str.split)


def stock_topics(vectors: Vector, documents: Sequence[str], seed: int | None = None) -> NDArray[np.int64]:
    """What BERTopic finds by itself with its own defaults: the yardstick our themes are measured against."""
    with _quiet():
        from bertopic import BERTopic
        from umap import UMAP

        reducer = UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", low_memory=False, random_state=seed
        )
        model = BERTopic(language="multilingual", umap_model=reducer, vectorizer_model=_vectorizer())
        topics, _ = model.fit_transform([f"{text} {_FILLERS}" for text in documents], embeddings=vectors.copy())
    return np.asarray(topics, dtype=np.int64)
