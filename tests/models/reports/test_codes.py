"""A theme's code is given once, however many make themes at the same time."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, text

from models.database import Sessions, reading, writing
from models.intake import accept as take_in
from models.tables import Theme, ThemeLink
from models.themes import NewChange, NewProposal, NewSeed, Part, accept, plant, save_proposal, split

WHO = "佐藤"
AXIS = np.eye(4, dtype=np.float32)[3]


def part_off(session: Any, shop: Any, theme: int) -> None:
    unit = session.scalars(select(ThemeLink.unit_id).where(ThemeLink.theme_id == theme).limit(1)).one()
    split(session, shop.workspace_id, theme, WHO, [Part({"ja": "前半"}, [unit])])


def proposed(session: Any, shop: Any) -> int:
    """The run of a proposed birth."""
    detail = {
        "label": {"ja": "返品"}, "keywords": {}, "pairs": [], "touchpoint": None, "pain_point": None, "stability": 0.9,
        "group_key": "", "group_label": {}, "verbatims": [], "threshold": 0.4, "encoder": "4d",
    }  # fmt: skip
    free = session.scalars(select(ThemeLink.unit_id).limit(3)).all()
    arrays = {"centroid": AXIS, "unit": np.array(free), "similarity": np.ones(3, np.float32)}
    change = NewChange("born", "born:x", None, (), 3, "new", detail, arrays)
    return save_proposal(
        session, shop.workspace_id, NewProposal(1, {}, {}, {}, 0.3, {"": AXIS}, 1.0, (change,), moved=0, kept=0)
    )


@pytest.mark.parametrize("act", ["split", "accept", "plant"])
def test_who_makes_a_theme_waits_for_whoever_is_making_one(store: Sessions, shop: Any, made: Any, act: str) -> None:
    first, second = shop.themes[:2]
    with writing(store) as session:
        run = proposed(session, shop)
    acts = {
        "split": lambda session: part_off(session, shop, second),
        "accept": lambda session: accept(session, shop.workspace_id, run, WHO),
        "plant": lambda session: plant(session, shop.workspace_id, WHO, [NewSeed("k", {"ja": "種"}, AXIS, 0.5)]),
    }
    done: list[str] = []

    def other() -> None:
        with writing(store) as session:
            acts[act](session)
        done.append(act)

    thread = threading.Thread(target=other)
    with writing(store) as session:
        part_off(session, shop, first)
        thread.start()
        thread.join(0.5)
        assert done == []
    thread.join()
    with reading(store) as session:
        codes = session.scalars(select(Theme.code).order_by(Theme.code)).all()
    assert done == [act]
    assert codes == [f"T-000{n}" for n in range(1, 7)]


def test_comments_come_in_while_a_theme_is_made(store: Sessions, engine: Any, shop: Any, made: Any) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with writing(store) as session:
        part_off(session, shop, shop.themes[0])
        # Of another week: the one that the split speaks of is marked, and waits.
        later = made.comment("meanwhile", received_at=made.start + timedelta(weeks=20))
        with writing(store) as another:
            another.execute(text("SET LOCAL lock_timeout = '2s'"))
            assert len(take_in(another, shop.workspace_id, [later]).new_ids) == 1
