"""The page of changes: one card a theme, and words that fit the news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from api.pages.views.alerts import Alert, AlertFacts, alert, courses
from models.insights.alarms import Alarm, Tier


def found(specimens: Any, number: int = 1, weeks_ago: int = 0, tier: Tier = Tier.ALERT, polarity: int = -1) -> Alert:
    row = specimens.theme_row(number)
    week = row.weekly[-1].week - timedelta(weeks=weeks_ago)
    alarm = Alarm(str(row.id), week, 22, 4.2, 1, 9, 0.001, 0.002, tier)
    voices = (specimens.verbatim(polarity=polarity),)
    return alert(specimens.words(), AlertFacts(row.ref, alarm, row.weekly, (), voices))


def test_a_theme_has_one_card_the_newest_week_first(specimens: Any) -> None:
    asked = [
        found(specimens, 1, 3), found(specimens, 2, 1, Tier.WATCH), found(specimens, 1, 0, Tier.WATCH),
        found(specimens, 1, 1), found(specimens, 3, 2),
    ]  # fmt: skip
    told = courses(asked)
    assert [(one.newest.href, one.tier) for one in told] == [
        ("/themes/1", "alert"),
        ("/themes/3", "alert"),
        ("/themes/2", "watch"),
    ]
    assert [told[0].newest.on - one.on for one in told[0].earlier] == [timedelta(weeks=1), timedelta(weeks=3)]


def test_more_praise_than_ever_is_no_alert(specimens: Any) -> None:
    good = found(specimens, polarity=1)
    assert (good.tier, good.tier_name) == ("good", "良い変化")
    assert found(specimens).tier_name == "警報"
    assert found(specimens, polarity=1, tier=Tier.NEW).tier_name == "新規"
    assert [one.tier for one in courses([good, replace(found(specimens), href="/themes/9")])] == ["alert", "good"]


def test_a_candidate_is_marked_and_never_above_watch(specimens: Any) -> None:
    row = specimens.theme_row(1)
    week = row.weekly[-1].week
    young = Alarm(str(row.id), week, 22, 0.0, 0.0, 0.0, None, None, Tier.WATCH)
    facts = AlertFacts(row.ref, young, row.weekly, (), (specimens.verbatim(polarity=1),), candidate=True)
    shown = alert(specimens.words(), facts)
    assert (shown.tier_name, shown.candidate and shown.candidate.text) == ("注視", "候補")
    assert "新しく現れ" in shown.sentence
    assert found(specimens).candidate is None
