"""Who counts as one person is said once: discovery, births, run reports and figures agree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.database import Sessions, writing
from models.duplicates import link_duplicates
from models.intake import accept
from models.queue import ReadComment, claim, finish
from models.reports import Filters, theme_page
from models.reports.history import run_report
from models.tables import Theme, ThemeLink, ThemeRun, Unit
from models.themes import freeze, units_for_discovery, waiting_units
from models.themes.arrays import pack

LONG = "平飼い卵の取り扱いをやめないでください。"
AUTHORS = [None, None, None, "a", "a", "b"]


@pytest.mark.parametrize(("text", "people"), [("遅い。", 5), (LONG, 3), (LONG[:19], 5)])
def test_short_words_that_nobody_signed_are_a_voice_each(
    store: Sessions, workspace_id: int, made: Any, text: str, people: int
) -> None:
    with writing(store) as session:
        new = [made.comment(f"c-{n}", text, author=author) for n, author in enumerate(AUTHORS)]
        ids = accept(session, workspace_id, new).new_ids
        leased = claim(session, limit=10, lease_seconds=60)
        finish(session, leased.token, [ReadComment(i, made.reading(), (), (made.unit(),)) for i in ids])
        link_duplicates(session, workspace_id, [(ids[0], other) for other in ids[1:]])
        assert len(leased.comments) == 6
        assert len(set(units_for_discovery(session, workspace_id).respondents)) == people
        assert len(set(waiting_units(session, workspace_id, date(2026, 1, 1))[0].respondents)) == people
        theme, run = _in_one_theme(session, workspace_id, made, ids)
        assert theme_page(session, workspace_id, theme, Filters()).row.respondents == people
        assert [then.respondents for then in run_report(session, workspace_id, run).themes] == [people]


def _in_one_theme(session: Any, workspace_id: int, made: Any, comment_ids: list[int]) -> tuple[int, int]:
    place = pack(made.unit().vector)
    theme = Theme(workspace_id=workspace_id, code="T-0001", label={"ja": "主題"}, state="active", threshold=0.5,
                  anchor=place, centroid=place)  # fmt: skip
    run = ThemeRun(workspace_id=workspace_id, seed=0, unassigned_share=0.0, language_means=b"", members=b"", seconds=0)
    session.add_all([theme, run])
    session.flush()
    for unit, comment in session.execute(select(Unit.id, Unit.comment_id).where(Unit.comment_id.in_(comment_ids))):
        session.add(ThemeLink(unit_id=unit, workspace_id=workspace_id, theme_id=theme.id, comment_id=comment,
                              received_at=made.start, similarity=1.0))  # fmt: skip
    session.flush()
    freeze(session, run)
    return theme.id, run.id
