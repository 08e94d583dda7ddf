"""A touchpoint's tie to every score, and the words behind it."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from models.database import Sessions, reading, writing
from models.errors import Refused
from models.insights.impact import Verdict
from models.insights.multiple import adjusted
from models.intake import NewScore, accept
from models.queue import ReadComment, claim, finish
from models.reports import Filters, breakdown, place_comments, place_impacts
from models.reports.comment_values import Verbatim
from models.reports.places import visits
from models.reports.selection import select_facts
from models.workspaces import NewTouchpoint, put_touchpoints

STOPS = [
    NewTouchpoint("staff", "purchase", "接客", "Staff"),
    NewTouchpoint("delivery", "purchase", "配送", "Delivery"),
    NewTouchpoint("app", "use", "アプリ", "App"),
    NewTouchpoint("store", "purchase", "店舗", "Store"),
]


@pytest.fixture
def visited(store: Sessions, workspace_id: int, made: Any) -> list[set[str]]:
    """Delivery costs fifty points and brings calls to the staff along, who cost nothing; few ever see the store."""
    chance = random.Random(7)
    with writing(store) as session:
        put_touchpoints(session, workspace_id, STOPS)
        new, places = [], []
        for n in range(600):
            late = chance.random() < 0.3
            staff, app = chance.random() < (0.6 if late else 0.1), chance.random() < 0.3
            here = {name for name, is_so in (("delivery", late), ("staff", staff), ("app", app)) if is_so}
            here |= {"store"} if n % 40 == 0 else set()
            nps = min(10, max(0, round(chance.gauss(5 if late else 8.5, 1.5))))
            scores = (NewScore("nps", nps), NewScore("ces", chance.randint(1, 7)))
            at = made.start + timedelta(hours=n)
            new.append(made.comment(f"c-{n}", author=f"p-{n}", received_at=at, scores=scores))
            places.append(here)
        ids = accept(session, workspace_id, new).new_ids
        leased = claim(session, limit=1000, lease_seconds=60)
        read = [
            ReadComment(
                comment_id, made.reading(), (),
                tuple(made.unit(k, touchpoint=place, polarity=-1 if place == "delivery" else 1)
                      for k, place in enumerate(sorted(here) or [None])),
            )
            for comment_id, here in zip(ids, places, strict=True)
        ]  # fmt: skip
        finish(session, leased.token, read)
    return places


def test_a_place_that_comes_along_is_not_blamed(store: Sessions, workspace_id: int, visited: list[set[str]]) -> None:
    with reading(store) as session:
        found = place_impacts(session, workspace_id, Filters())
    nps = {one.touchpoint: one for one in found if one.kind == "nps"}
    assert list(nps) == ["staff", "delivery", "app", "store"]
    late, staff = nps["delivery"], nps["staff"]
    assert (late.mentions, late.n) == (sum("delivery" in here for here in visited), 600)
    assert late.verdict is Verdict.LOWERS
    assert late.borne_out
    assert late.adjusted is not None
    assert late.adjusted.high < -20
    assert staff.verdict is Verdict.NO_EVIDENCE
    assert staff.leave_out is not None
    assert staff.leave_out.high < 0  # left out alone, they look as if they cost something


def test_fifteen_people_are_too_few_to_judge_a_place(
    store: Sessions, workspace_id: int, visited: list[set[str]]
) -> None:
    with reading(store) as session:
        (shop,) = [one for one in place_impacts(session, workspace_id, Filters()) if one.touchpoint == "store"][:1]
    assert (shop.mentions, shop.verdict, shop.adjusted, shop.q) == (15, Verdict.TOO_FEW, None, None)
    assert shop.leave_out is not None


def test_all_places_and_scores_are_one_family_of_looks(
    store: Sessions, workspace_id: int, visited: list[set[str]]
) -> None:
    with reading(store) as session:
        found = place_impacts(session, workspace_id, Filters())
    judged = [one for one in found if one.p is not None]
    assert {one.kind for one in judged} == {"nps", "ces"}
    assert [one.q for one in judged] == pytest.approx(adjusted([one.p or np.nan for one in judged]).tolist())
    assert all(one.verdict is Verdict.NO_EVIDENCE for one in judged if one.kind == "ces")


def test_a_filter_by_place_leaves_the_others_to_compare_with(
    store: Sessions, workspace_id: int, visited: list[set[str]]
) -> None:
    with reading(store) as session:
        everywhere = place_impacts(session, workspace_id, Filters())
        assert place_impacts(session, workspace_id, Filters(touchpoints=("delivery",))) is everywhere


def test_scores_by_touchpoint_bring_their_impact(store: Sessions, workspace_id: int, visited: list[set[str]]) -> None:
    with reading(store) as session:
        known = {(one.kind, one.touchpoint): one for one in place_impacts(session, workspace_id, Filters())}
        by_place = breakdown(session, workspace_id, Filters(), "touchpoint")
        by_stage = breakdown(session, workspace_id, Filters(), "stage")
    rows = [(one.kind, row.key, row.impact) for one in by_place for row in one.rows]
    assert len(rows) == 8
    assert all(impact is known[kind, key] for kind, key, impact in rows)
    assert all(row.impact is None for one in by_stage for row in one.rows)


def test_the_comments_of_a_place_are_those_that_it_counts(
    store: Sessions, workspace_id: int, visited: list[set[str]]
) -> None:
    with reading(store) as session:
        facts = select_facts(session, workspace_id, Filters())
        counted = {int(one) for one in facts.id[visits(facts, ["staff"]).comments]}
        seen: list[Verbatim] = []
        cursor = None
        while True:
            page = place_comments(session, workspace_id, "staff", Filters(), cursor=cursor, limit=50)
            seen += page.items
            cursor = page.next
            if cursor is None:
                break
    assert {one.touchpoint for one in seen} == {"staff"}
    assert len(seen) == len(counted)
    assert {one.comment_id for one in seen} == counted
    times = [one.received_at for one in seen]
    assert [moment.date() for moment in times] == sorted((moment.date() for moment in times), reverse=True)


def test_complaints_of_a_place_and_of_none(store: Sessions, workspace_id: int, visited: list[set[str]]) -> None:
    with reading(store) as session:
        late = place_comments(session, workspace_id, "delivery", Filters(), complaints=True, limit=200)
        kind = place_comments(session, workspace_id, "staff", Filters(), complaints=True)
        nowhere = place_comments(session, workspace_id, "nowhere", Filters())
        with pytest.raises(Refused):
            place_comments(session, workspace_id, "staff", Filters(), cursor="x")
    assert (len(late.items), late.next is None) == (200, sum("delivery" in here for here in visited) <= 200)
    assert (kind.items, nowhere.items) == ((), ())


def test_a_comment_asked_there_that_speaks_of_another_place_is_shown_whole(
    store: Sessions, workspace_id: int, made: Any
) -> None:
    with writing(store) as session:
        put_touchpoints(session, workspace_id, STOPS)
        asked = made.comment("c-1", touchpoint_hint="store")
        ids = accept(session, workspace_id, [asked]).new_ids
        leased = claim(session, limit=10, lease_seconds=60)
        units = (made.unit(0, touchpoint="app"), made.unit(1, touchpoint="staff"))
        finish(session, leased.token, [ReadComment(ids[0], made.reading(), (), units)])
    with reading(store) as session:
        facts = select_facts(session, workspace_id, Filters())
        there = visits(facts, ["store"]).comments.sum()
        found = place_comments(session, workspace_id, "store", Filters())
    assert there == len({one.comment_id for one in found.items})
