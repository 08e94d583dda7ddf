"""What came of an action: by the weeks where there are enough, at its touchpoint, and not before its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy.orm import Session

from models.actions import record
from models.database import Sessions, reading, writing
from models.insights.beforeafter import BeforeAfter, Outcome
from models.intake import NewScore, accept
from models.queue import ReadComment, claim, finish
from models.reports import action_effects
from models.tables import Theme
from models.themes import merge, undo
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
        theme = _theme(session, workspace_id, "T-0001")
        voices = [(week, voice) for week in range(WEEKS) for voice in range(A_WEEK)]
        new = [_comment(made, week, voice) for week, voice in voices]
        ids = accept(session, workspace_id, new).new_ids
        leased = claim(session, limit=1000, lease_seconds=60)
        finish(session, leased.token, [_read(made, *told, theme.id) for told in zip(ids, voices, strict=True)])
        return theme.id


def _theme(session: Session, workspace_id: int, code: str) -> Theme:
    theme = Theme(
        workspace_id=workspace_id, code=code, label={"ja": "遅れ", "en": "late"}, state="active",
        anchor=pack(np.eye(4, dtype=np.float32)[0]), centroid=pack(np.eye(4, dtype=np.float32)[0]), threshold=0.5,
    )  # fmt: skip
    session.add(theme)
    session.flush()
    return theme


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
    assert (ended.target_met, running.target_met) == (True, None)


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"touchpoint": "delivery"}, Outcome.NO_EVIDENCE),
        ({"starts_on": FIRST + timedelta(weeks=WEEKS, days=-2)}, Outcome.TOO_EARLY),
        ({"target_change": -90.0}, Outcome.CHANGED),
        ({"target_change": 30.0}, Outcome.WORSE),
    ],
)
def test_after_its_day_a_target_is_met_or_not(
    store: Sessions, workspace_id: int, late: int, given: dict[str, Any], outcome: Outcome
) -> None:
    asked = {"target_kind": "volume", "target_change": -30.0, **given}
    last = FIRST + timedelta(weeks=WEEKS, days=-1)
    ended = effect(store, workspace_id, late, **asked, target_on=last)
    assert (ended.outcome, ended.target_met) == (outcome, False)
    running = effect(store, workspace_id, late, **asked, target_on=last + timedelta(days=1))
    assert (running.outcome, running.target_met) == (outcome, None)


@pytest.mark.parametrize("given", [{"target_on": DAY}, {"target_kind": "volume", "target_change": -30.0}])
def test_without_a_target_or_its_day_there_is_none_to_meet(
    store: Sessions, workspace_id: int, late: int, given: dict[str, Any]
) -> None:
    assert effect(store, workspace_id, late, **given).target_met is None


def test_an_action_is_measured_by_the_theme_that_took_its_own_in(store: Sessions, workspace_id: int, late: int) -> None:
    before = effect(store, workspace_id, late)
    with writing(store) as session:
        into = _theme(session, workspace_id, "T-0002").id
        event = merge(session, workspace_id, late, into, "佐藤")
    with writing(store) as session:
        (found,) = action_effects(session, workspace_id, into)
        undo(session, workspace_id, event, "佐藤")
        (back,) = action_effects(session, workspace_id, late)
    assert (found.action.theme_id, found.effect) == (into, before)
    assert (back.action.theme_id, back.effect) == (late, before)


@pytest.mark.parametrize(
    ("first", "second", "scope", "enough"),
    [
        (1, 40, "relational", True),
        (30, 40, "transactional", True),
        (12, 8, "transactional", False),
        (8, 12, "relational", False),
        (0, 40, None, True),
    ],
)
def test_a_score_is_of_the_survey_with_answers_enough(
    store: Sessions, workspace_id: int, late: int, made: Any, first: int, second: int, scope: str | None, enough: bool
) -> None:
    rated(store, workspace_id, made, late, {"transactional": first, "relational": second})
    found = effect(store, workspace_id, late, target_kind="csat")
    assert (found.scope, found.outcome is not Outcome.TOO_EARLY) == (scope, enough)


def rated(store: Sessions, workspace_id: int, made: Any, theme_id: int, answers: dict[str, int]) -> None:
    """As many CSAT answers of each survey before the action and after it, of people on the theme and of others."""
    sides = [(weeks, theme) for weeks in (CHANGE - 1, CHANGE + 1) for theme in (theme_id, None)]
    said = [(scope, n, *side) for scope, count in answers.items() for n in range(count) for side in sides]
    with writing(store) as session:
        new = [
            made.comment(
                f"{one}", author=f"{one}", received_at=made.start + timedelta(weeks=one[2]),
                scores=(NewScore("csat", one[1] % 5 + 1, one[0]),),
            )
            for one in said
        ]  # fmt: skip
        ids = accept(session, workspace_id, new).new_ids
        leased = claim(session, limit=1000, lease_seconds=60)
        units = [made.unit(0, theme_id=theme, similarity=0.9) for *_, theme in said]
        read = [ReadComment(one, made.reading(), (), (unit,)) for one, unit in zip(ids, units, strict=True)]
        finish(session, leased.token, read)
