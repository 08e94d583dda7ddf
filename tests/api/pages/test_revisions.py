"""What a comment was before an import changed it stands on its page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from models.comments import NewComment, NewScore
from models.database import writing
from models.intake import accept


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", ("取り込みで点数を訂正（NPS 3 → NPS 9）", "取り込みで客層を訂正（会員: 銀 → 会員: 金）")),
        ("en", ("Score revised by an import (NPS 3 to NPS 9)", "Segment revised by an import (会員: 銀 to 会員: 金)")),
    ],
)
def test_a_revised_comment_says_what_it_was(own_desk: Any, language: str, told: tuple[str, str]) -> None:
    def given(score: float, member: str) -> NewComment:
        at = datetime(2026, 11, 1, tzinfo=UTC)
        scores = (NewScore("nps", score),)
        return NewComment(language, "1", "遅い", "survey", at, segment={"会員": member}, scores=scores)

    with writing(own_desk.house.sessions) as session:
        [comment] = accept(session, own_desk.workspace_id, [given(3, "銀")]).new_ids
        accept(session, own_desk.workspace_id, [given(9, "金")])
    page = own_desk.client.get(f"/comments/{comment}?lang={language}").text
    for sentence in told:
        assert sentence in page
