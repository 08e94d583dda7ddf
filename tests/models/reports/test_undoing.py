"""Acts of a person on top of one another: each finds its way back, or says which one lies on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from models.database import Sessions, writing
from models.errors import Conflict
from models.reports import Filters, theme_table
from models.tables import Theme, ThemeChange, ThemeRun
from models.themes import (
    NewChange,
    NewProposal,
    Part,
    accept,
    forbid,
    known_themes,
    merge,
    move_unit,
    save_proposal,
    set_state,
    split,
    undo,
    watch,
)
from models.themes.arrays import unpack
from tests.models.reports.placed import links, units_of

WHO = "佐藤"


def centroid(session: Any, theme: int) -> list[float]:
    place: list[float] = unpack(session.get_one(Theme, theme, populate_existing=True).centroid).tolist()
    return place


def drift(session: Any, workspace_id: int, theme: int) -> int:
    """The event of an accepted drift."""
    far = {"centroid": np.eye(4, dtype=np.float32)[3]}
    change = NewChange("drifted", f"drifted:{theme}", theme, (), 4, "far", {"cosine": 0.8}, far)
    made = NewProposal(1, {}, {}, {"units": 12}, 0.3, {"": far["centroid"]}, 1.0, (change,), moved=0, kept=6)
    run = save_proposal(session, workspace_id, made)
    accept(session, workspace_id, run, WHO)
    return int(session.scalars(select(ThemeChange).where(ThemeChange.run_id == run)).one().events[0])


def test_two_merges_into_one_theme_are_taken_back_in_order(store: Sessions, shop: Any) -> None:
    a, b, target, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        before, place = links(session), centroid(session, target)
        first, second = merge(session, ws, a, target, WHO), merge(session, ws, b, target, WHO)
        with pytest.raises(Conflict, match=rf"event {second} \(merged\) came after {first} and changed theme T-0003"):
            undo(session, ws, first, WHO)
        undo(session, ws, second, WHO)
        undo(session, ws, first, WHO)
        assert (links(session), centroid(session, target)) == (before, place)


def test_a_merge_is_not_taken_back_under_a_drift_of_its_target(store: Sessions, shop: Any) -> None:
    a, target, ws = shop.themes[0], shop.themes[1], shop.workspace_id
    with writing(store) as session:
        place = centroid(session, target)
        first = merge(session, ws, a, target, WHO)
        second = drift(session, ws, target)
        with pytest.raises(Conflict, match=rf"event {second} \(drifted\) came after"):
            undo(session, ws, first, WHO)
        undo(session, ws, second, WHO)
        undo(session, ws, first, WHO)
        assert centroid(session, target) == place


def test_a_drift_is_not_taken_back_under_a_merge(store: Sessions, shop: Any) -> None:
    a, target, ws = shop.themes[0], shop.themes[1], shop.workspace_id
    with writing(store) as session:
        first = drift(session, ws, target)
        second = merge(session, ws, a, target, WHO)
        with pytest.raises(Conflict, match=rf"event {second} \(merged\) came after"):
            undo(session, ws, first, WHO)


def test_a_merge_is_not_taken_back_while_its_target_is_merged_away(store: Sessions, shop: Any) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        first = merge(session, ws, a, b, WHO)
        second = merge(session, ws, b, c, WHO)
        with pytest.raises(Conflict, match=f"event {second}"):
            undo(session, ws, first, WHO)


@pytest.mark.parametrize("state", ["candidate", "dormant"])
def test_a_theme_that_takes_an_active_one_in_is_in_the_report_until_that_is_taken_back(
    store: Sessions, shop: Any, state: str
) -> None:
    a, b, c, target = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        kept = session.get_one(Theme, target)
        kept.state = state
        session.get_one(Theme, c).state = "dormant"
        quiet = merge(session, ws, c, target, WHO)
        assert kept.state == state
        first, second = merge(session, ws, a, target, WHO), merge(session, ws, b, target, WHO)
        shown = {row.id: row.comments for row in theme_table(session, ws, Filters())}
        assert list(shown) == [target]
        undo(session, ws, second, WHO)
        assert kept.state == "active"
        undo(session, ws, first, WHO)
        undo(session, ws, quiet, WHO)
        assert kept.state == state
        assert session.get_one(Theme, a).state == "active"


def test_a_merge_that_brought_its_target_into_the_report_and_a_state_chosen_by_hand_are_taken_back_in_order(
    store: Sessions, shop: Any
) -> None:
    a, target = shop.themes[:2]
    ws = shop.workspace_id
    with writing(store) as session:
        rests = set_state(session, ws, target, WHO, "dormant")
        joined = merge(session, ws, a, target, WHO)
        closed = set_state(session, ws, target, WHO, "retired")
        with pytest.raises(Conflict, match=rf"event {closed} \(state\) came after {joined}"):
            undo(session, ws, joined, WHO)
        undo(session, ws, closed, WHO)
        with pytest.raises(Conflict, match=rf"event {joined} \(merged\) came after {rests}"):
            undo(session, ws, rests, WHO)
        undo(session, ws, joined, WHO)
        undo(session, ws, rests, WHO)
        assert [session.get_one(Theme, theme).state for theme in (a, target)] == ["active", "active"]


def test_merges_into_different_themes_do_not_touch_each_other(store: Sessions, shop: Any) -> None:
    a, b, c, d = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        before = links(session)
        first, second = merge(session, ws, a, b, WHO), merge(session, ws, c, d, WHO)
        undo(session, ws, first, WHO)
        undo(session, ws, second, WHO)
        assert links(session) == before


@pytest.mark.parametrize("by", ["engine", "person"])
def test_a_moved_unit_goes_home_to_where_its_theme_was_merged(store: Sessions, shop: Any, by: str) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        unit = units_of(session, b if by == "person" else a)[0]
        if by == "person":
            move_unit(session, ws, unit, a, WHO)
        moved = move_unit(session, ws, unit, b, WHO)
        merge(session, ws, a, c, WHO)
        undo(session, ws, moved, WHO)
        assert links(session)[unit] == (c, by)


@pytest.mark.parametrize("by", ["engine", "person"])
def test_a_moved_unit_whose_theme_is_forbidden_since_is_in_none_until_it_is_allowed(
    store: Sessions, shop: Any, by: str
) -> None:
    a, b = shop.themes[:2]
    ws = shop.workspace_id
    with writing(store) as session:
        unit = units_of(session, b if by == "person" else a)[0]
        if by == "person":
            move_unit(session, ws, unit, a, WHO)
        moved = move_unit(session, ws, unit, b, WHO)
        banned = forbid(session, ws, a, WHO)
        undo(session, ws, moved, WHO)
        assert links(session)[unit] == (None, by)
        undo(session, ws, banned, WHO)
        assert links(session)[unit] == (a, by)


def test_watched_units_go_home_to_where_their_theme_was_merged(store: Sessions, shop: Any) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        before = links(session)
        watched = watch(session, ws, b, WHO, ["番目"])
        assert len(units_of(session, b)) > sum(theme == b for theme, _ in before.values())
        merge(session, ws, a, c, WHO)
        undo(session, ws, watched, WHO)
        assert links(session) == {unit: (c if theme == a else theme, by) for unit, (theme, by) in before.items()}


@pytest.mark.parametrize("closing", [forbid, lambda s, ws, t, who: set_state(s, ws, t, who, "retired")])
def test_a_theme_that_is_shown_no_more_takes_no_units(store: Sessions, shop: Any, closing: Any) -> None:
    a, b = shop.themes[:2]
    ws = shop.workspace_id
    with writing(store) as session:
        unit = units_of(session, a)[0]
        closing(session, ws, b, WHO)
        before = links(session)
        wanted = r"theme T-0002 is (forbidden|retired); wanted one that takes units"
        for act in (
            lambda: merge(session, ws, a, b, WHO),
            lambda: move_unit(session, ws, unit, b, WHO),
            lambda: watch(session, ws, b, WHO, ["配送"]),
        ):
            with pytest.raises(Conflict, match=wanted):
                act()
        assert links(session) == before
        # What is in it may leave, and its words may be taken away.
        watch(session, ws, b, WHO, [])
        for left in units_of(session, b)[:1]:
            move_unit(session, ws, left, a, WHO)


def test_a_proposed_merge_into_a_theme_forbidden_since_is_refused(store: Sessions, shop: Any) -> None:
    a, b = shop.themes[:2]
    ws = shop.workspace_id
    with writing(store) as session:
        change = NewChange("merged", "m", b, (a,), 4, "one")
        axis = np.eye(4, dtype=np.float32)[3]
        made = NewProposal(1, {}, {}, {"units": 12}, 0.3, {"": axis}, 1.0, (change,), moved=0, kept=6)
        run = save_proposal(session, ws, made)
        forbid(session, ws, b, WHO)
        answered = accept(session, ws, run, WHO)
        assert (answered.changes, len(answered.outdated)) == ((), 1)
        assert session.get_one(Theme, a).state == "active"
        assert session.get_one(ThemeRun, run).state == "proposed"


def test_what_a_person_parted_or_joined_is_known_while_it_stands(store: Sessions, shop: Any) -> None:
    a, b = shop.themes[:2]
    ws = shop.workspace_id

    def told(session: Any) -> tuple[dict[int, set[int]], set[int]]:
        known = known_themes(session, ws, np.zeros(0, np.int64))
        return {one.id: set(one.apart) for one in known if one.apart}, {one.id for one in known if one.joined}

    with writing(store) as session:
        assert told(session) == ({}, set())
        own = units_of(session, a)
        parted = split(session, ws, a, WHO, [Part({"ja": "前半"}, own[:5]), Part({"ja": "後半"}, own[5:9])])
        p, q = parted.theme_ids
        assert told(session) == ({a: {p, q}, p: {a, q}, q: {a, p}}, set())
        joined = merge(session, ws, q, b, WHO)
        assert told(session) == ({a: {p, b}, p: {a, b}, b: {a, p}}, {b})
        # Joined again by hand: the later word holds.
        back = merge(session, ws, p, a, WHO)
        assert told(session) == ({a: {b}, b: {a}}, {a, b})
        for event in (back, joined, parted.event_id):
            undo(session, ws, event, WHO)
        assert told(session) == ({}, set())
