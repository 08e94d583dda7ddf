"""An answer that comes in parts is one comment, and its score counts once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models import audit
from models.database import Sessions, reading, writing
from models.intake import Accepted, NewComment, NewScore, accept
from models.tables import Comment, Score

SIX = (NewScore("nps", 6),)
IDS = ("r-1/a", "r-1/b", "r-1/scores")


def taken(store: Sessions, workspace_id: int, *comments: NewComment) -> Accepted:
    with writing(store) as session:
        return accept(session, workspace_id, comments)


def stored(store: Sessions) -> list[tuple[str, str, str, list[float]]]:
    """Id, words, state and scores of every comment."""
    with reading(store) as session:
        scores = session.execute(select(Score.comment_id, Score.value)).all()
        return [
            (one.external_id, one.text, one.state, [value for owner, value in scores if owner == one.id])
            for one in session.scalars(select(Comment).order_by(Comment.id))
        ]


def test_words_that_come_after_the_score_join_it_and_are_read(store: Sessions, workspace_id: int, made: Any) -> None:
    (known,) = taken(store, workspace_id, made.comment("r-1/scores", "", scores=SIX)).new_ids
    found = taken(store, workspace_id, made.comment("r-1", "届くのが遅い", scores=(NewScore("nps", 5),), siblings=IDS))
    assert (found.new_ids, found.known, found.worded, found.reworded) == ([], 1, (known,), ())
    assert stored(store) == [("r-1", "届くのが遅い", "pending", [5.0])]
    with reading(store) as session:
        acts = [one.action for one in audit.entries(session, workspace_id, subject=f"comment:{known}")]
    assert sorted(acts) == ["comment.worded", "score.revised"]


def test_words_join_a_score_under_the_very_same_id(store: Sessions, workspace_id: int, made: Any) -> None:
    taken(store, workspace_id, made.comment("r-1", "", scores=SIX))
    assert taken(store, workspace_id, made.comment("r-1", "届くのが遅い")).worded
    assert stored(store) == [("r-1", "届くのが遅い", "pending", [6.0])]


def test_a_score_alone_is_of_the_words_that_came_before(store: Sessions, workspace_id: int, made: Any) -> None:
    taken(store, workspace_id, made.comment("r-1", "届くのが遅い", scores=SIX))
    again = made.comment("r-1/scores", "", scores=(NewScore("nps", 9),), siblings=("r-1", "r-1/scores"))
    assert taken(store, workspace_id, again).known == 1
    assert stored(store) == [("r-1", "届くのが遅い", "pending", [9.0])]


def test_words_in_another_column_bring_no_second_score(store: Sessions, workspace_id: int, made: Any) -> None:
    taken(store, workspace_id, made.comment("r-1/b", "値段が高い", scores=SIX))
    taken(store, workspace_id, made.comment("r-1/a", "届くのが遅い", scores=SIX, siblings=IDS))
    assert stored(store) == [("r-1/b", "値段が高い", "pending", [6.0]), ("r-1/a", "届くのが遅い", "pending", [])]


def test_an_id_at_another_time_is_another_answer(store: Sessions, workspace_id: int, made: Any) -> None:
    first = made.comment("r-1/scores", "", scores=SIX)
    taken(store, workspace_id, first)
    later = made.comment("r-1", "届くのが遅い", siblings=IDS, received_at=first.received_at - timedelta(days=7))
    assert len(taken(store, workspace_id, later).new_ids) == 1
    assert [state for _, _, state, _ in stored(store)] == ["done", "pending"]


def test_ids_that_are_counted_anew_join_nothing_without_a_time(store: Sessions, workspace_id: int, made: Any) -> None:
    taken(store, workspace_id, made.comment("1/scores", "", scores=SIX), made.comment("2", "味がよい"))
    anew = [made.comment("1", "狭い", siblings=("1/scores",), dated=False), made.comment("2", "寒い", dated=False)]
    found = taken(store, workspace_id, *anew)
    assert (len(found.new_ids), found.worded) == (1, ())
