"""Identity: what is known stays, what is new is born, what changed is proposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from nlp.themes import Discovery, DiscoveryOptions, EventKind, Facet, KnownTheme, ThemeUnit, discover
from nlp.themes.births import Waiting, find_births
from nlp.themes.formation import Formation
from nlp.themes.membership import placed, watched_theme
from nlp.themes.proposal import propose
from nlp.themes.seeds import Examples, parse_seeds, planted
from nlp.themes.tracking import Look, anchored, matched
from nlp.themes.vectors import FACET_DIMENSION

Making = Callable[..., list[ThemeUnit]]


def spaced(text: str, language: str) -> list[str]:
    return text.split()


def known_from(discovery: Discovery) -> list[KnownTheme]:
    return [
        KnownTheme(f"T{t.index}", t.centroid, t.threshold, t.label, t.centroid, frozenset(t.member_ids))
        for t in discovery.themes
    ]


@pytest.fixture(scope="session")
def later(discovery: Discovery, units: list[ThemeUnit], made: Making) -> Discovery:
    """A month on: the same five points, a few more voices, and nothing that was not there before."""
    more = [replace(unit, id=f"new-{unit.id}") for unit in made(each=6, seed=99)]
    options = DiscoveryOptions(seed=4, language_means=discovery.language_means)
    return discover([*units, *more], known_from(discovery), options=options, tokens=spaced)


def test_a_month_later_every_id_and_every_old_unit_stays(discovery: Discovery, later: Discovery) -> None:
    assert [theme.known_id for theme in later.themes] == [f"T{theme.index}" for theme in discovery.themes]
    assert [theme.label for theme in later.themes] == [theme.label for theme in discovery.themes]
    for unit, before in discovery.memberships.items():
        assert later.memberships[unit].theme == before.theme


def test_new_voices_join_the_theme_of_their_point(discovery: Discovery, later: Discovery) -> None:
    homes = {member.split("-")[0]: theme.index for theme in discovery.themes for member in theme.member_ids}
    joined = [(unit, m.theme) for unit, m in later.memberships.items() if unit.startswith("new-")]
    right = sum(theme == homes[unit.split("-")[1]] for unit, theme in joined)
    assert right / len(joined) > 0.8


def test_a_theme_nobody_knew_is_born_beside_the_known_ones(units: list[ThemeUnit], discovery: Discovery) -> None:
    four = [theme for theme in known_from(discovery) if not any(m.startswith("login") for m in theme.member_ids)]
    options = DiscoveryOptions(seed=4, language_means=discovery.language_means)
    again = discover(units, four, options=options, tokens=spaced)
    births = [event for event in again.events if event.kind == EventKind.BORN]
    assert len(births) == 1
    assert births[0].index is not None
    assert {member.split("-")[0] for member in again.themes[births[0].index].member_ids} == {"login"}
    assert [theme.known_id for theme in again.themes[:4]] == [theme.id for theme in four]
    proposal = propose(again, four)
    assert proposal.moved == 0
    assert proposal.changes[0].key.startswith("born:")


def test_a_forbidden_theme_is_not_proposed_again(units: list[ThemeUnit], discovery: Discovery) -> None:
    known = [
        replace(theme, forbidden=any(m.startswith("login") for m in theme.member_ids))
        for theme in known_from(discovery)
    ]
    options = DiscoveryOptions(seed=4, language_means=discovery.language_means)
    again = discover(units, known, options=options, tokens=spaced)
    assert not [event for event in again.events if event.kind == EventKind.BORN]
    assert all(again.memberships[unit.id].theme is None for unit in units if unit.id.startswith("login"))


def axes(*places: int) -> np.ndarray:
    return np.eye(6, dtype=np.float32)[list(places)]


def formation(*places: int) -> Formation:
    count = len(places)
    return Formation(axes(*places), np.full(count, 0.5, np.float32), np.ones(count), (None,) * count)


def unit(name: str) -> ThemeUnit:
    return ThemeUnit(name, name, "ja", np.ones(3, dtype=np.float32))


def known(theme_id: str, row: np.ndarray, **more: object) -> KnownTheme:
    return replace(KnownTheme(theme_id, row, 0.5, {"ja": theme_id, "en": theme_id}, anchor=row), **more)  # type: ignore[arg-type]


def test_a_theme_that_falls_apart_is_proposed_as_a_split() -> None:
    both = (axes(0)[0] + axes(1)[0]) / np.sqrt(2)
    rows = np.vstack([axes(*[0] * 10), axes(*[1] * 10)])
    _, events = anchored(formation(0, 1), [known("T1", both)], rows, [unit(str(i)) for i in range(20)], 5)
    splits = [event for event in events if event.kind == EventKind.SPLIT]
    assert [(event.theme_id, event.after) for event in splits] == [("T1", "50%, 50%")]
    _, pinned = anchored(formation(0, 1), [known("T1", both, pinned=True)], rows, [unit(str(i)) for i in range(20)], 5)
    assert not [event for event in pinned if event.kind == EventKind.SPLIT]


def test_two_themes_that_became_one_are_proposed_as_a_merge() -> None:
    both = (axes(0)[0] + axes(1)[0]) / np.sqrt(2)
    fresh = Formation(both[None, :], np.array([0.5], np.float32), np.ones(1), (None,))
    rows = np.vstack([axes(*[0] * 12), axes(*[1] * 10)])
    themes = [known("T1", axes(0)[0]), known("T2", axes(1)[0])]
    _, events = anchored(fresh, themes, rows, [unit(str(i)) for i in range(22)], 5)
    merges = [event for event in events if event.kind == EventKind.MERGED]
    assert [(event.theme_id, event.others) for event in merges] == [("T1", ("T2",))]


def test_what_a_person_joined_is_not_proposed_to_be_split() -> None:
    both = (axes(0)[0] + axes(1)[0]) / np.sqrt(2)
    rows = np.vstack([axes(*[0] * 10), axes(*[1] * 10)])
    _, events = anchored(formation(0, 1), [known("T1", both, joined=True)], rows, [unit(str(i)) for i in range(20)], 5)
    assert not [event for event in events if event.kind == EventKind.SPLIT]


@pytest.mark.parametrize(
    ("apart", "merges"),
    [
        ({"T1": {"T2"}, "T2": {"T1"}}, [("T1", ("T3",))]),
        ({"T2": {"T3"}, "T3": {"T2"}}, [("T1", ("T2",))]),
        ({one: {"T1", "T2", "T3"} - {one} for one in ("T1", "T2", "T3")}, []),
    ],
)
def test_what_a_person_parted_is_not_proposed_to_be_merged_again(
    apart: dict[str, set[str]], merges: list[tuple[str, tuple[str, ...]]]
) -> None:
    one = axes(0, 1, 2).sum(axis=0) / np.sqrt(3)
    fresh = Formation(one[None, :], np.array([0.5], np.float32), np.ones(1), (None,))
    rows = axes(*[0] * 12, *[1] * 10, *[2] * 8)
    themes = [known(f"T{n + 1}", axes(n)[0], apart=frozenset(apart.get(f"T{n + 1}", ()))) for n in range(3)]
    _, events = anchored(fresh, themes, rows, [unit(str(i)) for i in range(30)], 5)
    assert [(event.theme_id, event.others) for event in events if event.kind == EventKind.MERGED] == merges


def test_silence_sleeps_and_return_revives() -> None:
    rows = axes(*[0] * 8)
    themes = [known("T1", axes(0)[0], state="dormant"), known("T2", axes(1)[0]), known("T3", axes(2)[0], pinned=True)]
    _, events = anchored(formation(0), themes, rows, [unit(str(i)) for i in range(8)], 5)
    assert [(event.kind, event.theme_id) for event in events] == [(EventKind.REVIVED, "T1"), (EventKind.DORMANT, "T2")]


def test_a_theme_far_from_its_birth_is_said_to_have_drifted() -> None:
    moved = (axes(0)[0] + axes(1)[0]) / np.sqrt(2)
    theme = replace(known("T1", moved), anchor=axes(0)[0])
    _, events = anchored(formation(0), [theme], np.stack([moved] * 6), [unit(str(i)) for i in range(6)], 5)
    assert EventKind.DRIFTED in [event.kind for event in events]


def test_matching_is_one_to_one_and_needs_a_good_reason() -> None:
    look = Look(
        np.array([10, 10]),
        np.array([10, 10]),
        np.array([[9, 0], [0, 1]]),
        np.array([[0.9, 0.1], [0.2, 0.3]], dtype=np.float32),
    )
    assert matched(look) == {0: 0}


def test_a_centroid_of_another_encoder_is_refused() -> None:
    with pytest.raises(ValueError, match="theme 'T1' has a centroid of 6 numbers; wanted 4"):
        anchored(Formation.empty(4), [known("T1", axes(0)[0])], np.zeros((1, 4), np.float32), [unit("a")], 5)


def test_borderline_units_stay_where_they_were() -> None:
    theme_a = known("A", axes(0)[0], member_ids=frozenset({"u"}))
    theme_b = known("B", axes(1)[0])
    place = Formation(axes(0, 1), np.array([0.5, 0.5], np.float32), np.ones(2), (theme_a, theme_b))
    row = np.array([[0.69, 0.72, 0, 0, 0, 0]], dtype=np.float32)
    assert placed(place, row, [unit("u")])[0].tolist() == [0]
    assert placed(place, row, [unit("stranger")])[0].tolist() == [1]


def test_watch_words_win_over_vectors() -> None:
    themes = (known("A", axes(0)[0]), known("B", axes(1)[0], watch_words=("ﾘｺｰﾙ",)))
    place = Formation(axes(0, 1), np.array([0.5, 0.5], np.float32), np.ones(2), themes)
    spoken = replace(unit("u"), text="リコールの件で")
    assert placed(place, axes(0), [spoken])[0].tolist() == [1]
    assert watched_theme("リコールの件で", themes) == "B"
    assert watched_theme("別の話", themes) is None


def test_births_come_from_recent_unassigned_units_only(units: list[ThemeUnit], discovery: Discovery) -> None:
    today = date(2026, 3, 30)
    late = [unit for unit in units if unit.id.startswith("late")]
    without = [theme for theme in known_from(discovery) if not any(m.startswith("late") for m in theme.member_ids)]
    fresh = [Waiting(unit, today - timedelta(days=i % 14)) for i, unit in enumerate(late)]
    means = discovery.language_means
    births = find_births(fresh, without, means, today=today, tokens=spaced)
    assert births
    assert births[0].lasting
    assert births[0].theme.touchpoint == "delivery"
    old = [Waiting(unit, today - timedelta(weeks=6)) for unit in late]
    assert find_births(old, without, means, today=today, tokens=spaced) == []
    assert find_births(fresh, known_from(discovery), means, today=today, tokens=spaced) == []


def test_seeds_are_read_planted_and_pinned() -> None:
    (seed,) = parse_seeds(
        "themes:\n"
        "  - {id: late, ja: 配送が遅い, touchpoint: delivery, polarity: -1, watch: [遅延], examples: [届かない]}\n",
        "seeds.yaml",
    )
    assert (seed.label, seed.facet) == ({"ja": "配送が遅い", "en": "配送が遅い"}, Facet("delivery", None, -1))
    means = {"": np.zeros(4, dtype=np.float32)}
    nothing = np.zeros((0, 4 + FACET_DIMENSION), dtype=np.float32)
    theme = planted(seed, Examples(np.ones((1, 4), dtype=np.float32), ["ja"], [Facet()]), means, nothing)
    assert theme.pinned
    assert theme.watch_words == ("遅延",)
    assert len(theme.centroid) == 4 + FACET_DIMENSION
    with pytest.raises(ValueError, match="'late' has no examples"):
        planted(seed, Examples(np.zeros((0, 4), dtype=np.float32), [], []), means, nothing)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("nothing: here", "no list `themes`"),
        ("themes: [{id: a}]", "has no id or no name"),
        ("themes: [{id: a, ja: x, polarity: 5}]", "polarity is 5; wanted -1, 0 or 1"),
        ("themes: [{id: a, ja: x, examples: word}]", "examples is 'word'; wanted a list of texts"),
        ("themes: [{id: a, ja: x}, {id: a, ja: y}]", "'a' comes twice"),
        ("themes: [word]", "theme 1 is 'word'"),
        ("themes: [{id: a, ja: x, touchpoint: [delivery]}]", "touchpoint is .'delivery'.; wanted one code"),
        ("a: &a [x, x]\nthemes: [{id: a, ja: x, examples: *a}]", "line 2 refers to another"),
        ('themes: [{id: a, ja: "\\ud83d"}]', "'a' holds half a character"),
    ],
)
def test_a_bad_seed_is_named(content: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint.replace("'", ".")):
        parse_seeds(content, "seeds.yaml")
