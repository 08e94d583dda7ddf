from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.database import Sessions, reading, writing
from models.duplicates import link_duplicates, recent_wordings
from models.intake import accept
from models.sheets.building import build
from models.tables import Comment

LONG = "平飼い卵の取り扱いをやめないでください。再開を求めます。"


def links(store: Sessions) -> dict[int, int | None]:
    with reading(store) as session:
        return dict(session.execute(select(Comment.id, Comment.duplicate_of)).all())


def test_copies_of_a_copy_follow_it_to_the_first(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        a, b, c, d = accept(session, workspace_id, [made.comment(f"c-{n}") for n in range(4)]).new_ids
        assert link_duplicates(session, workspace_id, [(b, c)]) == 1
    with writing(store) as session:
        assert link_duplicates(session, workspace_id, [(a, c)]) == 2
        assert link_duplicates(session, workspace_id, [(b, a), (a, a)]) == 0
    assert links(store) == {a: None, b: a, c: a, d: None}


def test_two_kinds_that_turn_out_to_be_one_are_joined(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        a, b, c, d, e = accept(session, workspace_id, [made.comment(f"c-{n}") for n in range(5)]).new_ids
        link_duplicates(session, workspace_id, [(a, d), (b, c)])
        link_duplicates(session, workspace_id, [(c, e), (d, e)])
    assert links(store) == {a: None, b: a, c: a, d: a, e: a}


def test_comments_of_another_workspace_are_left_alone(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        a, b = accept(session, workspace_id, [made.comment("c-1"), made.comment("c-2")]).new_ids
        assert link_duplicates(session, workspace_id + 1, [(a, b)]) == 0
    assert links(store) == {a: None, b: None}


def test_only_the_last_long_texts_are_compared(store: Sessions, workspace_id: int, made: Any) -> None:
    texts = [LONG, "良かったです。", LONG + "ぜひ。", LONG + "早く。"]
    with writing(store) as session:
        ids = accept(session, workspace_id, [made.comment(f"c-{n}", text) for n, text in enumerate(texts)]).new_ids
        found = recent_wordings(session, workspace_id, most=2)
    assert [wording.comment_id for wording in found] == ids[2:]
    assert found[0].text == texts[2]


def test_signed_copies_are_people_and_unsigned_long_ones_one_voice(
    store: Sessions, workspace_id: int, made: Any
) -> None:
    given = [("m-1", LONG), ("m-2", LONG), (None, LONG), (None, LONG), (None, "良かった"), (None, "良かった")]
    comments = [made.comment(f"c-{n}", text, author=author) for n, (author, text) in enumerate(given)]
    with writing(store) as session:
        ids = accept(session, workspace_id, comments).new_ids
        link_duplicates(session, workspace_id, [(ids[0], each) for each in ids[1:4]] + [(ids[4], ids[5])])
        week = session.scalars(select(Comment.week).limit(1)).one()
        people = build(session, workspace_id, week).comments["person"].tolist()
    assert len({*people[:2]}) == 2
    assert people[2] == people[3]
    assert len({*people}) == 5
