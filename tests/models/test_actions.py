"""What a person meant to reach must be a figure that can be reached."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from sqlalchemy.orm import Session

from models import audit
from models.actions import actions, record, remove
from models.database import Sessions, reading, writing
from models.days import EARLIEST, LATEST
from models.errors import NotFound, Refused
from models.reports import Period, action_effects
from models.tables import Theme
from models.themes import merge, undo
from models.themes.arrays import pack
from models.workspaces import NewTouchpoint, put_touchpoints

DAY = date(2026, 5, 1)
DONE: dict[str, Any] = {
    "what": "業者の変更",
    "starts_on": DAY,
    "owner": "物流",
    "actor": "佐藤",
    "touchpoint": "delivery",
}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"target_kind": "nps", "target_change": math.inf}, "target_change is inf; wanted a change of nps from -200"),
        ({"target_kind": "nps", "target_change": math.nan}, "target_change is nan"),
        ({"target_kind": "csat", "target_change": 1e308}, "a change of csat from -100 to 100"),
        ({"target_change": 5.0}, "target_kind is None"),
        ({"target_kind": "fame", "target_change": 5.0}, "target_kind is 'fame'"),
        ({"starts_on": date(9999, 12, 31)}, "starts_on is '9999-12-31'; wanted a day from 1970-01-01"),
        ({"target_on": date(1, 1, 1)}, "target_on is '0001-01-01'"),
        ({"what": " "}, "what is ' '"),
        ({"owner": " "}, "owner is ' '"),
        ({"touchpoint": "nowhere"}, "touchpoint is 'nowhere'; wanted one of delivery"),
        ({"touchpoint": None}, "wanted a theme, a touchpoint, or both"),
    ],
)
def test_what_cannot_be_reached_is_refused(
    store: Sessions, workspace_id: int, given: dict[str, Any], told: str
) -> None:
    journey(store, workspace_id)
    with pytest.raises(Refused, match=told), writing(store) as session:
        record(session, workspace_id, None, **(DONE | given))


def journey(store: Sessions, workspace_id: int) -> None:
    with writing(store) as session:
        put_touchpoints(session, workspace_id, [NewTouchpoint("delivery", "purchase", "配送", "Delivery")])


def test_the_first_day_that_may_be_asked_for_may_be_recorded_and_measured(store: Sessions, workspace_id: int) -> None:
    journey(store, workspace_id)
    with writing(store) as session:
        record(session, workspace_id, None, **(DONE | {"starts_on": EARLIEST, "target_on": LATEST}))
        assert Period(EARLIEST, LATEST).days > 80_000
        (found,) = action_effects(session, workspace_id)
    assert found.action.starts_on == EARLIEST


def test_an_action_recorded_by_mistake_goes_and_the_audit_keeps_it(store: Sessions, workspace_id: int) -> None:
    journey(store, workspace_id)
    with writing(store) as session:
        action = record(session, workspace_id, None, **DONE)
        remove(session, workspace_id, action, "田中")
    with reading(store) as session:
        assert actions(session, workspace_id) == []
        (newest, _) = audit.entries(session, workspace_id, subject=f"action:{action}")
        assert audit.verify(session, workspace_id) is None
    assert (newest.action, newest.actor) == ("action.remove", "田中")
    assert (newest.detail["what"], newest.detail["touchpoint"]) == ("業者の変更", "delivery")
    with pytest.raises(NotFound, match="action is"), writing(store) as session:
        remove(session, workspace_id, action, "田中")


def test_a_figure_may_be_watched_without_a_target(store: Sessions, workspace_id: int) -> None:
    journey(store, workspace_id)
    with writing(store) as session:
        record(session, workspace_id, None, **DONE, target_kind="nps")
    with reading(store) as session:
        assert [(one.target_kind, one.target_change) for one in actions(session, workspace_id)] == [("nps", None)]


def test_the_actions_of_a_merged_theme_go_with_it(store: Sessions, workspace_id: int) -> None:
    journey(store, workspace_id)
    with writing(store) as session:
        first, second, third, other = themes(session, workspace_id)
        own = record(session, workspace_id, first, **DONE)
        record(session, workspace_id, other, **DONE)
        record(session, workspace_id, None, **DONE)
        merge(session, workspace_id, first, second, "佐藤")
        again = merge(session, workspace_id, second, third, "佐藤")

        def told(theme_id: int) -> list[tuple[int, int | None]]:
            return [(one.id, one.theme_id) for one in actions(session, workspace_id, theme_id)]

        assert told(third) == told(second) == told(first) == [(own, third)]
        assert [one.theme_id for one in actions(session, workspace_id)] == [None, other, third]
        undo(session, workspace_id, again, "佐藤")
        assert (told(third), told(second)) == ([], [(own, second)])


def themes(session: Session, workspace_id: int) -> list[int]:
    vector = pack(np.eye(4, dtype=np.float32)[0])
    rows = [
        Theme(workspace_id=workspace_id, code=f"T-{n:04d}", state="active", anchor=vector, centroid=vector,
              threshold=0.5)
        for n in range(1, 5)
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]
