"""Whatever a person did to the themes, and in whatever order it is taken back: at the end all is as at the start."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, update

from models.database import Sessions, writing
from models.errors import Conflict, NotFound
from models.tables import Theme, ThemeEvent, ThemeLink, Unit
from models.themes import (
    Part,
    forbid,
    merge,
    move_unit,
    pin,
    rename,
    set_parent,
    set_state,
    split,
    undo,
    watch,
)
from models.themes.kinds import undoable
from models.themes.older import HELD_BY
from models.themes.origins import MEMORY
from tests.models.reports.placed import links, units_of

WHO = "佐藤"
Chance = random.Random


def standing(session: Any) -> list[int]:
    """Acts that are not taken back, the newest first."""
    rows = session.scalars(select(ThemeEvent).order_by(ThemeEvent.id.desc()))
    return [row.id for row in rows if row.undone_by is None and undoable(row.kind, row.by, row.after)]


def everything(session: Any, themes: list[int]) -> list[object]:
    """All that a person can change: of the themes there were at the start, and of all units."""
    columns = (
        Theme.id, Theme.state, Theme.merged_into, Theme.parent_id, Theme.forbidden, Theme.pinned, Theme.label,
        Theme.watch_words, Theme.centroid,
    )  # fmt: skip
    rows = session.execute(select(*columns).where(Theme.id.in_(themes)).order_by(Theme.id)).all()
    marks = session.execute(select(ThemeLink.unit_id, ThemeLink.event_id, ThemeLink.similarity)).all()
    return [[tuple(row) for row in rows], links(session), sorted(tuple(row) for row in marks)]


def all_themes(session: Any) -> list[int]:
    return list(session.scalars(select(Theme.id).order_by(Theme.id)))


def a_move(session: Any, ws: int, chance: Chance) -> None:
    unit = chance.choice(sorted(session.scalars(select(Unit.id))))
    move_unit(session, ws, unit, chance.choice([None, *all_themes(session)]), WHO)


def a_merge(session: Any, ws: int, chance: Chance) -> None:
    merge(session, ws, *chance.sample(all_themes(session), 2), WHO)


def a_split(session: Any, ws: int, chance: Chance) -> None:
    theme = chance.choice(all_themes(session))
    own = units_of(session, theme)
    taken = chance.sample(own, min(len(own), chance.randrange(1, 40)))
    cut = chance.randrange(1, len(taken) + 1) if taken else 0
    parts = [Part({"ja": "部分"}, units) for units in (taken[:cut], taken[cut:]) if units]
    split(session, ws, theme, WHO, parts or [Part({"ja": "部分"}, [0])])


def a_watch(session: Any, ws: int, chance: Chance) -> None:
    words = chance.choice([[], ["1番目"], [f"{chance.randrange(10)}番目", f"は{chance.randrange(1, 10)}"]])
    watch(session, ws, chance.choice(all_themes(session)), WHO, words)


def a_small_act(session: Any, ws: int, chance: Chance) -> None:
    theme = chance.choice(all_themes(session))
    acts: list[Callable[[], int]] = [
        lambda: forbid(session, ws, theme, WHO),
        lambda: rename(session, ws, theme, WHO, {"ja": f"名{chance.randrange(9)}"}),
        lambda: pin(session, ws, theme, WHO, pinned=chance.random() < 0.5),
        lambda: set_state(session, ws, theme, WHO, chance.choice(["active", "candidate", "dormant", "retired"])),
        lambda: set_parent(session, ws, theme, WHO, chance.choice([None, *all_themes(session)])),
    ]
    chance.choice(acts)()


def an_undo(session: Any, ws: int, chance: Chance) -> None:
    undo(session, ws, chance.choice(standing(session) or [0]), WHO)


ACTS = {
    "move": a_move, "merge": a_merge, "split": a_split, "watch": a_watch, "small": a_small_act, "undo": an_undo,
}  # fmt: skip


def try_to(session: Any, work: Callable[[], object]) -> bool:
    """False when it is refused; then nothing of it is left."""
    try:
        with session.begin_nested():
            work()
    except (Conflict, NotFound):
        return False
    return True


def take_all_back(session: Any, ws: int, chance: Chance) -> None:
    """In any order that is not refused; the newest never is."""
    while left := standing(session):
        newest = left[0]
        chance.shuffle(left)
        done = [try_to(session, lambda event=event: undo(session, ws, event, WHO)) for event in left]
        if not any(done):
            undo(session, ws, newest, WHO)


def read_again(session: Any) -> None:
    """Every unit gets another id, as when its comment is read anew; a link stays with its words."""
    shift = (session.scalar(select(func.max(Unit.id))) or 0) + 1
    columns = [column.name for column in Unit.__table__.columns]
    changed = {"id": Unit.id + shift, "position": Unit.position + 100}
    copied = select(*(changed.get(name, Unit.__table__.c[name]).label(name) for name in columns))
    session.execute(insert(Unit).from_select(columns, copied))
    session.execute(update(ThemeLink).values(unit_id=ThemeLink.unit_id + shift))
    session.execute(delete(Unit).where(Unit.id <= shift - 1))
    session.expire_all()


@pytest.fixture
def known(shop: Any) -> tuple[int, list[int]]:
    """The workspace and the themes: all that a property says of the shop when it fails."""
    return shop.workspace_id, shop.themes


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=2, max_size=14), seed=st.integers(0, 2**32))
def test_taking_everything_back_gives_the_start(
    store: Sessions, known: tuple[int, list[int]], acts: list[str], seed: int
) -> None:
    (ws, themes), chance = known, Chance(seed)
    with store() as session:
        start = everything(session, themes)
        for act in acts:
            try_to(session, lambda act=act: ACTS[act](session, ws, chance))
        merged = select(func.count()).join(Theme, Theme.id == ThemeLink.theme_id).where(Theme.state == "merged")
        assert session.scalar(merged.select_from(ThemeLink)) == 0
        take_all_back(session, ws, chance)
        session.expire_all()
        assert everything(session, themes) == start
        born = session.scalars(select(Theme.state).where(Theme.id.not_in(themes))).all()
        assert set(born) <= {"retired"}
        session.rollback()


def test_a_chain_of_merges_gives_every_theme_its_own_back(store: Sessions, shop: Any) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        before = links(session)
        first, second = merge(session, ws, a, b, WHO), merge(session, ws, b, c, WHO)
        with pytest.raises(Conflict, match=rf"event {second} \(merged\) came after {first}"):
            undo(session, ws, first, WHO)
        undo(session, ws, second, WHO)
        assert set(units_of(session, b)) == {unit for unit, (theme, _) in before.items() if theme in (a, b)}
        undo(session, ws, first, WHO)
        assert links(session) == before


@pytest.mark.parametrize("order", [("move", "merge"), ("merge", "move")])
@pytest.mark.parametrize("read", [False, True])
def test_a_unit_moved_and_then_merged_along_comes_home_in_either_order(
    store: Sessions, shop: Any, order: tuple[str, str], read: bool
) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        before = everything(session, shop.themes)[0], sorted(place for place in links(session).values() if place[0])
        unit = units_of(session, a)[0]
        acts = {"move": move_unit(session, ws, unit, b, WHO), "merge": merge(session, ws, b, c, WHO)}
        assert links(session)[unit] == (c, "person")
        if read:
            read_again(session)
        undo(session, ws, acts[order[0]], WHO)
        undo(session, ws, acts[order[1]], WHO)
        assert (everything(session, shop.themes)[0], sorted(links(session).values())) == before


@pytest.mark.parametrize("order", [("move", "merge"), ("merge", "move")])
def test_a_unit_merged_along_and_then_moved_comes_home_in_either_order(
    store: Sessions, shop: Any, order: tuple[str, str]
) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        before = links(session)
        unit = units_of(session, a)[0]
        acts = {"merge": merge(session, ws, a, b, WHO), "move": move_unit(session, ws, unit, c, WHO)}
        undo(session, ws, acts[order[0]], WHO)
        assert links(session)[unit] == ((b, "engine") if order[0] == "move" else (c, "person"))
        undo(session, ws, acts[order[1]], WHO)
        assert links(session) == before


def test_a_move_under_a_later_one_names_it(store: Sessions, shop: Any) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        unit = units_of(session, a)[0]
        first, second = move_unit(session, ws, unit, b, WHO), move_unit(session, ws, unit, c, WHO)
        with pytest.raises(Conflict, match=rf"was moved again since, by event {second} \(moved\)"):
            undo(session, ws, first, WHO)


def test_a_parents_merge_and_a_childs_move_are_told_apart(store: Sessions, shop: Any) -> None:
    a, b, c, d = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        start = everything(session, shop.themes)
        set_parent(session, ws, a, WHO, b)
        set_parent(session, ws, c, WHO, d)
        joined = merge(session, ws, b, c, WHO)
        # Two levels: what stood under it stands beside its new theme.
        assert session.get_one(Theme, a).parent_id == d
        later = set_parent(session, ws, a, WHO, None)
        with pytest.raises(Conflict, match=rf"event {later} \(parent\) came after {joined}"):
            undo(session, ws, joined, WHO)
        take_all_back(session, ws, Chance(1))
        assert everything(session, shop.themes) == start


def test_a_state_is_not_taken_back_under_a_merge(store: Sessions, shop: Any) -> None:
    a, b = shop.themes[:2]
    ws = shop.workspace_id
    with writing(store) as session:
        rests = set_state(session, ws, a, WHO, "dormant")
        joined = merge(session, ws, a, b, WHO)
        with pytest.raises(Conflict, match="T-0001 was merged into another since"):
            undo(session, ws, rests, WHO)
        undo(session, ws, joined, WHO)
        undo(session, ws, rests, WHO)
        assert session.get_one(Theme, a).state == "active"


def test_acts_of_an_earlier_version_are_still_taken_back(store: Sessions, shop: Any) -> None:
    """Their events know units by id, and splits whose word it was that each was there."""
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        start = links(session)
        own = units_of(session, a)
        parted = split(session, ws, a, WHO, [Part({"ja": "前半"}, own[:5])])
        moved = move_unit(session, ws, own[7], b, WHO)
        joined = merge(session, ws, b, c, WHO)
        for event_id in (parted.event_id, moved, joined):
            event = session.get_one(ThemeEvent, event_id)
            event.before = {name: fact for name, fact in event.before.items() if name != MEMORY}
        event = session.get_one(ThemeEvent, parted.event_id)
        event.before = {**event.before, HELD_BY: {"engine": own[:5]}}
        # A merge that was undone by an earlier version has wiped the move's mark.
        undo(session, ws, joined, WHO)
        assert session.get_one(ThemeLink, own[7], populate_existing=True).event_id is None
        undo(session, ws, moved, WHO)
        undo(session, ws, parted.event_id, WHO)
        assert links(session) == start
