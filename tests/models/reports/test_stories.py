"""What the report tells of a theme and the score, where two figures point opposite ways."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from models.database import Sessions, reading, writing
from models.insights.impact import Verdict
from models.insights.priority import Quadrant
from models.intake import NewScore, accept
from models.queue import ReadComment, claim, finish
from models.reports import Filters, priority, story
from models.tables import Theme
from models.themes.arrays import pack

LATE, HELPED = 0, 1


@pytest.fixture
def entangled(store: Sessions, workspace_id: int, made: Any) -> list[int]:
    """Staff who helped, praised mostly by those whose parcel was late; with everybody they go with better scores."""
    chance = random.Random(3)
    with writing(store) as session:
        themes = []
        for n, name in enumerate(("配送の遅れ", "店員に助けられた")):
            theme = Theme(
                workspace_id=workspace_id, code=f"T-{n + 1:04d}", label={"ja": name, "en": name}, state="active",
                anchor=pack(np.eye(4, dtype=np.float32)[n]), centroid=pack(np.eye(4, dtype=np.float32)[n]),
                threshold=0.5,
            )  # fmt: skip
            session.add(theme)
            session.flush()
            themes.append(theme.id)
        new, plans = [], []
        for n in range(600):
            late = chance.random() < 0.3
            helped = chance.random() < (0.5 if late else 0.05)
            promoted = chance.random() < 0.65 - 0.6 * late + 0.25 * helped
            nps = NewScore("nps", 9 if promoted else chance.randint(3, 6))
            new.append(made.comment(f"c-{n}", author=f"p-{n}", scores=(nps,)))
            plans.append([place for place, said in ((LATE, late), (HELPED, helped)) if said])
        ids = accept(session, workspace_id, new).new_ids
        leased = claim(session, limit=1000, lease_seconds=60)
        read = []
        for comment_id, plan in zip(ids, plans, strict=True):
            units = tuple(
                made.unit(n, theme_id=themes[place], similarity=0.9, polarity=1 if place == HELPED else -1)
                for n, place in enumerate(plan)
            )
            read.append(ReadComment(comment_id, made.reading(), (), units))
        finish(session, leased.token, read)
    return themes


def test_a_theme_that_goes_along_with_others_is_not_told_as_good_news(
    store: Sessions, workspace_id: int, entangled: list[int]
) -> None:
    with reading(store) as session:
        found = priority(session, workspace_id, Filters())
        told = {fact.theme_id: fact for fact in story(session, workspace_id, Filters())}
    late, helped = (str(theme) for theme in entangled)
    impact = next(one for one in found.impacts if one.theme_id == helped)
    assert impact.verdict is Verdict.RAISES
    assert impact.leave_out is not None
    assert impact.leave_out.high < 0
    assert {place.theme_id: place.quadrant for place in found.places} == {
        late: Quadrant.FIX_FIRST,
        helped: Quadrant.WITH_OTHERS,
    }
    assert set(told) == {late}
    assert told[late].cost is not None
    assert told[late].cost < 0
