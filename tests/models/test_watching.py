from __future__ import annotations

from typing import Any

import pytest

from models import queue
from models.database import Sessions, writing
from models.intake import accept
from models.readings import ReadComment
from models.themes.watching import units_with


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("ハイソウ", "ﾊｲｿｳが遅い"),
        ("ﾊｲｿｳ", "ハイソウが遅い"),
        ("ガソリン", "ｶﾞｿﾘﾝの値上げ"),
        ("パーティー", "ﾊﾟｰﾃｨｰの予約"),
        ("école", "À L'ÉCOLE"),
        ("ÉCOLE", "une école"),
        ("été", "Été pourri"),
        ("доставка", "ДОСТАВКА ОПОЗДАЛА"),
        ("доставка", "Доставка опоздала"),
        ("app", "ＡＰＰが落ちる"),
        ("ＡＰＰ", "the App crashes"),
        ("late app", "Ｌａｔｅ Ａｐｐ"),
        ("straße", "Straße gesperrt"),
        ("100%", "100% 返金"),
    ],
)
def test_width_and_case_do_not_matter(store: Sessions, workspace_id: int, made: Any, word: str, text: str) -> None:
    with writing(store) as session:
        ids = accept(session, workspace_id, [made.comment("c-1", text), made.comment("c-2", "別の話です")]).new_ids
        leased = queue.claim(session, limit=2, lease_seconds=60)
        read = [ReadComment(each, made.reading(), (), (made.unit(start=0, end=40),)) for each in ids]
        queue.finish(session, leased.token, read)
        assert len(units_with(session, workspace_id, [word])) == 1
        assert len(units_with(session, workspace_id, ["x" + word])) == 0
