"""The feature space: language removed, facets trusted where they are at home."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.themes import Facet
from nlp.themes.vectors import FACET_DIMENSION, FACET_TRUST, centre, facet_block, features, language_means, means_of

SHOP = [Facet(t, "waiting", -1) for t in ("delivery", "store", "app", "staff")] * 5
NEWS = [Facet("product", None, 0)] * 20
CARS = [Facet("product", p, -1) for p in ("defect", "safety")] * 10


def vectors(count: int) -> np.ndarray:
    rows = np.random.default_rng(1).normal(size=(count, 8)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize(("facets", "trust"), [(SHOP, 1.0), (NEWS, 0.0), (CARS, 0.0)])
def test_facets_count_in_feedback_about_many_things(facets: list[Facet], trust: float) -> None:
    assert float(means_of(vectors(20), ["ja"] * 20, facets)[FACET_TRUST][0]) == trust


def test_language_goes_and_length_stays_one() -> None:
    rows = vectors(400)
    rows[200:] += 2
    languages = ["ja"] * 200 + ["en"] * 200
    centred = centre(rows, languages, language_means(rows, languages))
    assert np.linalg.norm(centred, axis=1) == pytest.approx(np.ones(400), abs=1e-5)
    apart = np.linalg.norm(centred[:200].mean(axis=0) - centred[200:].mean(axis=0))
    assert apart < 0.4
    assert np.linalg.norm(rows[:200].mean(axis=0) - rows[200:].mean(axis=0)) > 4


def test_an_unknown_language_uses_the_mean_of_all() -> None:
    rows = vectors(20)
    means = language_means(rows, ["ja"] * 20)
    assert np.isfinite(centre(rows[:1], ["xx"], means)).all()


def test_codes_have_directions_of_their_own_and_requests_have_none() -> None:
    block = facet_block([Facet("delivery", "waiting", -1), Facet("app", "defect", -1), Facet("delivery", None, 0)])
    assert block.shape == (3, FACET_DIMENSION)
    assert float(block[0] @ block[1]) < 0.5 * float(block[0] @ block[0])
    assert not block[2].any()
    assert facet_block([]).shape == (0, FACET_DIMENSION)


def test_opposite_sides_of_one_point_stand_apart() -> None:
    rows = np.repeat(vectors(1), 40, axis=0)
    facets = [Facet("staff", None, side) for side in (1, -1)] * 10 + SHOP
    shown = features(rows, ["ja"] * 40, means_of(rows, ["ja"] * 40, facets), facets)
    assert float(shown[0] @ shown[1]) < float(shown[0] @ shown[2]) - 0.05
