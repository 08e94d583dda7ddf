"""A company's own themes from a file chosen on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.database import reading
from models.tables import Theme
from tests.api.conftest import PlainAnalyser

GOOD = "themes:\n- {id: late, ja: 配送がとても遅い, examples: [荷物が届きません]}\n"


class Axes(PlainAnalyser):
    """With vectors of as many numbers as the store's."""

    def read(self, text: Any) -> Any:
        found = super().read(text)
        return replace(found, units=tuple(replace(unit, vector=np.eye(8, dtype="f4")[0]) for unit in found.units))


@pytest.fixture
def desk(own_desk: Any) -> Any:
    own_desk.house.readers._load = Axes
    return own_desk


def send(desk: Any, content: bytes, name: str = "ours.yaml", csrf: str | None = None) -> Any:
    fields = {"csrf": desk.csrf if csrf is None else csrf}
    return desk.client.post("/themes/seeds", data=fields, files={"file": (name, content)}, follow_redirects=False)


def planted(desk: Any) -> list[str]:
    with reading(desk.house.sessions) as session:
        return [theme.label["ja"] for theme in session.query(Theme).all() if theme.pinned]


def test_a_file_is_planted_once(desk: Any) -> None:
    assert 'enctype="multipart/form-data"' in desk.text("/themes")
    assert send(desk, GOOD.encode()).headers["location"] == "/themes?done=seeded"
    assert "配送がとても遅い" in planted(desk)
    assert "テーマを取り込みました" in desk.text("/themes?done=seeded")
    assert send(desk, GOOD.encode()).headers["location"] == "/themes?done=seeds_known"
    assert planted(desk).count("配送がとても遅い") == 1


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"themes: [", "ours.yaml", "ours.yaml の1行目がYAMLとして読めません"),
        ("配送".encode("shift_jis"), "..\\x\\ours.yaml", "ours.yaml の0バイト目がUTF-8として読めません"),
        (GOOD.replace("[荷物が届きません]", "[]").encode(), "<b>.yaml", "テーマ &#39;late&#39; に例文がありません"),
    ],
)
def test_what_is_wrong_is_said_in_japanese(desk: Any, content: bytes, name: str, told: str) -> None:
    answer = send(desk, content, name)
    assert answer.status_code == 422
    assert told in answer.text
    assert "配送がとても遅い" not in planted(desk)


def test_only_our_own_form_plants(desk: Any) -> None:
    assert send(desk, GOOD.encode(), csrf="made up").status_code == 403
