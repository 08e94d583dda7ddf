"""The journey score counts people, not answers, and each of them once."""

from __future__ import annotations

from typing import Any

import pytest

from models.database import Sessions, reading, writing
from models.insights.journey import Basis
from models.insights.scores import wilson
from models.intake import NewComment, NewScore, accept
from models.queue import ReadComment, claim, finish
from models.reports import Filters, journey_score
from models.workspaces import NewTouchpoint, put_touchpoints

STOPS = [
    NewTouchpoint("staff", "purchase", "接客", "Staff"),
    NewTouchpoint("delivery", "purchase", "配送", "Delivery"),
    NewTouchpoint("app", "use", "アプリ", "App"),
]


def heard(store: Sessions, workspace_id: int, made: Any, said: list[tuple[NewComment, dict[str, int]]]) -> None:
    """Comments, each with the touchpoints it speaks of and on which side."""
    with writing(store) as session:
        put_touchpoints(session, workspace_id, STOPS)
        ids = accept(session, workspace_id, [comment for comment, _ in said]).new_ids
        leased = claim(session, limit=1000, lease_seconds=60)
        read = []
        for comment_id, (_, places) in zip(ids, said, strict=True):
            units = tuple(
                made.unit(n, touchpoint=place, polarity=side) for n, (place, side) in enumerate(places.items())
            )
            read.append(ReadComment(comment_id, made.reading(), (), units))
        finish(session, leased.token, read)


def test_who_gave_two_scores_is_one_respondent(store: Sessions, workspace_id: int, made: Any) -> None:
    both = (NewScore("nps", 9), NewScore("csat", 2))
    said = [(made.comment(f"c-{n}", author=f"p-{n}", scores=both), {"delivery": -1}) for n in range(16)]
    heard(store, workspace_id, made, said)
    with reading(store) as session:
        found = journey_score(session, workspace_id, Filters())
    (stage,) = found.stages
    assert (stage.n, stage.counts, stage.value) == (16, False, pytest.approx(50))
    assert found.overall is None


def test_a_comment_on_two_touchpoints_enters_its_stage_once(store: Sessions, workspace_id: int, made: Any) -> None:
    places = {"delivery": -1, "staff": 1, "app": 1}
    said = [
        (made.comment(f"c-{n}", author=f"p-{n}", scores=(NewScore("nps", 10 if n % 4 else 3),)), places)
        for n in range(40)
    ]
    heard(store, workspace_id, made, said)
    with reading(store) as session:
        found = journey_score(session, workspace_id, Filters())
    assert [(stage.n, stage.value) for stage in found.stages] == [(40, pytest.approx(75))] * 2
    low, high = wilson(30, 40)
    assert (found.stages[0].low, found.stages[0].high) == (pytest.approx(100 * low), pytest.approx(100 * high))
    assert found.overall is not None
    assert found.overall.n == 40
    assert found.overall.high - found.overall.low == pytest.approx(100 * (high - low))


def test_silent_voices_do_not_outweigh_scores_in_their_stage(store: Sessions, workspace_id: int, made: Any) -> None:
    said = [
        (made.comment(f"s-{n}", author=f"s-{n}", scores=(NewScore("nps", 2),)), {"delivery": -1}) for n in range(40)
    ]
    said += [(made.comment(f"u-{n}", author=f"u-{n}"), {"staff": 1}) for n in range(100)]
    heard(store, workspace_id, made, said)
    with reading(store) as session:
        (stage,) = journey_score(session, workspace_id, Filters()).stages
    assert (stage.n, stage.value) == (40, 0)


def test_a_stage_without_scores_uses_who_is_not_negative(store: Sessions, workspace_id: int, made: Any) -> None:
    said = [(made.comment(f"c-{n}", author=f"p-{n // 2}"), {"app": -1 if n < 8 else 1}) for n in range(80)]
    heard(store, workspace_id, made, said)
    with reading(store) as session:
        (stage,) = journey_score(session, workspace_id, Filters()).stages
    assert (stage.n, stage.value) == (40, pytest.approx(90))


def scored(made: Any, count: int, nps: int, places: dict[str, int]) -> list[tuple[NewComment, dict[str, int]]]:
    answers = (NewScore("nps", nps),)
    return [
        (made.comment(f"s{n}{list(places)}", author=f"s{n}{list(places)}", scores=answers), places)
        for n in range(count)
    ]


def silent(made: Any, count: int, place: str) -> list[tuple[NewComment, dict[str, int]]]:
    """Every second one complains."""
    return [(made.comment(f"u{n}", author=f"u{n}"), {place: n % 2 * 2 - 1}) for n in range(count)]


def test_one_score_does_not_take_a_stage_out(store: Sessions, workspace_id: int, made: Any) -> None:
    said = silent(made, 299, "app") + scored(made, 1, 0, {"app": 1}) + scored(made, 50, 10, {"staff": 1})
    heard(store, workspace_id, made, said)
    with reading(store) as session:
        found = journey_score(session, workspace_id, Filters())
    purchase, use = found.stages
    assert (purchase.n, purchase.value, purchase.basis) == (50, 100, Basis.SCORES)
    assert (use.n, use.value, use.basis, use.counts) == (300, pytest.approx(50), Basis.WORDS, True)
    assert found.overall is not None
    assert found.overall.value == pytest.approx((1.5 * 100 + 2 * 50) / 3.5)


@pytest.mark.parametrize(
    ("scores", "words", "basis", "n"),
    [
        (30, 300, Basis.SCORES, 30),
        (29, 1, Basis.WORDS, 30),
        (20, 5, Basis.WORDS, 25),
        (20, 0, Basis.SCORES, 20),
    ],
)
def test_a_stage_is_told_by_scores_where_enough_gave_one(
    store: Sessions, workspace_id: int, made: Any, scores: int, words: int, basis: Basis, n: int
) -> None:
    heard(store, workspace_id, made, scored(made, scores, 10, {"app": 1}) + silent(made, words, "app"))
    with reading(store) as session:
        (stage,) = journey_score(session, workspace_id, Filters()).stages
    assert (stage.basis, stage.n) == (basis, n)
