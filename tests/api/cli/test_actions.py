"""What was done, at the terminal: about a theme, about a touchpoint alone, and taken away again."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from api.cli.numbers import _stage_line
from models.insights.journey import StageScore

Command = Callable[..., Any]
GIVEN = ("--on", "2026-10-01", "--owner", "田中")


def test_an_action_about_a_touchpoint_is_listed_and_withdrawn(kikitori: Command) -> None:
    recorded = kikitori("themes", "record", "-", "集荷を増やした", *GIVEN, "--touchpoint", "delivery", "--json")
    action = json.loads(recorded.out)["action"]
    listed = kikitori("themes", "effects").out
    assert f"{action:>4}  2026-10-01  @delivery  集荷を増やした (田中): too early to tell" in listed
    assert f"Action {action} is removed." in kikitori("themes", "withdraw", action).err
    assert kikitori("themes", "effects").out == ""
    again = kikitori("themes", "withdraw", action)
    assert (again.code, f"action is {action}" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (("delivery", "x", *GIVEN), "The theme is delivery; wanted its id, or - for none."),
        (("-", "x", *GIVEN), "wanted a theme, a touchpoint, or both"),
        (("-", "x", *GIVEN, "--touchpoint", "nowhere"), "touchpoint is 'nowhere'; wanted one of"),
        ((999, "x", *GIVEN), "theme is 999"),
    ],
)
def test_an_action_about_nothing_is_refused(kikitori: Command, about: tuple[object, ...], told: str) -> None:
    found = kikitori("themes", "record", *about)
    assert found.code == 2
    assert told in found.err


@pytest.mark.parametrize(
    ("locale", "n", "few"), [("ja", 29, "30人未満"), ("en", 29, "fewer than 30"), ("ja", 30, ""), ("en", 30, "")]
)
def test_a_stage_of_few_answers_is_marked(monkeypatch: pytest.MonkeyPatch, locale: str, n: int, few: str) -> None:
    monkeypatch.setenv("KIKITORI_LOCALE", locale)
    line = _stage_line("Use", StageScore("use", 30.0, 20.0, 40.0, n, 2.0))
    assert line.startswith(f"Use   30.0 [20.0, 40.0]  n={n}  ×2")
    assert few in line
    assert line.endswith("×2") == (n == 30)
