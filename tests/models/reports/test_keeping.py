"""A run keeps its report: what comes in or is changed afterwards does not touch it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from models import jobs
from models.database import Sessions, reading, writing
from models.intake import NewScore, accept
from models.reports import Filters, Kept, keep_reports, run_report, story, summary
from models.reports.keeping import reckoned
from models.tables import Job, ThemeRun
from models.themes import NewTheme, NewThemeRun, freeze, rename, save_discovery
from models.themes.frozen import KEEP


@pytest.fixture
def run(store: Sessions, shop: Any) -> int:
    """A look that found nothing new: the themes of the shop as they are, frozen."""
    with writing(store) as session:
        known = [NewTheme({}, {}, np.eye(4, dtype=np.float32)[n], 0.5, known_id=t) for n, t in enumerate(shop.themes)]
        nothing = np.zeros(0, np.int64)
        made = NewThemeRun(1, {}, {}, {}, 0.0, {}, 0.1, "4d", known, [], nothing, nothing, nothing.astype(np.float32))
        run_id = save_discovery(session, shop.workspace_id, made).run_id
        freeze(session, session.get_one(ThemeRun, run_id))
    return run_id


def test_the_report_is_asked_for_with_the_run_and_kept_by_the_job(store: Sessions, shop: Any, run: int) -> None:
    ws = shop.workspace_id
    with writing(store) as session:
        assert [job.kind for job in session.scalars(select(Job))] == [KEEP]
        assert jobs.waiting_jobs(session) == 1
        waits = run_report(session, ws, run)
        assert (waits.kept, waits.report) == (Kept.WAITS, None)
    assert keep_reports(store, ws) == 1
    assert keep_reports(store, ws) == 0
    with reading(store) as session:
        found = run_report(session, ws, run)
        asked = Filters(found.report.summary.period) if found.report else Filters()
        assert found.kept is Kept.KEPT
        assert found.report is not None
        assert found.report.summary == summary(session, ws, asked)
        assert found.report.story == story(session, ws, asked)
        assert {(one.kind, one.scope) for one in found.report.impacts} == {
            ("nps", "relational"),
            ("csat", "transactional"),
        }
        assert {one.impact.theme_id for one in found.report.impacts} == {str(theme) for theme in shop.themes}


def test_what_is_kept_stays_whatever_comes_later(store: Sessions, shop: Any, made: Any, run: int) -> None:
    ws = shop.workspace_id
    keep_reports(store, ws)
    with writing(store) as session:
        before = run_report(session, ws, run).report
        rename(session, ws, shop.themes[0], "佐藤", {"ja": "別の名"})
        new = [made.comment(f"later-{n}", author=f"new {n}", scores=(NewScore("nps", 0),)) for n in range(40)]
        accept(session, ws, new)
        assert summary(session, ws, Filters()).comments == len(shop.said) + 40
        assert run_report(session, ws, run).report == before
    assert keep_reports(store, ws) == 0


def test_a_run_frozen_anew_while_its_report_was_reckoned_waits_on(
    store: Sessions, shop: Any, run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = shop.workspace_id

    def meanwhile(session: Any, workspace_id: int) -> object:
        found = reckoned(session, workspace_id)
        with writing(store) as other:
            freeze(other, other.get_one(ThemeRun, run))
        return found

    monkeypatch.setattr("models.reports.keeping.reckoned", meanwhile)
    assert keep_reports(store, ws) == 0
    monkeypatch.undo()
    assert keep_reports(store, ws) == 1


@pytest.mark.parametrize(("held", "kept"), [({}, Kept.NONE), ({"at": "2026-04-06T00:00:00Z"}, Kept.UNREADABLE)])
def test_an_older_run_says_that_it_keeps_none(
    store: Sessions, shop: Any, run: int, held: dict[str, Any], kept: Kept
) -> None:
    with writing(store) as session:
        session.get_one(ThemeRun, run).report = held
        session.flush()
        found = run_report(session, shop.workspace_id, run)
        assert (found.kept, found.report) == (kept, None)
    assert keep_reports(store, shop.workspace_id) == 0


def test_an_empty_workspace_keeps_an_empty_report(store: Sessions, workspace_id: int) -> None:
    with reading(store) as session:
        found = reckoned(session, workspace_id)
    assert (found.summary.comments, found.impacts, found.story) == (0, (), ())
