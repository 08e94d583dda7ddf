"""The history of a theme says what was before and after, how many, why, and which act was taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from api.pages.views.history import History
from api.pages.views.pieces import Dated
from models.reports.theme_values import EventView

THEMES = {1: "配送が遅い", 2: "置き配", 3: "梱包が悪い"}


def line(specimens: Any, kind: str, before: Any, after: Any, lang: str = "ja", **changed: Any) -> Dated:
    event = replace(specimens.event(), kind=kind, before=before, after=after, **changed)
    (shown,) = History(specimens.words(lang), THEMES).lines([event])
    return shown


@pytest.mark.parametrize(
    ("kind", "before", "after", "ja", "en"),
    [
        ("split", {}, {"themes": [2, 3], "units": 3},
         "新しいテーマ「置き配」、「梱包が悪い」に分割。発言3件。", "New: “置き配” and “梱包が悪い”. 3 sentences."),
        ("split", {}, {"themes": [2]}, "新しいテーマ「置き配」に分割。", "New: “置き配”."),
        ("born", {"split_from": 1}, {"label": {}}, "「配送が遅い」から分割。", "Split off from “配送が遅い”."),
        ("merged", {}, {"merged_into": 2, "units": 1}, "「置き配」に統合。発言1件。", "Into “置き配”. 1 sentence."),
        ("moved", {"theme_id": None}, {"theme_id": 2},
         "「未分類（どのテーマにも入れない）」→「置き配」", "“No theme at all” → “置き配”"),
        ("parent", {"parent_id": 1}, {"parent_id": None}, "「配送が遅い」→「なし」", "“配送が遅い” → “No parent”"),
        ("watched", {"words": []}, {"words": ["異臭", "煙"]}, "「なし」→「異臭、煙」", "“none” → “異臭 and 煙”"),
        ("dormant", {"state": "active"}, {"state": "dormant"}, "「有効」→「休止中」", "“active” → “dormant”"),
        ("placed", {}, {"units": 12, "proposal": 3}, "発言12件。", "12 sentences."),
        ("born", {"value": ""}, {"value": "", "others": []}, "", ""),
    ],
)  # fmt: skip
def test_before_and_after_are_told(specimens: Any, kind: str, before: Any, after: Any, ja: str, en: str) -> None:
    assert line(specimens, kind, before, after).detail == ja
    assert line(specimens, kind, before, after, "en").detail == en


def test_the_engines_reason_and_the_hour_are_told(specimens: Any) -> None:
    shown = line(specimens, "dormant", {}, {}, by="engine", reason="0 people in 8 weeks")
    assert shown.reason == "理由：8週間で0人"
    assert shown.when == specimens.words("ja").tongue.moment(specimens.NOON)
    assert ":" in shown.when


def test_a_pin_let_go_is_no_pin(specimens: Any) -> None:
    assert line(specimens, "pinned", {"pinned": True}, {"pinned": False}).what == "固定の解除"
    assert line(specimens, "pinned", {"pinned": False}, {"pinned": True}).what == "固定"


def test_what_was_taken_back_is_named(specimens: Any) -> None:
    done: EventView = replace(specimens.event(7), undone=True)
    undone = replace(done, id=9, kind="undone", before={"event": 7, "kind": "renamed"}, after={}, undone=False)
    words = specimens.words("ja")
    newest, oldest = History(words, THEMES).lines([undone, done])
    assert (
        newest.detail == f"{oldest.when}の「改名」を取り消し。取り消した内容：「配送 届く 日」→「配送が遅い・届かない」"
    )
    assert (oldest.taken_back, oldest.undo) == ("取り消し済み", 0)
    (alone,) = History(words, THEMES).lines([undone])
    assert alone.detail == "以前の「改名」を取り消し。"
