"""What the report tells of a theme and the score, where two figures point opposite ways."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from models.database import Sessions, reading, writing
from models.insights.alarms import Alarm, Tier
from models.insights.impact import Interval, ThemeImpact, Verdict
from models.insights.priority import Quadrant
from models.intake import NewScore, accept
from models.queue import ReadComment, claim, finish
from models.reports import Filters, priority, story
from models.reports.matrices import WeeklyThemes
from models.reports.selection import select_facts
from models.reports.stories import _change, _placed
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


WEEKS = tuple(date(2026, 3, 2) + timedelta(weeks=n) for n in range(12))


@pytest.mark.parametrize(("last", "over"), [(3, True), (15, False)])
def test_a_spike_is_over_when_the_last_week_is_as_it_was(last: int, over: bool) -> None:
    counts = np.array([[3, 2, 3, 4, 3, 2, 3, 3, 20, 18, 4, last]])
    table = WeeklyThemes((7,), WEEKS, counts, counts, np.full(12, 100))
    rise = [Alarm("7", WEEKS[at], int(counts[0, at]), 3.0, 0.0, 8.0, 1e-6, 1e-5, Tier.ALERT) for at in (8, 9)]
    fact = _change(table, rise, None, "nps", {"ja": "落ちる", "en": "crashes"})
    assert (fact.latest, fact.over) == (last, over)
    assert fact.since == WEEKS[8]
    assert fact.share_now == pytest.approx(0.2 if over else (20 + 18 + 4 + last) / 400)


@pytest.mark.parametrize("verdict", [Verdict.NO_EVIDENCE, Verdict.LOWERS])
def test_a_change_says_when_its_tie_with_the_score_is_unproven(verdict: Verdict) -> None:
    counts = np.array([[3, 2, 3, 4, 3, 2, 3, 3, 20, 18, 14, 15]])
    table = WeeklyThemes((7,), WEEKS, counts, counts, np.full(12, 100))
    rise = [Alarm("7", WEEKS[8], 20, 3.0, 0.0, 8.0, 1e-6, 1e-5, Tier.ALERT)]
    figure = Interval(-8.2, -14.8, -2.3)
    impact = ThemeImpact(34, 147, figure, figure, 0.04, 0.2, verdict, theme_id="7")
    fact = _change(table, rise, impact, "nps", {"ja": "落ちる", "en": "crashes"})
    assert fact.unproven == (verdict is Verdict.NO_EVIDENCE)


def test_people_behind_a_change_are_counted_once(store: Sessions, workspace_id: int, entangled: list[int]) -> None:
    with reading(store) as session:
        facts = select_facts(session, workspace_id, Filters())
        said = facts.theme == entangled[LATE]
        told = [one for one in story(session, workspace_id, Filters()) if int(one.theme_id) == entangled[LATE]]
        placed = [_placed(session, workspace_id, facts, one) for one in told]
    assert placed
    assert {one.respondents for one in placed} == {len(set(facts.mention_person[said].tolist()))}


def test_the_story_names_the_survey_only_where_there_are_two(
    store: Sessions, workspace_id: int, entangled: list[int], made: Any
) -> None:
    with writing(store) as session:
        assert {fact.score_scope for fact in story(session, workspace_id, Filters())} == {None}
        scores = (NewScore("nps", 9, "transactional"),)
        accept(session, workspace_id, [made.comment("x", author="q", scores=scores)])
    with reading(store) as session:
        assert {fact.score_scope for fact in story(session, workspace_id, Filters())} == {"relational"}
