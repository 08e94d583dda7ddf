"""From unit vectors to the space themes live in: language removed, reading labels added as a light block.

The text part keeps the encoder's dimension; the facet part has `FACET_DIMENSION` more. Rows have length 1.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nlp.themes.values import Facet, LanguageMeans, Vector

CODE_DIMENSION = 48
FACET_DIMENSION = CODE_DIMENSION + 1
# Settled on training material alone, against the groups that people made there (patient comments, requests at two
# levels, intents, encyclopaedia sentences, quotes): at these weights labels help or do no harm on each. Where the
# material is customer feedback beyond doubt they count twice: that is what the readings are made for, and the
# agreement between two samples of labelled quotes rises with it; on requests a wrong label would decide.
TOUCHPOINT_WEIGHT = 0.3
PAIN_POINT_WEIGHT = 0.3
POLARITY_WEIGHT = 0.2
# A language with few units has no mean of its own worth removing: it is drawn to the mean of all.
MEAN_PRIOR = 5
ANY_LANGUAGE = ""
# What is frozen of the facets travels with the language means: their mean (what everyone says tells nobody apart),
# and how far the material is customer feedback at all.
FACET_MEAN = "*facet_mean"
FACET_TRUST = "*facet_trust"
# The share of units that name a pain point: encyclopaedia sentences got .15 by mistake, our feedback .42 to .44.
_GUESSED, _AT_HOME = 0.15, 0.30
# Bits of the touchpoints' distribution: when all speak of one thing, where they speak of it makes no point.
_ONE_SUBJECT, _MANY_SUBJECTS = 1.0, 2.0


def means_of(vectors: Vector, languages: Sequence[str], facets: Sequence[Facet]) -> dict[str, Vector]:
    """What to subtract: the mean of each language, and of the facets. Frozen with the run that made it."""
    means = language_means(vectors, languages)
    means[FACET_MEAN] = facet_block(facets).mean(axis=0) if facets else np.zeros(FACET_DIMENSION, dtype=np.float32)
    means[FACET_TRUST] = np.array([_trust(facets)], dtype=np.float32)
    return means


def _trust(facets: Sequence[Facet]) -> float:
    """How far this is feedback about many things, 0..1: not at all for news."""
    painful = sum(facet.pain_point is not None for facet in facets) / max(1, len(facets))
    at_home = (painful - _GUESSED) / (_AT_HOME - _GUESSED)
    spoken = Counter(facet.touchpoint for facet in facets if facet.polarity or facet.pain_point is not None)
    bits = -sum(n / spoken.total() * math.log2(n / spoken.total()) for n in spoken.values())
    many = (bits - _ONE_SUBJECT) / (_MANY_SUBJECTS - _ONE_SUBJECT)
    return float(np.clip(at_home, 0, 1) * np.clip(many, 0, 1))


def is_feedback(means: LanguageMeans) -> bool:
    """Whether the material that the means are of is customer feedback beyond doubt."""
    return FACET_TRUST in means and float(means[FACET_TRUST][0]) >= 1.0


def language_means(vectors: Vector, languages: Sequence[str]) -> dict[str, Vector]:
    """The mean vector of each language; the mean of all under `ANY_LANGUAGE`, for languages not seen yet."""
    overall = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1])
    means = {ANY_LANGUAGE: overall.astype(np.float32)}
    codes = np.asarray(languages)
    for code in sorted(set(languages)):
        rows = vectors[codes == code]
        means[code] = ((rows.sum(axis=0) + MEAN_PRIOR * overall) / (len(rows) + MEAN_PRIOR)).astype(np.float32)
    return means


def centre(vectors: Vector, languages: Sequence[str], means: LanguageMeans) -> Vector:
    """Vectors without their language's mean, length 1 (or 0 for a vector that is nothing but its language)."""
    fallback = means[ANY_LANGUAGE]
    centred = np.array(vectors, dtype=np.float32, copy=True)
    codes = np.asarray(languages)
    for code in set(languages):
        centred[codes == code] -= means.get(code, fallback)
    return normalised(centred)


def lives_in(centroid: Vector, dimension: int) -> bool:
    """Whether it can be compared with vectors of so many numbers: it has as many, or the facet block beside them."""
    return len(centroid) in (dimension, dimension + FACET_DIMENSION)


def dimension_of(means: LanguageMeans) -> int:
    """How many numbers the encoder gives whose vectors the means are of."""
    return len(means[ANY_LANGUAGE])


def features(vectors: Vector, languages: Sequence[str], means: LanguageMeans, facets: Sequence[Facet]) -> Vector:
    """The rows themes are made of: centred text vectors beside the facet block, length 1."""
    return faceted(centre(vectors, languages, means), means, facets)


def faceted(text: Vector, means: LanguageMeans, facets: Sequence[Facet]) -> Vector:
    """Centred text rows beside their facet block, length 1."""
    block = facet_block(facets)
    # A unit without a facet is silent about it, not opposed to it: its row stays zero.
    silent = ~block.any(axis=1, keepdims=True)
    block = np.where(silent, 0.0, block - means.get(FACET_MEAN, 0.0)).astype(np.float32)
    block *= 1 + means.get(FACET_TRUST, np.zeros(1, dtype=np.float32))
    return normalised(np.hstack([text, block]))


def facet_block(facets: Sequence[Facet]) -> Vector:
    """One row a unit: touchpoint and pain point as fixed near-orthogonal directions, polarity on its own axis."""
    rows = [_facet_row(facet) for facet in facets]
    return np.stack(rows) if rows else np.zeros((0, FACET_DIMENSION), dtype=np.float32)


@lru_cache(maxsize=4096)
def _facet_row(facet: Facet) -> Vector:
    row = np.zeros(FACET_DIMENSION, dtype=np.float32)
    if not facet.polarity and facet.pain_point is None:
        # A touchpoint is read reliably only where an opinion is: a plain request is left to its words.
        return row
    if facet.touchpoint is not None:
        row[:CODE_DIMENSION] += TOUCHPOINT_WEIGHT * _direction("touchpoint:" + facet.touchpoint)
    if facet.pain_point is not None:
        row[:CODE_DIMENSION] += PAIN_POINT_WEIGHT * _direction("pain_point:" + facet.pain_point)
    row[CODE_DIMENSION] = POLARITY_WEIGHT * facet.polarity
    return row


def normalised(rows: Vector) -> Vector:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths < 1e-9, 1.0, lengths), dtype=np.float32)


def centroid_of(rows: Vector) -> Vector:
    return normalised(rows.astype(np.float64).mean(axis=0).astype(np.float32))


@lru_cache(maxsize=1024)
def _direction(code: str) -> NDArray[np.float32]:
    """A direction made from the code's own name, so that a company may add codes without moving the others."""
    seed = int.from_bytes(hashlib.sha256(code.encode()).digest()[:8], "big")
    return normalised(np.random.default_rng(seed).normal(size=CODE_DIMENSION).astype(np.float32))
