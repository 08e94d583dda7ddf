"""Pairs are counted at the centre of a theme, wherever its units stand in the table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.themes import UnitTable
from nlp.themes.values import LanguageMeans, Theme, ThemeState
from nlp.themes.vectors import means_of
from workers.means import facets_of
from workers.theme_pairs import UNITS_OF_A_THEME, CountedPair, Pairs, theme_pairs

FAR, NEAR = 120, 20


def made(far: str, near: str, language: str = "ja") -> UnitTable:
    """Many units at the fringe come first by id; the few at the centre stand last."""
    chance = np.random.default_rng(1)
    centre = np.eye(8, dtype=np.float32)[0]
    fringe = chance.normal(size=(FAR, 8)).astype(np.float32)
    fringe /= np.linalg.norm(fringe, axis=1, keepdims=True)
    count = FAR + NEAR
    return UnitTable(
        ids=np.arange(1, count + 1),
        comment_ids=np.arange(1001, 1001 + count),
        texts=[far] * FAR + [near] * NEAR,
        languages=[language] * count,
        vectors=np.vstack([fringe, np.tile(centre, (NEAR, 1))]),
        polarity=np.full(count, -1, np.int8),
        touchpoints=[None] * count,
        pain_points=[None] * count,
        respondents=[str(n) for n in range(count)],
    )


def counted(table: UnitTable, **changed: Any) -> Pairs:
    means: LanguageMeans = {"": np.zeros(8, np.float32)}
    facets = len(means_of(table.vectors, table.languages, facets_of(table))["*facet_mean"])
    centroid = np.hstack([table.vectors[-1], np.zeros(facets, np.float32)])
    theme = Theme(
        index=0, known_id=None, label={}, keywords={}, centroid=centroid, threshold=0.5,
        member_ids=tuple(str(one) for one in table.ids), respondents=9, polarity_counts=(9, 0, 0), touchpoint=None,
        pain_point=None, stability=1.0, state=ThemeState.ACTIVE, group="", opposite=None, verbatim_ids=(),
    )  # fmt: skip
    (found,) = theme_pairs([replace(theme, **changed)], table, means)
    return found


def test_the_units_nearest_to_the_centroid_are_counted() -> None:
    (near, far) = sorted(counted(made("味が薄い", "配送が遅い")), key=lambda pair: pair.subject, reverse=True)
    assert near == CountedPair("配送", "遅い", NEAR, (), "ja", "parse", (1121, 1122, 1123))
    assert (far.subject, far.count) == ("味", UNITS_OF_A_THEME - NEAR)


def test_negation_is_a_mark_and_the_lighter_rule_is_named() -> None:
    first, *_ = counted(made("Hello there", "The staff was not friendly", "en"))
    assert (first.subject, first.predicate, first.marks, first.rule) == ("staff", "friendly", ("negated",), "order")


@pytest.mark.parametrize(("text", "members"), [("味が薄い", 1), ("次が写真です", 20), ("3時間も待たされた", 20)])
def test_what_one_unit_says_or_what_names_nothing_is_no_pair(text: str, members: int) -> None:
    assert counted(made(text, text), member_ids=tuple(str(n) for n in range(1, members + 1))) == ()


def test_one_sense_is_counted_once_in_the_words_most_use() -> None:
    table = made("ポイント還元が減った", "還元がへりました")
    (pair,) = counted(table)
    assert (pair.subject, pair.predicate, pair.count) == ("ポイント還元", "減る", UNITS_OF_A_THEME)
