"""A score that is what it is by a guess says so wherever it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.views.guesses import all_guesses, guesses
from models.database import writing
from models.score_columns import GuessedScore, ScoreColumn, record_score_columns
from models.tables import Source

NUMBERS = GuessedScore("web", "点", "nps", "relational", kind_guessed=True, scope_assumed=True)
SHOP = GuessedScore("店頭", "推奨度", "nps", "relational", kind_guessed=False, scope_assumed=True)
CALL = GuessedScore("電話", "満足度", "csat", "transactional", kind_guessed=False, scope_assumed=True)


def test_kind_and_scope_are_told_apart_and_sources_together(specimens: Any) -> None:
    kind, scope = guesses(specimens.words("ja"), [NUMBERS, SHOP, CALL], "nps", "relational")
    assert kind.startswith("推定：「web」の列「点」は、見出しではなく数値の並びからNPSとみなしています。")
    assert "「web」" in scope
    assert "「店頭」" in scope
    assert "関係性（リレーショナル）とみなしています" in scope
    assert "電話" not in scope
    assert guesses(specimens.words("ja"), [NUMBERS, SHOP, CALL], "nps", "transactional") == ()


def test_a_page_of_all_scores_tells_of_all(specimens: Any) -> None:
    found = all_guesses(specimens.words("en"), [SHOP, CALL])
    assert len(found) == 2
    assert all(sentence.startswith("Guessed: ") for sentence in found)


@pytest.mark.parametrize("path", ["/", "/themes/{theme}", "/priority", "/scores", "/journey", "/journey/delivery"])
def test_the_pages_say_it(desk_to_work_at: Any, path: str) -> None:
    desk = desk_to_work_at
    path = path.format(theme=desk.seeded.themes[0])
    assert "推定：" not in desk.text(f"{path}?period=all")
    with writing(desk.house.sessions) as session:
        session.add(Source(workspace_id=desk.workspace_id, name="窓口", channel="survey"))
        session.flush()
        record_score_columns(session, desk.workspace_id, "窓口", [ScoreColumn("点", "nps", False, True)])
    assert "推定：「窓口」のNPSは" in desk.text(f"{path}?period=all")
