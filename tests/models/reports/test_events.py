"""What is loaded of a theme's history: what is shown of it, and not where every unit was."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, inspect, select

from models.database import Sessions, reading, writing
from models.errors import NotFound
from models.reports import event_of, events
from models.tables import ThemeEvent
from models.themes import Part, merge, rename, split, undo
from models.themes.older import HELD_BY
from models.themes.origins import MEMORY
from tests.models.reports.placed import links

WHO = "佐藤"


@pytest.fixture
def merged(store: Sessions, shop: Any) -> int:
    """A split with a memory, then a merge: the id of the merge."""
    a, b = shop.themes[:2]
    with writing(store) as session:
        own = [unit for unit, (theme, _) in links(session).items() if theme == a]
        parted = split(session, shop.workspace_id, a, WHO, [Part({"ja": "前半"}, own[:5])])
        rename(session, shop.workspace_id, a, WHO, {"ja": "遅れ"})
        act = merge(session, shop.workspace_id, a, b, WHO)
        assert MEMORY in session.get_one(ThemeEvent, parted.event_id).before
    return act


def test_the_memory_of_an_act_stays_in_the_database(store: Sessions, shop: Any, merged: int) -> None:
    loaded: list[object] = []
    with reading(store) as session:
        event.listen(session, "loaded_as_persistent", lambda _, one: loaded.append(one))
        told = events(session, shop.workspace_id, shop.themes[0])
        assert event_of(session, shop.workspace_id, shop.themes[0], merged) == told[0]
        acts = [one for one in loaded if isinstance(one, ThemeEvent)]
        assert {one.id for one in acts} == {one.id for one in told}
        assert len(told) == 3
        assert all("before" in inspect(one).unloaded for one in acts)
    assert told[0].before == {"state": "active"}
    assert (told[1].before["label"]["ja"], told[1].after["label"]["ja"]) == ("主題0", "遅れ")
    assert not any(name.startswith("_") for one in told for name in one.before)


def test_what_was_looked_at_can_still_be_taken_back(store: Sessions, shop: Any) -> None:
    ws, (a, b) = shop.workspace_id, shop.themes[:2]
    with writing(store) as session:
        before = links(session)
        act = merge(session, ws, a, b, WHO)
    with writing(store) as session:
        assert events(session, ws)[0].undoable
        undo(session, ws, act, WHO)
        assert links(session) == before
        assert [one.undone for one in events(session, ws)][:2] == [False, True]


def test_splits_of_earlier_versions_say_how_many_units_they_took(store: Sessions, shop: Any, merged: int) -> None:
    with writing(store) as session:
        parted = session.scalars(select(ThemeEvent).where(ThemeEvent.kind == "split")).one()
        parted.before = {HELD_BY: {"engine": [1, 2], "person": [3]}}
    with reading(store) as session:
        told = events(session, shop.workspace_id, shop.themes[0])[-1]
    assert (told.kind, told.before, told.after["units"], told.id < merged) == ("split", {}, 3, True)


def test_only_events_of_this_theme_are_told(store: Sessions, shop: Any, merged: int) -> None:
    with reading(store) as session:
        for workspace, theme in ((shop.workspace_id + 1, shop.themes[0]), (shop.workspace_id, shop.themes[1])):
            with pytest.raises(NotFound):
                event_of(session, workspace, theme, merged)
