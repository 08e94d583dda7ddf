"""BERTopic, UMAP and HDBSCAN: the one file that knows them. Ids, centroids and labels are ours, not theirs.

UMAP gets exact neighbours computed here: the same for every order of rows up to ties, and without the
approximate search whose compilation costs half a minute in every process.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.themes.values import Vector

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import CountVectorizer

COMPONENTS = 5
EPOCHS = 200
_CHUNK = 2048
# BERTopic refuses documents without words; where only the clusters count, two words of no meaning let them through.
_FILLERS = "＿ ＿＿"
_LIBRARIES = ("bertopic", "umap-learn", "hdbscan", "numba", "numpy", "scikit-learn")


def versions() -> dict[str, str]:
    """The exact version of every library that can move a cluster."""
    return {name: version(name) for name in _LIBRARIES}


def place(vectors: Vector, *, seed: int, neighbours: int) -> NDArray[np.float32]:
    """Rows moved by UMAP to where their neighbourhoods show, a few dimensions each; the slow part of a fit."""
    indices, distances = exact_neighbours(vectors, min(neighbours, len(vectors) - 1))
    components = min(COMPONENTS, max(2, len(vectors) - 4))
    with _quiet():
        from umap import UMAP

        reducer = UMAP(
            n_neighbors=indices.shape[1],
            n_components=components,
            min_dist=0.0,
            metric="cosine",
            n_epochs=EPOCHS,
            init="spectral" if len(vectors) > 10 * components else "random",
            random_state=seed,
            n_jobs=1,
            precomputed_knn=(indices, distances, None),
        )
        return np.asarray(reducer.fit_transform(vectors), dtype=np.float32)


def cluster(placed: NDArray[np.float32], *, min_cluster_size: int, min_samples: int) -> NDArray[np.int64]:
    """The HDBSCAN cluster of each placed row, -1 for none. Numbers mean nothing beyond this call.

    BERTopic's own two steps, without its third: nobody reads the words of a single fit, and weighing them for eight
    fits at six grains would take longer than finding the clusters.
    """
    with _quiet():
        from hdbscan import HDBSCAN

        found = HDBSCAN(min_cluster_size=min_cluster_size, min_samples=min_samples).fit(placed)
    return np.asarray(found.labels_, dtype=np.int64)


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


def exact_neighbours(vectors: Vector, count: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The `count` nearest rows of each row (itself first) and their cosine distances; rows have length 1."""
    indices = np.empty((len(vectors), count), dtype=np.int32)
    distances = np.empty((len(vectors), count), dtype=np.float32)
    for start in range(0, len(vectors), _CHUNK):
        rows = slice(start, start + _CHUNK)
        # Rounded: the last bits depend on how many threads multiplied, and must not decide who is whose neighbour.
        similarity = np.round(vectors[rows] @ vectors.T, 6)
        similarity[np.arange(len(similarity)), np.arange(start, start + len(similarity))] = 2.0
        order = np.argsort(-similarity, axis=1, kind="stable")[:, :count]
        indices[rows] = order
        distances[rows] = 1 - np.take_along_axis(similarity, order, axis=1)
    return indices, np.maximum(distances, 0.0).astype(np.float32)


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
