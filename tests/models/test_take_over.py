"""A known id with the same words and other scores or segment values."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import audit
from models.database import Sessions, reading, writing
from models.intake import Accepted, NewComment, NewScore, accept
from models.tables import Comment, Score, WeekSheet

LONG = "配達が三日も遅れたうえに何の連絡もなく、問い合わせても返事がもらえませんでした"


def taken(store: Sessions, workspace_id: int, *comments: NewComment) -> Accepted:
    with writing(store) as session:
        return accept(session, workspace_id, comments)


def scores(store: Sessions) -> list[tuple[str, str, float, float]]:
    with reading(store) as session:
        found = session.execute(select(Score.kind, Score.scope, Score.value, Score.normalised))
        return sorted((row.kind, row.scope, row.value, row.normalised) for row in found)


def history(store: Sessions, workspace_id: int) -> list[tuple[str, str, str]]:
    """(action, before, after) of the first comment, the oldest first."""
    with reading(store) as session:
        subject = f"comment:{session.scalars(select(Comment.id)).first()}"
        told = audit.entries(session, workspace_id, subject=subject)
    return [(one.action, one.detail["before"], one.detail["after"]) for one in reversed(told)]


def test_scores_are_changed_and_added_and_what_is_left_out_stays(store: Sessions, workspace_id: int, made: Any) -> None:
    first = made.comment(scores=(NewScore("nps", 3), NewScore("csat", 2)))
    taken(store, workspace_id, first)
    with reading(store) as session:
        stamp = session.scalars(select(WeekSheet.stamp)).one()
    found = taken(store, workspace_id, made.comment(scores=(NewScore("nps", 9), NewScore("ces", 5))))
    assert (found.known, len(found.revised.scores), found.revised.segments, found.rescored) == (1, 1, frozenset(), ())
    assert scores(store) == [
        ("ces", "transactional", 5.0, 5.0),
        ("csat", "transactional", 2.0, 2.0),
        ("nps", "relational", 9.0, 9.0),
    ]
    assert history(store, workspace_id) == [("score.revised", "CSAT 2, NPS 3", "CES 5, CSAT 2, NPS 9")]
    with reading(store) as session:
        assert session.scalars(select(WeekSheet.stamp)).one() != stamp
        assert audit.verify(session, workspace_id) is None


def test_the_same_figure_on_another_scale_is_another_score(store: Sessions, workspace_id: int, made: Any) -> None:
    taken(store, workspace_id, made.comment(scores=(NewScore("csat", 4),)))
    taken(store, workspace_id, made.comment(scores=(NewScore("csat", 4, scale=(0.0, 10.0)),)))
    assert scores(store) == [("csat", "transactional", 4.0, pytest.approx(2.6))]
    assert history(store, workspace_id) == [("score.revised", "CSAT 4", "CSAT 4 (0–10)")]


def test_segment_values_are_changed_and_added_and_what_is_left_out_stays(
    store: Sessions, workspace_id: int, made: Any
) -> None:
    taken(store, workspace_id, made.comment(segment={"tier": "silver", "region": "関東"}))
    found = taken(store, workspace_id, made.comment(segment={"tier": "gold", "plan": "A"}))
    assert (found.revised.scores, len(found.revised.segments)) == (frozenset(), 1)
    with reading(store) as session:
        assert session.scalars(select(Comment.segment)).one() == {"tier": "gold", "region": "関東", "plan": "A"}
    assert history(store, workspace_id) == [("segment.revised", "plan: –, tier: silver", "plan: A, tier: gold")]


def test_the_same_again_changes_and_audits_nothing(store: Sessions, workspace_id: int, made: Any) -> None:
    one = made.comment(scores=(NewScore("nps", 3),), segment={"tier": "gold"})
    taken(store, workspace_id, one)
    with reading(store) as session:
        stamp = session.scalars(select(WeekSheet.stamp)).one()
    assert taken(store, workspace_id, one, made.comment(), one).revised.comments == frozenset()
    assert history(store, workspace_id) == []
    with reading(store) as session:
        assert session.scalars(select(WeekSheet.stamp)).one() == stamp


@pytest.mark.parametrize(
    ("text", "later", "dated", "revised"),
    [
        ("特になし", 0, True, 1),
        ("特になし", 7, True, 0),  # the fifth answer of next week's survey
        ("特になし", 7, False, 1),
        (LONG, 7, True, 1),
        ("", 7, True, 0),
    ],
)
def test_where_words_do_not_tell_the_answer_its_time_does(
    store: Sessions, workspace_id: int, made: Any, text: str, later: int, dated: bool, revised: int
) -> None:
    taken(store, workspace_id, made.comment(text=text, scores=(NewScore("nps", 3),)))
    received_at = made.start + timedelta(days=later)
    again = made.comment(text=text, scores=(NewScore("nps", 9),), received_at=received_at, dated=dated)
    found = taken(store, workspace_id, again)
    assert (len(found.revised.scores), found.rescored) == (revised, () if revised else (0,))
    assert [value for *_, value in scores(store)] == [9.0 if revised else 3.0]


def test_other_words_revise_nothing(store: Sessions, workspace_id: int, made: Any) -> None:
    taken(store, workspace_id, made.comment(text="遅い", scores=(NewScore("nps", 3),)))
    found = taken(
        store, workspace_id, made.comment(text="早い", scores=(NewScore("nps", 9),), segment={"tier": "gold"})
    )
    assert (found.revised.comments, found.reworded, found.rescored) == (frozenset(), (0,), (0,))
    assert [value for *_, value in scores(store)] == [3.0]


def test_ids_that_are_counted_anew_revise_nothing(store: Sessions, workspace_id: int, made: Any) -> None:
    def week(words: str, score: float) -> list[NewComment]:
        texts = [f"{words}1", f"{words}2", "特になし"]
        return [made.comment(str(n), t, scores=(NewScore("nps", score),), dated=False) for n, t in enumerate(texts)]

    taken(store, workspace_id, *week("遅い", 3))
    found = taken(store, workspace_id, *week("早い", 9))
    assert (found.revised.comments, found.reworded, found.rescored) == (frozenset(), (0, 1), (0, 1, 2))
    assert {value for *_, value in scores(store)} == {3.0}


def test_another_source_and_another_workspace_stay_as_they_are(store: Sessions, workspace_id: int, made: Any) -> None:
    from models.workspaces import create

    with writing(store) as session:
        other = create(session, "another house")
    for workspace, source in ((workspace_id, "a"), (workspace_id, "b"), (other, "a")):
        taken(store, workspace, made.comment(source=source, scores=(NewScore("nps", 3),)))
    found = taken(store, workspace_id, made.comment(source="b", scores=(NewScore("nps", 9),)))
    assert len(found.revised.scores) == 1
    assert [value for *_, value in scores(store)] == [3.0, 3.0, 9.0]
