"""A theme's states follow what is said of it, and never overrule a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from models.database import Sessions, reading, writing
from models.intake import accept
from models.queue import claim, finish
from models.tables import Theme, ThemeEvent, ThemeLink, Unit
from models.themes import age, set_state, undo, watch
from models.themes.ageing import FROM_POOL
from models.themes.arrays import pack

Speak = Callable[..., None]


@pytest.fixture
def theme(store: Sessions, workspace_id: int) -> int:
    with writing(store) as session:
        row = Theme(workspace_id=workspace_id, code="T-0001", label={"ja": "返品"}, state="active", threshold=0.5,
                    anchor=pack(np.ones(4, np.float32)), centroid=pack(np.ones(4, np.float32)))  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def speak(store: Sessions, workspace_id: int, made: Any, theme: int) -> Speak:
    """So many people in a week, of the theme or of none."""

    def say(week: int, people: int, of: int | None = theme, text: str = "返品できません。") -> None:
        at = made.start + timedelta(weeks=week)
        with writing(store) as session:
            comments = [made.comment(f"w{week}-{of}-{n}", text, author=f"p{n}", received_at=at) for n in range(people)]
            accept(session, workspace_id, comments)
            leased = claim(session, limit=100, lease_seconds=60)
            read = [made.read(c.id) for c in leased.comments]
            finish(session, leased.token, read)
            if of is not None:
                units = session.scalars(select(Unit.id).where(Unit.comment_id.in_([c.id for c in leased.comments])))
                for unit in list(units):
                    comment = session.get_one(Unit, unit).comment_id
                    session.add(ThemeLink(unit_id=unit, workspace_id=workspace_id, theme_id=of, comment_id=comment,
                                          received_at=at, similarity=0.9))  # fmt: skip

    return say


def born(store: Sessions, workspace_id: int, theme: int, state: str, **after: object) -> None:
    with writing(store) as session:
        session.get_one(Theme, theme).state = state
        session.add(ThemeEvent(workspace_id=workspace_id, theme_id=theme, kind="born", after=after))


def aged(store: Sessions, workspace_id: int) -> list[tuple[str, str]]:
    with writing(store) as session:
        return [(one.kind, one.state) for one in age(session, workspace_id)]


def test_a_newcomer_is_active_once_it_has_lasted_two_weeks(
    store: Sessions, workspace_id: int, theme: int, speak: Speak
) -> None:
    born(store, workspace_id, theme, "candidate", **{FROM_POOL: 5})
    speak(0, 5)
    assert aged(store, workspace_id) == []
    speak(1, 5)
    assert aged(store, workspace_id) == [("promoted", "active")]
    assert aged(store, workspace_id) == []


def test_what_a_first_discovery_found_too_loose_is_not_promoted_by_volume(
    store: Sessions, workspace_id: int, theme: int, speak: Speak
) -> None:
    born(store, workspace_id, theme, "candidate")
    speak(0, 5)
    speak(1, 5)
    assert aged(store, workspace_id) == []


def test_silence_rests_a_theme_and_words_bring_it_back_under_its_id(
    store: Sessions, workspace_id: int, theme: int, speak: Speak
) -> None:
    born(store, workspace_id, theme, "active")
    speak(0, 6)
    speak(9, 2, None)
    assert aged(store, workspace_id) == [("dormant", "dormant")]
    speak(10, 6)
    assert aged(store, workspace_id) == [("revived", "active")]
    with reading(store) as session:
        events = session.scalars(select(ThemeEvent).order_by(ThemeEvent.id)).all()
        assert [(e.kind, e.by, e.theme_id) for e in events] == [
            ("born", "engine", theme), ("dormant", "engine", theme), ("revived", "engine", theme),
        ]  # fmt: skip
        assert events[1].reason == "0 people in 8 weeks"


def test_half_a_year_of_silence_closes_it(store: Sessions, workspace_id: int, theme: int, speak: Speak) -> None:
    born(store, workspace_id, theme, "dormant")
    speak(0, 6)
    speak(25, 2, None)
    assert aged(store, workspace_id) == []
    speak(27, 2, None)
    assert aged(store, workspace_id) == [("retired", "retired")]


def test_a_state_that_a_person_chose_stands_until_they_take_it_back(
    store: Sessions, workspace_id: int, theme: int, speak: Speak
) -> None:
    born(store, workspace_id, theme, "active")
    speak(0, 6)
    speak(9, 2, None)
    with writing(store) as session:
        event = set_state(session, workspace_id, theme, "佐藤", "active")
    assert aged(store, workspace_id) == []
    with writing(store) as session:
        undo(session, workspace_id, event, "佐藤")
    assert aged(store, workspace_id) == [("dormant", "dormant")]


def test_a_pinned_theme_never_rests(store: Sessions, workspace_id: int, theme: int, speak: Speak) -> None:
    born(store, workspace_id, theme, "active")
    with writing(store) as session:
        session.get_one(Theme, theme).pinned = True
    speak(0, 6)
    speak(9, 2, None)
    assert aged(store, workspace_id) == []


def test_a_watch_word_brings_the_units_at_once_and_an_undo_sends_them_home(
    store: Sessions, workspace_id: int, theme: int, speak: Speak
) -> None:
    speak(0, 3, None, "ＲＥＣＡＬＬの件")
    speak(1, 2, None, "別の話です")

    def inside() -> int:
        with reading(store) as session:
            return len(session.scalars(select(ThemeLink.unit_id).where(ThemeLink.theme_id == theme)).all())

    with writing(store) as session:
        event = watch(session, workspace_id, theme, "佐藤", ["recall"])
    assert inside() == 3
    with writing(store) as session:
        undo(session, workspace_id, event, "佐藤")
    assert inside() == 0
