"""One real run, looked at from all sides."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from nlp.themes import Discovery, DiscoveryOptions, ThemeUnit, discover
from nlp.themes.discovery import smallest_theme


def spaced(text: str, language: str) -> list[str]:
    return text.split()


def test_each_point_becomes_one_theme(discovery: Discovery) -> None:
    homes = {}
    for theme in discovery.themes:
        names = {member.split("-")[0] for member in theme.member_ids}
        assert len(names) == 1
        homes[names.pop()] = theme
    assert set(homes) == {"late", "staff", "price", "login", "clean"}
    assert homes["late"].label == {"ja": "配送が遅い", "en": "Delivery: late or not arriving"}
    assert homes["staff"].label == {"ja": "接客が丁寧", "en": "Staff: kind and helpful"}
    assert homes["staff"].polarity == 1


def test_every_unit_is_accounted_for(discovery: Discovery, units: list[ThemeUnit]) -> None:
    assert set(discovery.memberships) == {unit.id for unit in units}
    members = sum(len(theme.member_ids) for theme in discovery.themes)
    assert members + discovery.run.unassigned == len(units)
    assert discovery.run.unassigned_share < 0.2


def test_people_are_counted_once(discovery: Discovery) -> None:
    for theme in discovery.themes:
        assert theme.respondents <= len(theme.member_ids)
        assert theme.respondents <= 20


def test_order_of_rows_changes_nothing(discovery: Discovery, units: list[ThemeUnit]) -> None:
    shuffled = list(units)
    random.Random(5).shuffle(shuffled)
    again = discover(shuffled, options=DiscoveryOptions(seed=4), tokens=spaced)
    assert again.memberships == discovery.memberships
    assert [theme.label for theme in again.themes] == [theme.label for theme in discovery.themes]
    for ours, theirs in zip(again.themes, discovery.themes, strict=True):
        assert np.array_equal(ours.centroid, theirs.centroid)


def test_verbatims_are_members(discovery: Discovery) -> None:
    for theme in discovery.themes:
        assert len(theme.verbatim_ids) == 5
        assert set(theme.verbatim_ids) <= set(theme.member_ids)
        assert len(set(theme.verbatim_ids)) == 5


def test_groups_hold_every_theme_once(discovery: Discovery) -> None:
    held = [index for group in discovery.groups for index in group.themes]
    assert sorted(held) == [theme.index for theme in discovery.themes]


def test_too_few_units_give_no_theme_and_no_error(units: list[ThemeUnit]) -> None:
    few = discover(units[:5], tokens=spaced)
    assert few.themes == ()
    assert few.run.unassigned == 5


def test_repeated_id_and_odd_vector_are_named(units: list[ThemeUnit]) -> None:
    with pytest.raises(ValueError, match="'late-000' comes twice"):
        discover([units[0], units[0]], tokens=spaced)
    odd = replace(units[1], vector=np.ones(3, dtype=np.float32))
    with pytest.raises(ValueError, match="'late-001' has a vector of 3 numbers; wanted 32"):
        discover([units[0], odd], tokens=spaced)
    with pytest.raises(ValueError, match="no units"):
        discover([], tokens=spaced)


def test_number_of_themes_does_not_explode_with_the_sample() -> None:
    assert smallest_theme(30) == 4
    assert smallest_theme(2_500) == 20
    assert 2_500 / smallest_theme(2_500) * 3 > 18_000 / smallest_theme(18_000)


def test_a_language_that_came_later_gets_its_own_mean(units: list[ThemeUnit], discovery: Discovery) -> None:
    newcomers = [replace(unit, language="en") for unit in units[:20]]
    options = DiscoveryOptions(seed=4, language_means=discovery.language_means)
    again = discover(newcomers, options=options, tokens=spaced)
    assert "en" in again.language_means
    assert np.array_equal(again.language_means["ja"], discovery.language_means["ja"])
