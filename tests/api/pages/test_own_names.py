"""A company's own names, order and hiding on the pages; `renamed_desk` says which."""

from __future__ import annotations

import re
from typing import Any

import pytest


@pytest.mark.parametrize("path", ["/?period=all", "/themes", "/triage", "/journey?period=all", "/comments/{comment}"])
def test_a_renamed_touchpoint_has_its_new_name_only(desk: Any, renamed_desk: Any, path: str) -> None:
    assert "配送・受け取り" in desk.text(path.format(comment=desk.seeded.comments[0]))
    text = renamed_desk.text(path.format(comment=renamed_desk.seeded.comments[0]))
    assert "配達便" in text
    assert "配送・受け取り" not in text


def test_a_hidden_touchpoint_is_neither_on_the_journey_nor_offered(desk: Any, renamed_desk: Any) -> None:
    for path in ("/?period=all", "/journey?period=all", "/triage"):
        assert re.search(r'touchpoint=store\b|<option value="store"', desk.text(path))
        assert not re.search(r'touchpoint=store\b|<option value="store"', renamed_desk.text(path))
    comment = renamed_desk.seeded.comments[0]
    assert "touchpoint:store" not in renamed_desk.text(f"/comments/{comment}")
    assert "touchpoint:store" in desk.text(f"/comments/{comment}")


def test_pain_points_are_named_and_offered_as_the_company_has_them(renamed_desk: Any) -> None:
    late = next(c for c in renamed_desk.seeded.comments if "お待たせ</td>" in renamed_desk.text(f"/comments/{c}"))
    text = renamed_desk.text(f"/comments/{late}")
    assert "待ち時間・遅延" not in text
    offered = re.findall(r'value="pain_point:(\w+)"', text)
    assert offered[0] == "waiting"
    assert "spam" not in offered


def test_the_stages_stay_in_their_order_when_a_touchpoint_comes_first(renamed_desk: Any) -> None:
    text = renamed_desk.text("/journey?period=all")
    assert text.index("touchpoint=delivery") < text.index("touchpoint=product")
