"""What a fresh look came to is said, also when it came to nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from api.pages.views.proposals import last_look
from api.pages.views.runs import runs_view
from models.reports import RunView
from models.themes import ChangeView, ProposalView


def change(number: int) -> ChangeView:
    return ChangeView(number, "merged", 1, (2,), 40, "", {}, "proposed", "", None)


def test_a_look_that_found_nothing_says_so_with_its_day(specimens: Any) -> None:
    nothing = ProposalView(2, specimens.NOON, 0, 0, 3255, ())
    assert last_look(specimens.words("ja"), [nothing]) == (
        "最後の見直しは2026年11月20日 12:00です。変わる点はありませんでした。"
    )
    assert "found nothing to change" in last_look(specimens.words("en"), [nothing])
    assert "（提案1件）" in last_look(specimens.words("ja"), [replace(nothing, changes=(change(1),))])
    assert last_look(specimens.words("ja"), []) == ""


def test_a_look_has_no_counts_and_is_no_failure(specimens: Any) -> None:
    applied = RunView(1, specimens.NOON, "applied", 0, 30, 3255, {"numpy": "2"})
    looks = [replace(applied, id=number, state="proposed", themes=0, units=0) for number in (2, 3)]
    rows = runs_view(specimens.words("ja"), [applied, *looks], {2: 0, 3: 4})
    assert [(row.state.text, row.themes, row.units) for row in rows] == [
        ("反映", "30", "3,255"),
        ("見直し（変わる点なし）", "–", "–"),
        ("見直し（提案4件）", "–", "–"),
    ]
