"""Every refusal has its sentence in both languages, and stays English for logs and machines."""

import ast
from pathlib import Path

import pytest

from models.errors import NAMES_JA, Conflict, NotFound, Refused, Told

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*(ROOT / "models").rglob("*.py"), *(ROOT / "api").rglob("*.py"), ROOT / "workers" / "mapping.py"])


def calls(name: str) -> list[tuple[str, ast.Call]]:
    """Where an error is made, and how."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                found.append((f"{path.relative_to(ROOT)}:{node.lineno}", node))
    return found


def keywords(call: ast.Call) -> set[str]:
    return {one.arg for one in call.keywords if one.arg}


def test_every_refusal_says_in_japanese_what_is_wanted() -> None:
    found = calls("Refused")
    assert len(found) > 30
    assert [where for where, call in found if "ja" not in keywords(call)] == []


def test_every_conflict_has_both_sentences() -> None:
    found = calls("Conflict")
    assert len(found) > 10
    assert [where for where, call in found if len(call.args) != 2] == []


def test_every_kind_of_thing_has_a_japanese_name() -> None:
    kinds = {
        call.args[0].value: where
        for where, call in calls("NotFound")
        if isinstance(call.args[0], ast.Constant) and "called" not in keywords(call)
    }
    assert {kind: where for kind, where in kinds.items() if kind not in NAMES_JA} == {}


@pytest.mark.parametrize(
    ("error", "en", "ja"),
    [
        (
            NotFound("theme", 999),
            "theme is 999; wanted the id of one in this workspace",
            "テーマ 999 はこのワークスペースにありません。番号を確かめてください。",
        ),
        (
            Refused.among("channel", "radio", ("survey", "ticket")),
            "channel is 'radio'; wanted one of survey, ticket",
            "チャネルが「radio」です。survey、ticket のどれかが必要です。",
        ),
        (
            Refused("owner", " ", "who answers for it", ja="担当する人の名前"),
            "owner is ' '; wanted who answers for it",
            "担当が空欄です。担当する人の名前が必要です。",
        ),
        (Refused("nps", 11, "0 to 10", ja="0〜10 の数", called="NPS"), "nps is 11; wanted 0 to 10",
         "NPSが「11」です。0〜10 の数が必要です。"),
        (Conflict("taken", "使われています。"), "taken", "使われています。"),
        (Conflict("taken"), "taken", "taken"),
    ],
)  # fmt: skip
def test_an_error_is_said_in_both_languages(error: Told, en: str, ja: str) -> None:
    assert (str(error), error.reason_en, error.reason_ja) == (en, en, ja)


def test_a_long_value_is_cut_in_both_languages() -> None:
    error = Refused("text", "あ" * 500, "less", ja="短い文")
    assert len(error.reason_en) < 120
    assert len(error.reason_ja) < 120
