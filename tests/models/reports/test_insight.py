"""What the report says by itself, on a shop whose story is known."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from models.actions import record
from models.database import Sessions, reading, writing
from models.insights.alarms import Alarm, Tier
from models.insights.beforeafter import Outcome
from models.insights.story import FactKind
from models.intake import NewScore, accept
from models.queue import ReadComment, claim, finish
from models.reports import (
    Filters,
    Period,
    action_effects,
    alerts,
    journey_score,
    priority,
    slow_changes,
    story,
    summary,
    theme_comments,
    theme_impacts,
    theme_table,
    tone_changes,
    with_drivers,
)
from models.reports.alarms import alarms, candidate_alarms
from models.tables import Theme
from models.tables.columns import now
from models.themes import forbid
from models.themes.arrays import pack
from models.workspaces import NewTouchpoint, put_touchpoints

FIRST = date(2026, 4, 6)
LATE, LOGIN, STAFF = 0, 1, 2  # places in themes


@pytest.fixture
def tale(store: Sessions, workspace_id: int, made: Any) -> list[int]:
    """Twelve weeks of sixty voices: late deliveries from week 7, a broken sign-in from week 10, praise all along."""
    chance = random.Random(5)
    with writing(store) as session:
        put_touchpoints(
            session,
            workspace_id,
            [NewTouchpoint("delivery", "purchase", "配送", "Delivery"), NewTouchpoint("app", "use", "アプリ", "App")],
        )
        themes = []
        for n, name in enumerate(("配送の遅れ", "ログインできない", "親切な店員")):
            theme = Theme(
                workspace_id=workspace_id, code=f"T-{n + 1:04d}", label={"ja": name, "en": name}, state="active",
                anchor=pack(np.eye(4, dtype=np.float32)[n]), centroid=pack(np.eye(4, dtype=np.float32)[n]),
                threshold=0.5,
            )  # fmt: skip
            session.add(theme)
            session.flush()
            themes.append(theme.id)
        new, plans = [], []
        for week in range(12):
            for voice in range(60):
                said = _said(week, chance)
                nps = {LATE: chance.randint(0, 5), LOGIN: chance.randint(2, 7), STAFF: chance.randint(8, 10)}.get(
                    said if said is not None else -1, chance.randint(3, 10)
                )
                region = "東京" if said == LATE and chance.random() < 0.8 else chance.choice(["東京", "大阪", "福岡"])
                new.append(
                    made.comment(
                        f"{week}-{voice}",
                        author=f"{week}-{voice}",
                        segment={"region": region},
                        received_at=made.start + timedelta(weeks=week, hours=voice),
                        scores=(NewScore("nps", nps),),
                    )
                )
                plans.append(said)
        ids = accept(session, workspace_id, new).new_ids
        leased = claim(session, limit=1000, lease_seconds=60)
        results = []
        for comment_id, said in zip(ids, plans, strict=True):
            theme_id = None if said is None else themes[said]
            touchpoint = {LATE: "delivery", LOGIN: "app"}.get(-1 if said is None else said)
            unit = made.unit(0, theme_id=theme_id, similarity=0.9, touchpoint=touchpoint,
                             polarity=1 if said == STAFF else -1)  # fmt: skip
            results.append(ReadComment(comment_id, made.reading(), (), (unit,)))
        finish(session, leased.token, results)
    return themes


def _said(week: int, chance: random.Random) -> int | None:
    drawn = chance.random()
    if drawn < (0.35 if week >= 6 else 0.06):
        return LATE
    if week >= 9 and drawn < 0.6:
        return LOGIN
    return STAFF if drawn > 0.85 else None


def test_a_candidate_is_watched_where_others_raise_an_alert(
    store: Sessions, workspace_id: int, tale: list[int]
) -> None:
    with reading(store) as session:
        before = alerts(session, workspace_id, Filters(), weeks=12)
    assert {(one.alarm.theme_id, str(one.alarm.tier)) for one in before} >= {
        (str(tale[LATE]), "alert"),
        (str(tale[LOGIN]), "new"),
    }
    assert not any(one.candidate for one in before)
    with writing(store) as session:
        for place in (LATE, LOGIN):
            session.get_one(Theme, tale[place]).state = "candidate"
            session.get_one(Theme, tale[place]).changed_at = now()
    with reading(store) as session:
        after = alerts(session, workspace_id, Filters(), weeks=12)
        told = story(session, workspace_id, Filters())
        found = summary(session, workspace_id, Filters())
    watched = [one for one in after if one.theme.id in (tale[LATE], tale[LOGIN])]
    assert {one.theme.id for one in watched} == {tale[LATE], tale[LOGIN]}
    assert {(str(one.alarm.tier), one.candidate) for one in watched} == {("watch", True)}
    assert min(one.alarm.week for one in watched if one.theme.id == tale[LOGIN]) == FIRST + timedelta(weeks=9)
    assert {fact.theme_id for fact in told}.isdisjoint({str(tale[LATE]), str(tale[LOGIN])})
    assert found.in_candidates.n == found.unassigned.n - found.unassigned.count
    assert 0 < found.in_candidates.count < found.in_candidates.n


def test_a_mild_rise_of_a_candidate_is_nothing(
    store: Sessions, workspace_id: int, tale: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Alarm(str(tale[STAFF]), FIRST + timedelta(weeks=n), 9, 3, 1, 6, 0.005, 0.2, t) for n, t in enumerate(Tier)]
    monkeypatch.setattr("models.reports.alarms.scan", lambda *_: found)
    with writing(store) as session:
        session.get_one(Theme, tale[STAFF]).state = "candidate"
        session.get_one(Theme, tale[STAFF]).changed_at = now()
        _, watched = candidate_alarms(session, workspace_id, Filters())
    assert [(one.week, one.tier) for one in watched] == [
        (one.week, Tier.WATCH) for one in found if one.tier is not Tier.WATCH
    ]


def test_the_story_says_what_rose_and_what_is_new(store: Sessions, workspace_id: int, tale: list[int]) -> None:
    with reading(store) as session:
        told = {fact.theme_id: fact for fact in story(session, workspace_id, Filters())}
    late, login = told[str(tale[LATE])], told[str(tale[LOGIN])]
    assert (late.kind, late.since) == (FactKind.RISING, FIRST + timedelta(weeks=6))
    assert (login.kind, login.since) == (FactKind.NEW, FIRST + timedelta(weeks=9))
    assert late.touchpoint == {"ja": "配送", "en": "Delivery"}
    assert late.segment == "東京"
    assert late.cost is not None
    assert late.cost < 0
    assert (late.share_now or 0) > 3 * (late.share_before or 0)
    assert told[str(tale[STAFF])].kind is FactKind.LIFTS
    assert late.label["ja"] == "配送の遅れ"


@pytest.mark.parametrize(
    "period",
    [
        Period(FIRST - timedelta(weeks=7), FIRST + timedelta(weeks=12, days=-1)),
        Period(FIRST, FIRST + timedelta(weeks=30)),
        Period(date(1970, 1, 1), date(2199, 12, 31)),
    ],
)
def test_weeks_before_and_after_all_feedback_change_nothing(
    store: Sessions, workspace_id: int, tale: list[int], period: Period
) -> None:
    with reading(store) as session:
        assert story(session, workspace_id, Filters(period)) == story(session, workspace_id, Filters())
        assert alerts(session, workspace_id, Filters(period)) == alerts(session, workspace_id, Filters())
        assert tone_changes(session, workspace_id, Filters(period)) == tone_changes(session, workspace_id, Filters())
        assert slow_changes(session, workspace_id, Filters(period)) == slow_changes(session, workspace_id, Filters())
        assert len(candidate_alarms(session, workspace_id, Filters(period))[0].weeks) == 12


@pytest.mark.parametrize(
    "period", [Period(date(1970, 1, 1), date(2020, 1, 1)), Period(date(2100, 1, 1), date(2199, 12, 31))]
)
def test_a_period_without_feedback_raises_nothing_and_costs_nothing(
    store: Sessions, workspace_id: int, tale: list[int], period: Period
) -> None:
    with reading(store) as session:
        table, found = alarms(session, workspace_id, Filters(period))
        assert (len(table.weeks), table.totals.sum(), found) == (1, 0, ())
        assert story(session, workspace_id, Filters(period)) == ()
        assert slow_changes(session, workspace_id, Filters(period)) == ()


def test_an_alert_brings_its_weeks_places_and_voices(store: Sessions, workspace_id: int, tale: list[int]) -> None:
    with reading(store) as session:
        found = alerts(session, workspace_id, Filters())
        early = alerts(session, workspace_id, Filters(Period(FIRST, FIRST + timedelta(days=34))))
    first = min((a for a in found if a.theme.id == tale[LATE]), key=lambda a: a.alarm.week)
    assert first.alarm.week == FIRST + timedelta(weeks=6)
    assert first.alarm.observed > first.alarm.high
    assert {w.week: w.respondents for w in first.weekly}[first.alarm.week] == first.alarm.observed
    assert first.concentrations[0].field in ("touchpoint", "segment:region")
    assert len(first.verbatims) == 3
    assert tale[LATE] not in {a.theme.id for a in early}
    weeks = [a.alarm.week for a in found]
    assert weeks == sorted(weeks, reverse=True)


def test_the_priority_map_tells_what_goes_with_the_score(store: Sessions, workspace_id: int, tale: list[int]) -> None:
    with reading(store) as session:
        found = priority(session, workspace_id, Filters())
        driven = with_drivers(session, workspace_id, Filters(), found)
        of_late = theme_impacts(session, workspace_id, tale[LATE], Filters())
    assert (found.kind, found.scope, found.n) == ("nps", "relational", 720)
    assert found.places[0].theme_id == str(tale[LATE])
    assert found.places[0].impact.high < 0
    assert (found.drivers, driven.drivers is not None) == (None, True)
    assert sum(driven.drivers.shares) == pytest.approx(1)
    assert set(found.themes) == {str(theme) for theme in tale}
    assert [(i.kind, i.scope, i.impact.verdict) for i in of_late] == [("nps", "relational", "lowers")]


def test_what_is_kept_is_reckoned_again_when_a_theme_changes(
    store: Sessions, workspace_id: int, tale: list[int]
) -> None:
    with writing(store) as session:
        before = priority(session, workspace_id, Filters())
        assert priority(session, workspace_id, Filters()) is before
    with writing(store) as session:
        forbid(session, workspace_id, tale[LATE], "佐藤")
        after = priority(session, workspace_id, Filters())
    assert after.places[0].theme_id != str(tale[LATE])


def test_without_scores_there_is_no_map(store: Sessions, workspace_id: int) -> None:
    with reading(store) as session:
        assert priority(session, workspace_id, Filters()).places == ()
        assert story(session, workspace_id, Filters()) == ()
        assert alerts(session, workspace_id, Filters()) == ()
        assert journey_score(session, workspace_id, Filters()).overall is None


def test_the_journey_score_is_between_0_and_100(store: Sessions, workspace_id: int, tale: list[int]) -> None:
    with reading(store) as session:
        found = journey_score(session, workspace_id, Filters())
    assert {stage.stage for stage in found.stages} == {"purchase", "use"}
    assert found.overall is not None
    assert 0 <= found.overall.low <= found.overall.value <= found.overall.high <= 100


def test_an_action_is_judged_by_what_came_after(store: Sessions, workspace_id: int, tale: list[int]) -> None:
    day = FIRST + timedelta(weeks=6)
    with writing(store) as session:
        record(session, workspace_id, tale[LATE], what="業者の変更", starts_on=day, owner="物流", actor="佐藤")
        record(session, workspace_id, tale[LATE], what="これから", starts_on=day + timedelta(weeks=60), owner="物流",
               actor="佐藤")  # fmt: skip
        later, now = action_effects(session, workspace_id, tale[LATE])
    assert later.effect is None
    assert now.effect is not None
    assert now.effect.low > 10  # percent points more speak of it: it did not help
    assert now.action.what == "業者の変更"


def test_a_target_of_a_theme_nobody_spoke_of_keeps_its_direction(
    store: Sessions, workspace_id: int, tale: list[int]
) -> None:
    with writing(store) as session:
        record(session, workspace_id, tale[LOGIN], what="告知", starts_on=FIRST + timedelta(weeks=9), owner="情報",
               target_kind="volume", target_change=-20.0, target_on=FIRST + timedelta(weeks=20),
               actor="佐藤")  # fmt: skip
        (found,) = action_effects(session, workspace_id, tale[LOGIN])
    assert found.effect is not None
    assert found.effect.outcome is Outcome.WORSE


def test_one_side_of_a_theme(store: Sessions, workspace_id: int, tale: list[int]) -> None:
    with reading(store) as session:
        bad = theme_comments(session, workspace_id, tale[STAFF], Filters(), polarity=-1)
        good = theme_comments(session, workspace_id, tale[STAFF], Filters(), polarity=1, limit=5)
    assert (bad.items, len(good.items)) == ((), 5)


def test_all_themes_there_ever_were(store: Sessions, workspace_id: int, tale: list[int]) -> None:
    with writing(store) as session:
        forbid(session, workspace_id, tale[LOGIN], "佐藤")
        shown = {row.id for row in theme_table(session, workspace_id, Filters(), states=None)}
    assert shown == set(tale)
