"""The person's hand, seen through the report: at once, kept by the next discovery, and back again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from models import audit
from models.database import Sessions, reading, writing
from models.errors import Conflict, NotFound, Refused
from models.reports import Filters, events, theme_page, theme_table
from models.sheets.packing import refresh
from models.tables import Theme, ThemeEvent, ThemeLink
from models.themes import (
    NewEvent,
    NewTheme,
    NewThemeRun,
    Part,
    forbid,
    merge,
    move_unit,
    pin,
    rename,
    save_discovery,
    set_parent,
    set_state,
    split,
    undo,
    watch,
)
from tests.models.reports.placed import units_of

WHO = "佐藤"


def table(session: Any, shop: Any) -> dict[int, int]:
    return {row.id: row.respondents for row in theme_table(session, shop.workspace_id, Filters())}


def people(shop: Any, *themes: int) -> int:
    return len({s.person for s in shop.said if any(t in themes for t, _, _ in s.units)})


def holders(session: Any) -> dict[int, tuple[int | None, str]]:
    """Theme and holder of every unit that has a link."""
    rows = session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id, ThemeLink.by))
    return {unit: (theme, by) for unit, theme, by in rows}


def test_a_new_name_is_shown_at_once_and_taken_back(store: Sessions, shop: Any) -> None:
    theme = shop.themes[0]
    with writing(store) as session:
        event = rename(session, shop.workspace_id, theme, WHO, {"ja": "配送の遅れ"}, "短く")
        named = theme_page(session, shop.workspace_id, theme, Filters())
        undo(session, shop.workspace_id, event, WHO)
        back = theme_page(session, shop.workspace_id, theme, Filters())
        done = [entry.action for entry in audit.entries(session, shop.workspace_id)]
        assert audit.verify(session, shop.workspace_id) is None
    assert named.row.label == {"ja": "配送の遅れ", "en": "theme 0"}
    assert (named.events[0].kind, named.events[0].reason, named.events[0].undoable) == ("renamed", "短く", True)
    assert back.row.label == {"ja": "主題0", "en": "theme 0"}
    assert [(e.kind, e.undone) for e in back.events] == [("undone", False), ("renamed", True)]
    assert done == ["theme.undone", "theme.renamed"]


@pytest.mark.parametrize("packed", [True, False])
def test_a_merge_joins_people_and_can_be_parted_again(store: Sessions, shop: Any, packed: bool) -> None:
    a, b = shop.themes[:2]
    with writing(store) as session:
        before = table(session, shop)
        if packed:
            refresh(session, shop.workspace_id)
    with writing(store) as session:
        event = merge(session, shop.workspace_id, a, b, WHO)
        joined = table(session, shop)
        page = theme_page(session, shop.workspace_id, a, Filters())
    with writing(store) as session:
        assert table(session, shop) == joined
        undo(session, shop.workspace_id, event, WHO)
        parted = table(session, shop)
    assert a not in joined
    assert joined[b] == people(shop, a, b)
    assert page.merged_into is not None
    assert page.merged_into.id == b
    assert parted == before


def test_what_was_merged_cannot_be_merged_or_renamed_again(store: Sessions, shop: Any) -> None:
    a, b, c, _ = shop.themes
    with writing(store) as session:
        merge(session, shop.workspace_id, a, b, WHO)
        with pytest.raises(Conflict, match="was merged into another"):
            merge(session, shop.workspace_id, c, a, WHO)
        with pytest.raises(Conflict):
            rename(session, shop.workspace_id, a, WHO, {"ja": "x"})
        with pytest.raises(Conflict, match="into itself"):
            merge(session, shop.workspace_id, b, b, WHO)


def test_a_split_makes_themes_of_their_own(store: Sessions, shop: Any) -> None:
    theme = shop.themes[0]
    with writing(store) as session:
        before = table(session, shop)
        units = units_of(session, theme)
        parts = [Part({"ja": "前半"}, units[:10]), Part({"ja": "後半"}, units[10:25])]
        parted = split(session, shop.workspace_id, theme, WHO, parts)
        sizes = [len(units_of(session, t)) for t in (theme, *parted.theme_ids)]
        codes = session.scalars(select(Theme.code).where(Theme.id.in_(parted.theme_ids)).order_by(Theme.id)).all()
        shown = table(session, shop)
        undo(session, shop.workspace_id, parted.event_id, WHO)
        states = session.scalars(select(Theme.state).where(Theme.id.in_(parted.theme_ids))).all()
        assert table(session, shop) == before
    assert sizes == [len(units) - 25, 10, 15]
    assert codes == ["T-0005", "T-0006"]
    assert set(parted.theme_ids) < set(shown)
    assert states == ["retired", "retired"]


def test_a_split_taken_back_gives_each_unit_to_whom_it_was(store: Sessions, shop: Any) -> None:
    a, b = shop.themes[:2]
    ws = shop.workspace_id
    with writing(store) as session:
        own, others = units_of(session, a), units_of(session, b)
        move_unit(session, ws, others[0], a, WHO)
        before = holders(session)
        parted = split(session, ws, a, WHO, [Part({"ja": "前半"}, [others[0], *own[:5]])])
        part = parted.theme_ids[0]
        held = holders(session)
        assert [held[unit] for unit in (others[0], *own[:5])] == [(part, "person")] * 6
        # A merge that is undone wipes the split's mark on its units.
        undo(session, ws, merge(session, ws, part, b, WHO), WHO)
        undo(session, ws, parted.event_id, WHO)
        assert holders(session) == before


def test_a_split_by_hand_of_the_days_before_holders_were_kept_stays_the_persons(store: Sessions, shop: Any) -> None:
    a, ws = shop.themes[0], shop.workspace_id
    with writing(store) as session:
        own = units_of(session, a)
        parted = split(session, ws, a, WHO, [Part({"ja": "前半"}, own[:5])])
        event = session.get_one(ThemeEvent, parted.event_id)
        event.before = {"_centroid": event.before["_centroid"]}
        undo(session, ws, parted.event_id, WHO)
        held = holders(session)
        assert [held[unit] for unit in own] == [(a, "person")] * 5 + [(a, "engine")] * (len(own) - 5)


def test_a_split_whose_part_took_another_theme_in_is_not_taken_back_first(store: Sessions, shop: Any) -> None:
    a, b = shop.themes[:2]
    ws = shop.workspace_id
    with writing(store) as session:
        before = holders(session)
        parted = split(session, ws, a, WHO, [Part({"ja": "前半"}, units_of(session, a)[:5])])
        joined = merge(session, ws, b, parted.theme_ids[0], WHO)
        with pytest.raises(Conflict, match=r"theme T-0002 was merged into T-0005 since; wanted that merge undone"):
            undo(session, ws, parted.event_id, WHO)
        undo(session, ws, joined, WHO)
        undo(session, ws, parted.event_id, WHO)
        assert holders(session) == before


def test_a_split_takes_only_what_is_there(store: Sessions, shop: Any) -> None:
    a, b = shop.themes[:2]
    with writing(store) as session:
        mine, theirs = units_of(session, a), units_of(session, b)
        with pytest.raises(Conflict, match="1 of the units are not in theme"):
            split(session, shop.workspace_id, a, WHO, [Part({"ja": "x"}, [mine[0], theirs[0]])])
        for parts in ([], [Part({"ja": "x"}, [])], [Part({"ja": "x"}, mine[:2]), Part({"ja": "y"}, mine[1:3])]):
            with pytest.raises(Refused, match="at least one unit in each"):
                split(session, shop.workspace_id, a, WHO, parts)


def test_a_moved_unit_stays_and_goes_back(store: Sessions, shop: Any) -> None:
    a, b = shop.themes[:2]
    with writing(store) as session:
        unit = units_of(session, a)[0]
        out = move_unit(session, shop.workspace_id, unit, b, WHO)
        assert unit in units_of(session, b)
        none = move_unit(session, shop.workspace_id, unit, None, WHO)
        assert unit not in units_of(session, a) + units_of(session, b)
        with pytest.raises(Conflict, match="is there already"):
            move_unit(session, shop.workspace_id, unit, None, WHO)
        with pytest.raises(Conflict, match="was moved again since"):
            undo(session, shop.workspace_id, out, WHO)
        undo(session, shop.workspace_id, none, WHO)
        assert unit in units_of(session, b)
        with pytest.raises(NotFound, match="unit is 999999"):
            move_unit(session, shop.workspace_id, 999_999, b, WHO)


def test_a_forbidden_theme_is_gone_until_it_is_allowed(store: Sessions, shop: Any) -> None:
    theme = shop.themes[2]
    with writing(store) as session:
        before = table(session, shop)
        event = forbid(session, shop.workspace_id, theme, WHO)
        assert theme not in table(session, shop)
        assert units_of(session, theme) == []
        undo(session, shop.workspace_id, event, WHO)
        assert table(session, shop) == before


def test_small_acts_and_their_undo(store: Sessions, shop: Any) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        acts = [
            pin(session, ws, a, WHO),
            watch(session, ws, a, WHO, ["遅延", " 遅延 ", "late delivery"]),
            set_parent(session, ws, a, WHO, b),
            set_state(session, ws, a, WHO, "dormant"),
        ]
        page = theme_page(session, ws, a, Filters())
        assert (page.row.pinned, page.watch_words, page.row.state) == (True, ("遅延", "late delivery"), "dormant")
        assert page.parent is not None
        assert page.parent.id == b
        assert [child.id for child in theme_page(session, ws, b, Filters()).children] == [a]
        with pytest.raises(Conflict, match="two levels"):
            set_parent(session, ws, b, WHO, c)
        with pytest.raises(Conflict, match="two levels"):
            set_parent(session, ws, c, WHO, a)
        for act in acts:
            undo(session, ws, act, WHO)
        page = theme_page(session, ws, a, Filters())
    assert (page.row.pinned, page.watch_words, page.row.state, page.parent) == (False, (), "active", None)


def test_acts_are_taken_back_in_order_and_once(store: Sessions, shop: Any) -> None:
    theme, ws = shop.themes[0], shop.workspace_id
    with writing(store) as session:
        first = rename(session, ws, theme, WHO, {"ja": "一"})
        second = rename(session, ws, theme, WHO, {"ja": "二"})
        with pytest.raises(Conflict, match="came after"):
            undo(session, ws, first, WHO)
        undo(session, ws, second, WHO)
        undo(session, ws, first, WHO)
        with pytest.raises(Conflict, match="cannot be undone"):
            undo(session, ws, first, WHO)
        with pytest.raises(NotFound, match="event is 999"):
            undo(session, ws, 999, WHO)
        assert theme_page(session, ws, theme, Filters()).row.label["ja"] == "主題0"


def test_the_next_discovery_keeps_the_persons_hand(store: Sessions, shop: Any) -> None:
    a, b, c, _ = shop.themes
    ws = shop.workspace_id
    with writing(store) as session:
        unit = units_of(session, a)[0]
        rename(session, ws, a, WHO, {"ja": "人の名"})
        move_unit(session, ws, unit, b, WHO)
        pin(session, ws, c, WHO)
        every = list(session.scalars(select(ThemeLink.unit_id)))
        again = NewTheme({"ja": "機械の名"}, {}, np.ones(4, np.float32) / 2, 0.4, known_id=a)
        run = NewThemeRun(
            1, {}, {}, {}, 0.0, {}, 1.0, "e", [again], [NewEvent("retired", theme_id=c)],
            np.array(every), np.zeros(len(every), np.int64), np.ones(len(every), np.float32),
        )  # fmt: skip
        save_discovery(session, ws, run)
    with reading(store) as session:
        labels = dict(session.execute(select(Theme.id, Theme.label)).all())
        assert labels[a]["ja"] == "人の名"
        assert unit in units_of(session, b)
        assert session.get_one(Theme, c).state == "active"
        assert len(events(session, ws)) == 4


@pytest.mark.parametrize(
    "act",
    [
        lambda s, ws, t: rename(s, ws, t, WHO, {"ja": " "}),
        lambda s, ws, t: rename(s, ws, t, WHO, {}),
        lambda s, ws, t: watch(s, ws, t, WHO, ["x"]),
        lambda s, ws, t: set_state(s, ws, t, WHO, "gone"),
    ],
)
def test_nonsense_is_refused(store: Sessions, shop: Any, act: Any) -> None:
    with writing(store) as session, pytest.raises(Refused):
        act(session, shop.workspace_id, shop.themes[0])


def test_another_workspace_cannot_touch_it(store: Sessions, shop: Any) -> None:
    with writing(store) as session, pytest.raises(NotFound):
        rename(session, shop.workspace_id + 1, shop.themes[0], WHO, {"ja": "x"})


def test_a_name_is_one_line_that_reads_forwards(store: Sessions, shop: Any) -> None:
    theme = shop.themes[0]
    with writing(store) as session:
        rename(session, shop.workspace_id, theme, WHO, {"ja": " 配送が\n遅い\u3000日 "})
        assert session.get_one(Theme, theme).label["ja"] == "配送が 遅い 日"
    for name in ("\u202e逆", "鈴\x07", " \n"):
        with pytest.raises(Refused, match="label"), writing(store) as session:
            rename(session, shop.workspace_id, theme, WHO, {"ja": name})
