"""Assignment: own thresholds, language means, facets or none."""

from __future__ import annotations

import time

import numpy as np
import pytest

from nlp.themes import Assigner, Discovery, Facet, KnownTheme, ThemeUnit
from nlp.themes.vectors import FACET_DIMENSION


def known(discovery: Discovery) -> list[KnownTheme]:
    return [KnownTheme(f"T{theme.index}", theme.centroid, theme.threshold, theme.label) for theme in discovery.themes]


def test_assigner_repeats_the_discovery(discovery: Discovery, units: list[ThemeUnit]) -> None:
    assigner = Assigner.of(known(discovery), discovery.language_means)
    answers = assigner.assign(
        np.stack([unit.vector for unit in units]), [unit.language for unit in units], [unit.facet for unit in units]
    )
    for unit, (theme, similarity) in zip(units, answers, strict=True):
        expected = discovery.memberships[unit.id]
        assert theme == (None if expected.theme is None else f"T{expected.theme}")
        assert similarity == pytest.approx(expected.similarity, abs=1e-3)


def test_without_facets_most_units_still_find_home(discovery: Discovery, units: list[ThemeUnit]) -> None:
    assigner = Assigner.of(known(discovery), discovery.language_means)
    answers = assigner.assign(np.stack([unit.vector for unit in units]), [unit.language for unit in units])
    right = sum(
        theme == f"T{discovery.memberships[unit.id].theme}" for unit, (theme, _) in zip(units, answers, strict=True)
    )
    assert right / len(units) > 0.8


def test_a_stranger_is_left_unassigned(discovery: Discovery) -> None:
    assigner = Assigner.of(known(discovery), discovery.language_means)
    stranger = -sum(discovery.themes[i].centroid[:32] for i in range(len(discovery.themes)))
    assert assigner.assign(stranger[None, :], ["ja"], [Facet()])[0][0] is None


def test_no_themes_and_no_units_are_answered() -> None:
    means = {"": np.zeros(4, dtype=np.float32)}
    nobody = Assigner(np.zeros((0, 4), dtype=np.float32), [], [], means)
    assert nobody.assign(np.ones((2, 4), dtype=np.float32), ["ja", "en"]) == [(None, 0.0), (None, 0.0)]
    somebody = Assigner(np.eye(4, dtype=np.float32), [0.5] * 4, list("abcd"), means)
    assert somebody.assign(np.zeros((0, 4), dtype=np.float32), []) == []


def test_each_theme_has_its_own_threshold() -> None:
    means = {"": np.zeros(2, dtype=np.float32)}
    assigner = Assigner(np.eye(2, dtype=np.float32), [0.99, 0.1], ["strict", "wide"], means)
    almost = np.array([[0.9, 0.4]], dtype=np.float32)
    assert assigner.assign(almost, ["ja"])[0][0] == "wide"


def test_mismatched_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 centroids, 1 thresholds, 2 ids"):
        Assigner(np.eye(2, dtype=np.float32), [0.5], ["a", "b"], {"": np.zeros(2, dtype=np.float32)})


def test_retired_and_forbidden_themes_take_no_members() -> None:
    row = np.ones(2 + FACET_DIMENSION, dtype=np.float32)
    themes = [
        KnownTheme("gone", row, 0.0, {}, state="retired"),
        KnownTheme("banned", row, 0.0, {}, forbidden=True),
    ]
    assert Assigner.of(themes, {"": np.zeros(2, dtype=np.float32)}).ids == ()


def test_twenty_thousand_units_a_second() -> None:
    generator = np.random.default_rng(0)
    vectors = generator.normal(size=(20_000, 256)).astype(np.float32)
    centroids = generator.normal(size=(60, 256)).astype(np.float32)
    assigner = Assigner(centroids, [0.3] * 60, [str(i) for i in range(60)], {"": np.zeros(256, dtype=np.float32)})
    started = time.process_time()
    assigner.assign(vectors, ["ja"] * len(vectors), [Facet("delivery", "waiting", -1)] * len(vectors))
    assert time.process_time() - started < 1.0
