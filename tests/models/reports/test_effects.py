"""What came of an action: by the weeks where there are enough, at its touchpoint, and not before its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from models.actions import record
from models.database import Sessions, reading, writing
from models.insights.beforeafter import BeforeAfter, Outcome
from models.intake import NewScore, accept
from models.queue import ReadComment, claim, finish
from models.reports import action_effects
from models.tables import Theme
from models.themes.arrays import pack
from models.workspaces import NewTouchpoint, put_touchpoints

FIRST = date(2026, 4, 6)
WEEKS, A_WEEK, CHANGE = 16, 40, 8
DAY = FIRST + timedelta(weeks=CHANGE)


@pytest.fixture
def late(store: Sessions, workspace_id: int, made: Any) -> int:
    """A theme of every second of forty voices a week, at delivery and in the app in turn; from week 8 at delivery only.

    Its id. The sixteenth week ends on the last day there is.
    """
    with writing(store) as session:
        journey = [
            NewTouchpoint("delivery", "purchase", "配送", "Delivery"),
            NewTouchpoint("app", "use", "アプリ", "App"),
        ]
        put_touchpoints(session, workspace_id, journey)
        theme = Theme(
            workspace_id=workspace_id, code="T-0001", label={"ja": "遅れ", "en": "late"}, state="active",
            anchor=pack(np.eye(4, dtype=np.float32)[0]), centroid=pack(np.eye(4, dtype=np.float32)[0]), threshold=0.5,
        )  # fmt: skip
        session.add(theme)
        session.flush()
        voices = [(week, voice) for week in range(WEEKS) for voice in range(A_WEEK)]
        new = [_comment(made, week, voice) for week, voice in voices]
        ids = accept(session, workspace_id, new).new_ids
        leased = claim(session, limit=1000, lease_seconds=60)
        finish(session, leased.token, [_read(made, *told, theme.id) for told in zip(ids, voices, strict=True)])
        return theme.id


def _comment(made: Any, week: int, voice: int) -> Any:
    at = made.start + timedelta(weeks=week, hours=4 * voice - 12)
    return made.comment(
        f"{week}-{voice}", author=f"{week}-{voice}", received_at=at, scores=(NewScore("nps", voice % 11),)
    )


def _read(made: Any, comment_id: int, place: tuple[int, int], theme_id: int) -> ReadComment:
    week, voice = place
    touchpoint = "delivery" if voice % 4 else "app"
    said = voice % 2 == 0 and (week < CHANGE or touchpoint == "delivery")
    unit = made.unit(0, theme_id=theme_id if said else None, similarity=0.9, touchpoint=touchpoint, polarity=-1)
    return ReadComment(comment_id, made.reading(), (), (unit,))


def effect(store: Sessions, workspace_id: int, theme_id: int | None, **given: Any) -> BeforeAfter:
    asked = {"what": "業者の変更", "starts_on": DAY, "owner": "物流", "actor": "佐藤", **given}
    with writing(store) as session:
        record(session, workspace_id, theme_id, **asked)
    with reading(store) as session:
        found = action_effects(session, workspace_id)[0].effect
    assert found is not None
    return found


def test_a_share_with_weeks_enough_is_told_by_its_step(store: Sessions, workspace_id: int, late: int) -> None:
    found = effect(store, workspace_id, late)
    assert (found.method, found.outcome) == ("interrupted", Outcome.CHANGED)
    assert found.value == pytest.approx(-25, abs=2)
    assert (found.n_before, found.n_after) == (CHANGE * A_WEEK, CHANGE * A_WEEK)


def test_a_share_with_too_few_weeks_is_compared(store: Sessions, workspace_id: int, late: int) -> None:
    found = effect(store, workspace_id, late, starts_on=FIRST + timedelta(weeks=11))
    assert found.method == "share"


def test_weeks_after_the_targets_day_do_not_count(store: Sessions, workspace_id: int, late: int) -> None:
    found = effect(store, workspace_id, late, starts_on=DAY, target_on=FIRST + timedelta(weeks=13, days=-1))
    assert found.method == "share"  # five weeks up to the target's day


def test_a_week_without_a_word_has_no_share(store: Sessions, workspace_id: int, late: int, made: Any) -> None:
    early = made.comment("early", author="early", received_at=made.start - timedelta(weeks=2))
    with writing(store) as session:
        accept(session, workspace_id, [early])
    assert effect(store, workspace_id, late).method == "share"


def test_at_a_touchpoint_the_themes_comments_there_count(store: Sessions, workspace_id: int, late: int) -> None:
    there = effect(store, workspace_id, late, touchpoint="delivery")
    app = effect(store, workspace_id, late, touchpoint="app")
    assert there.outcome is Outcome.NO_EVIDENCE
    assert app.value == pytest.approx(-25, abs=2)


def test_an_action_may_be_about_a_touchpoint_alone(store: Sessions, workspace_id: int, late: int) -> None:
    found = effect(store, workspace_id, None, touchpoint="app", target_kind="nps")
    assert (found.method, found.n_before, found.n_after) == ("against_others", CHANGE * 10, CHANGE * 10)


def test_no_target_is_met_before_its_day(store: Sessions, workspace_id: int, late: int) -> None:
    aim = {"target_kind": "volume", "target_change": -30.0}
    ended = effect(store, workspace_id, late, **aim, target_on=FIRST + timedelta(weeks=WEEKS, days=-1))
    assert ended.outcome is Outcome.MET
    running = effect(store, workspace_id, late, **aim, target_on=FIRST + timedelta(weeks=WEEKS))
    assert (running.value, running.outcome) == (ended.value, Outcome.ON_THE_WAY)
