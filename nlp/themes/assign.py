"""Gives each new unit the theme nearest to it, when it is near enough; one matrix product for a batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.themes import vectors as space
from nlp.themes.values import Facet, KnownTheme, LanguageMeans, Vector

# How much of a theme's facet part its members bring along: a guess (the sample's themes have a median of .6).
_USUAL_AGREEMENT = 0.8


# Between two themes that would both take it and are as near as this, nobody can say which one a unit is of: it is
# left to a person.
MARGIN = 0.02


class Assigner:
    """Frozen centroids, each with its own threshold; `None` means that no theme is near enough.

    Centroids may carry the facet block or be plain text vectors. Without facets only the text part is compared.
    """

    def __init__(
        self, centroids: Vector, thresholds: Sequence[float], ids: Sequence[str], language_means: LanguageMeans
    ) -> None:
        centroids = np.asarray(centroids, dtype=np.float32)
        if len(centroids) != len(thresholds) or len(centroids) != len(ids):
            raise ValueError(
                f"{len(centroids)} centroids, {len(thresholds)} thresholds, {len(ids)} ids; wanted as many of each"
            )
        self.ids = tuple(ids)
        self._thresholds = np.asarray(thresholds, dtype=np.float32)
        self._means = language_means
        text_dimension = len(language_means[space.ANY_LANGUAGE])
        self._centroids = space.normalised(centroids) if len(ids) else centroids
        text = self._centroids[:, :text_dimension]
        self._text_centroids = space.normalised(text) if len(ids) else centroids
        self._faceted = centroids.shape[1] > text_dimension
        self._text_thresholds = _without_facets(self._thresholds, text) if len(ids) else self._thresholds

    @classmethod
    def of(cls, themes: Sequence[KnownTheme], language_means: LanguageMeans) -> Assigner:
        """An assigner over themes that take members: not retired, merged or forbidden."""
        open_themes = [theme for theme in themes if takes_members(theme)]
        rows = [theme.centroid for theme in open_themes]
        return cls(
            np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32),
            [theme.threshold for theme in open_themes],
            [theme.id for theme in open_themes],
            language_means,
        )

    def assign(
        self, vectors: Vector, languages: Sequence[str], facets: Sequence[Facet] | None = None
    ) -> list[tuple[str | None, float]]:
        """The theme id, or None, and the similarity to the nearest theme, in the order given."""
        nearest, similarity = self.nearest(vectors, languages, facets)
        return [
            (self.ids[index] if index >= 0 else None, value)
            for index, value in zip(nearest.tolist(), similarity.tolist(), strict=True)
        ]

    def nearest(
        self, vectors: Vector, languages: Sequence[str], facets: Sequence[Facet] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Theme position (-1: none near enough) and similarity to the nearest theme, whether reached or not."""
        if not self.ids or not len(vectors):
            return np.full(len(vectors), -1, dtype=np.int64), np.zeros(len(vectors), dtype=np.float32)
        if facets is None or not self._faceted:
            rows = space.centre(vectors, languages, self._means)
            return nearest_above(rows, self._text_centroids, self._text_thresholds)
        rows = space.features(vectors, languages, self._means, facets)
        return nearest_above(rows, self._centroids, self._thresholds)


def nearest_above(
    rows: Vector, centroids: Vector, thresholds: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The best theme among those whose own threshold is met; the similarity is to it, else to the very nearest."""
    similarities = rows @ centroids.T
    met = np.where(similarities >= thresholds, similarities, -np.inf)
    best = met.argmax(axis=1)
    reached = np.isfinite(met[np.arange(len(rows)), best])
    if similarities.shape[1] > 1:
        second = np.partition(met, -2, axis=1)[:, -2]
        reached &= similarities[np.arange(len(rows)), best] >= second + MARGIN
    value = np.where(reached, similarities[np.arange(len(rows)), best], similarities.max(axis=1))
    return np.where(reached, best, -1).astype(np.int64), value.astype(np.float32)


def _without_facets(thresholds: NDArray[np.float32], text: Vector) -> NDArray[np.float32]:
    """Thresholds for text alone: what is left to reach when the facets would have agreed as they mostly do."""
    text_part = np.linalg.norm(text, axis=1)
    facet_part = 1 - text_part**2
    return np.asarray((thresholds - _USUAL_AGREEMENT * facet_part) / np.maximum(text_part, 1e-6), dtype=np.float32)


def takes_members(theme: KnownTheme) -> bool:
    return theme.state not in ("retired", "merged") and not theme.forbidden
