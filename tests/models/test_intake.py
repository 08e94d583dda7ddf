from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta
from math import inf
from typing import Any

import pytest
from sqlalchemy import func, select

from models.database import Sessions, reading, retrying, writing
from models.errors import Refused
from models.intake import NewScore, accept, check, link_duplicates
from models.tables import Comment, Respondent, Score, Source, WeekSheet


def test_a_comment_is_stored_with_all_that_came_with_it(store: Sessions, workspace_id: int, made: Any) -> None:
    comment = made.comment(
        author="m-77",
        question="理由をお聞かせください",
        segment={"tier": "gold"},
        touchpoint_hint="delivery",
        scores=(NewScore("nps", 3), NewScore("csat", 60, scale=(0, 100))),
    )
    with writing(store) as session:
        accepted = accept(session, workspace_id, [comment])
    with reading(store) as session:
        row = session.get_one(Comment, accepted.new_ids[0])
        scores = {s.kind: (s.value, s.normalised, s.scope) for s in session.scalars(select(Score))}
        assert (row.text, row.state, row.segment, row.touchpoint_hint) == (
            "配送が遅いです。",
            "pending",
            {"tier": "gold"},
            "delivery",
        )
        assert session.get_one(Respondent, row.respondent_id).key == "m-77"
        assert session.get_one(Source, row.source_id).name == "survey"
    assert scores == {
        "nps": (3, 3, "relational"),
        "csat": (60, pytest.approx(3.4), "transactional"),
    }


def test_the_day_and_the_week_are_the_workspaces_own(store: Sessions, workspace_id: int, made: Any) -> None:
    sunday_evening_utc = datetime.fromisoformat("2026-04-05T20:00:00+00:00")  # Monday in Tokyo
    with writing(store) as session:
        accept(session, workspace_id, [made.comment(received_at=sunday_evening_utc)])
    with reading(store) as session:
        row = session.scalars(select(Comment)).one()
        assert (row.received_day, row.week) == (date(2026, 4, 6), date(2026, 4, 6))
        assert session.scalars(select(WeekSheet.week)).all() == [date(2026, 4, 6)]


def test_taking_the_same_in_again_changes_nothing(store: Sessions, workspace_id: int, made: Any) -> None:
    comments = [made.comment(f"c-{n}", scores=(NewScore("nps", 9),)) for n in range(5)]
    with writing(store) as session:
        first = accept(session, workspace_id, comments)
    with writing(store) as session:
        again = accept(session, workspace_id, [made.comment("c-5"), *comments])
    with reading(store) as session:
        assert session.scalar(select(func.count()).select_from(Score)) == 5
    assert (len(first.new_ids), first.known) == (5, 0)
    assert (len(again.new_ids), again.known) == (1, 5)


def test_a_repeat_within_one_batch_is_one_comment(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        accepted = accept(session, workspace_id, [made.comment("c-1", "一つ目"), made.comment("c-1", "二つ目")])
    with reading(store) as session:
        assert session.scalars(select(Comment.text)).all() == ["一つ目"]
    assert (len(accepted.new_ids), accepted.known, accepted.reworded) == (1, 1, (1,))


def test_a_known_id_with_other_words_is_told_by_its_place(store: Sessions, workspace_id: int, made: Any) -> None:
    first = [made.comment("c-1", "遅い", fingerprint="f"), made.comment("c-2", "高い"), made.comment("c-3", "普通")]
    again = [
        made.comment("c-0", "新しい"),
        made.comment("c-3", "とても良い"),
        made.comment("c-2", "高い"),
        made.comment("c-1", "遅い！", fingerprint="f"),
        made.comment("c-2", "安い", source="other"),
        made.comment("c-1", "早い", fingerprint="g"),
    ]
    with writing(store) as session:
        assert accept(session, workspace_id, first).reworded == ()
        found = accept(session, workspace_id, again)
    with reading(store) as session:
        assert set(session.scalars(select(Comment.text))) == {"遅い", "高い", "普通", "新しい", "安い"}
    assert (len(found.new_ids), found.known, found.reworded) == (2, 4, (1, 5))


def test_a_known_id_with_another_score_is_revised_once_a_batch(store: Sessions, workspace_id: int, made: Any) -> None:
    def scored(key: str, *scores: NewScore) -> Any:
        return made.comment(key, scores=scores)

    first = [scored("c-1", NewScore("nps", 3)), scored("c-2", NewScore("nps", 8)), scored("c-3")]
    again = [
        scored("c-2", NewScore("nps", 8, scale=(0.0, 10.0))),
        scored("c-1", NewScore("nps", 9)),
        scored("c-3", NewScore("csat", 4)),
        scored("c-1"),  # says nothing of a score, so it says nothing against it
        scored("c-2", NewScore("nps", 8, scope="transactional")),
    ]
    with writing(store) as session:
        assert accept(session, workspace_id, first).rescored == ()
        found = accept(session, workspace_id, again)
        again_found = accept(session, workspace_id, again)
    # Of c-2, sent twice at once, the first counts: it said what was known.
    assert (found.known, found.reworded, found.rescored) == (5, (), (4,))
    assert (len(found.revised.scores), len(found.revised.comments)) == (2, 2)
    assert (again_found.revised.comments, again_found.rescored) == (frozenset(), (4,))


def test_without_an_id_the_same_words_by_the_same_author_are_one(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        accept(session, workspace_id, [made.comment(None, author="a"), made.comment(None, author="b")])
        again = accept(session, workspace_id, [made.comment(None, author="a")])
    assert again.known == 1


def test_three_who_import_the_same_at_once_store_it_once(store: Sessions, workspace_id: int, made: Any) -> None:
    comments = [made.comment(f"c-{n}", author=f"a-{n % 7}") for n in range(300)]
    new: list[int] = []

    def take_in() -> None:
        new.extend(retrying(store, lambda session: accept(session, workspace_id, comments)).new_ids)

    threads = [threading.Thread(target=take_in) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(store) as session:
        assert sorted(new) == sorted(session.scalars(select(Comment.id)))
    assert len(new) == 300


def test_exact_duplicates_point_at_the_first(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        accept(session, workspace_id, [made.comment("c-1", fingerprint="f"), made.comment("c-2", fingerprint="g")])
        accept(session, workspace_id, [made.comment("c-3", fingerprint="f"), made.comment("c-4", fingerprint="f")])
    with reading(store) as session:
        ids = dict(session.execute(select(Comment.external_id, Comment.id)).all())
        links = dict(session.execute(select(Comment.external_id, Comment.duplicate_of)).all())
    assert links == {"c-1": None, "c-2": None, "c-3": ids["c-1"], "c-4": ids["c-1"]}


def test_a_copy_of_a_near_copy_points_at_the_first_of_all(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        first, near = accept(
            session, workspace_id, [made.comment("c-1", fingerprint="f"), made.comment("c-2", fingerprint="g")]
        ).new_ids
        link_duplicates(session, workspace_id, [(first, near)])
        (late,) = accept(session, workspace_id, [made.comment("c-3", fingerprint="g")]).new_ids
    with reading(store) as session:
        assert dict(session.execute(select(Comment.id, Comment.duplicate_of)).all()) == {
            first: None, near: first, late: first,
        }  # fmt: skip


def test_near_duplicates_are_linked_to_the_first_of_their_chain(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        a, b, c = accept(session, workspace_id, [made.comment(f"c-{n}") for n in range(3)]).new_ids
        assert link_duplicates(session, workspace_id, [(c, b), (b, a)]) == 2
        assert link_duplicates(session, workspace_id, [(a, b)]) == 0
    with reading(store) as session:
        assert dict(session.execute(select(Comment.id, Comment.duplicate_of)).all()) == {a: None, b: a, c: a}


def test_a_score_without_words_is_kept_and_needs_no_reading(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        accept(session, workspace_id, [made.comment("c-1", "  ", scores=(NewScore("ces", 7),))])
    with reading(store) as session:
        assert session.scalars(select(Comment.state)).one() == "done"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "text is ' '; wanted words, or a score beside it"),
        ({"text": "a\x00b"}, r"text is 'a\\x00b'; wanted text without NUL bytes"),
        ({"text": "a\ud83d"}, "text is 'a[?]'; wanted text without half surrogates"),
        ({"channel": "fax"}, "channel is 'fax'; wanted one of survey, ticket, review, social"),
        ({"received_at": datetime(2150, 1, 1, tzinfo=UTC)}, "2150-01-01T00:00:00.00:00'; wanted a time that has come"),
        ({"received_at": datetime.now(UTC) + timedelta(days=3)}, "wanted a time that has come"),
        ({"received_at": datetime(2026, 4, 1)}, "received_at is '2026-04-01T00:00:00'; wanted a time with its zone"),
        ({"scores": (NewScore("nps", 11),)}, "nps is 11; wanted 0 to 10"),
        ({"scores": (NewScore("nps", 7.5),)}, "nps is 7.5; wanted a whole number"),
        ({"scores": (NewScore("csat", 0),)}, "csat is 0; wanted 1 to 5"),
        ({"scores": (NewScore("csat", 3, scale=(5, 1)),)}, "csat scale is .5, 1.; wanted a lowest value below"),
        (
            {"scores": (NewScore("csat", 3, scale=(-inf, inf)),)},
            "csat scale is .-inf, inf.; wanted a lowest value below",
        ),
        ({"scores": (NewScore("love", 3),)}, "score kind is 'love'; wanted one of nps, csat, ces"),
        ({"scores": (NewScore("nps", 3, "once"),)}, "nps scope is 'once'; wanted one of transactional, relational"),
        ({"scores": (NewScore("nps", 3), NewScore("nps", 4))}, "wanted at most one of each kind and scope"),
        ({"source": ""}, "source is ''; wanted 1 to 200 characters"),
        ({"segment": {"tier": "\x00"}}, "segment tier is"),
        ({"author": "x" * 301}, "wanted 0 to 300 characters, this has 301"),
        ({"language_hint": "x" * 17}, "language_hint is .*wanted 0 to 16 characters, this has 17"),
        ({"touchpoint_hint": "x" * 65}, "touchpoint_hint is .*wanted 0 to 64 characters, this has 65"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_field_value_and_wish(
    made: Any, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        check(made.comment(**changes))


def test_the_longest_hints_are_stored(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        (comment_id,) = accept(
            session, workspace_id, [made.comment(language_hint="x" * 16, touchpoint_hint="x" * 64)]
        ).new_ids
    with reading(store) as session:
        row = session.get_one(Comment, comment_id)
        assert (row.language_hint, row.touchpoint_hint) == ("x" * 16, "x" * 64)


def test_one_bad_comment_stores_none_of_the_call(store: Sessions, workspace_id: int, made: Any) -> None:
    with pytest.raises(Refused), writing(store) as session:
        accept(session, workspace_id, [made.comment("c-1"), made.comment("c-2", channel="fax")])
    with reading(store) as session:
        assert session.scalar(select(func.count()).select_from(Comment)) == 0


def test_ten_thousand_rows_go_in_quickly(store: Sessions, workspace_id: int, made: Any) -> None:
    comments = [
        made.comment(
            f"c-{n}",
            f"配送が遅いです。{n}",
            author=f"a-{n % 3000}",
            received_at=made.start + timedelta(minutes=n),
            fingerprint=f"f-{n}",
            scores=(NewScore("nps", n % 11),),
        )
        for n in range(10_000)
    ]
    began = time.process_time()
    with writing(store) as session:
        accepted = accept(session, workspace_id, comments)
    assert len(accepted.new_ids) == 10_000
    assert time.process_time() - began < 10  # of our own time: the machine may be shared
