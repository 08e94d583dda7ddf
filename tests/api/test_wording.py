"""What the engine and the readers of files say in English is known in Japanese, and nothing else is touched."""

import ast
from pathlib import Path

import pytest

from api.wording import reason_of, worded
from models.errors import NotFound
from models.queue import DIED
from workers.discovery import TooFewUnits

ROOT = Path(__file__).parents[2]
ENGINE = ("models/themes/ageing.py", "nlp/themes/tracking.py", "workers/proposing.py", "workers/pool.py")
READERS = (
    "nlp/preparation.py", "nlp/taxonomy.py", "nlp/classifier.py", "nlp/analyser.py", "workers/seeding.py",
)  # fmt: skip
ERRORS = {"NotReadable", "Unreadable", "BadTaxonomy", "UnfitWeightsError", "BadSeeds"}
EVENTS = {"Event", "Aged", "NewChange"}


def said(node: ast.AST) -> str | None:
    """A sentence of the source, with a figure wherever something is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "8" for one in node.values)
    return None


def sentences(names: tuple[str, ...], makers: set[str], *, reasons: bool) -> list[str]:
    found: list[str | None] = []
    for name in names:
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                found += [] if _says_both(node) else [said(one) for one in node.args]
            if reasons and isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "reason":
                branches = (node.value.body, node.value.orelse) if isinstance(node.value, ast.IfExp) else (node.value,)
                found += [said(one) for one in branches]
    return sorted({one for one in found if one and " " in one})


def _says_both(call: ast.Call) -> bool:
    """Whether its second sentence is the first one in Japanese, so that nobody has to word it."""
    second = said(call.args[1]) if len(call.args) > 1 else None
    return second is not None and not second.isascii()


def test_every_reason_of_the_engine_is_known_in_japanese() -> None:
    found = sentences(ENGINE, EVENTS, reasons=True)
    assert len(found) >= 13
    assert [one for one in found if worded(one, "ja") == one] == []


def test_every_complaint_about_a_text_or_a_file_is_known_in_japanese() -> None:
    found = sentences(READERS, ERRORS, reasons=False)
    found += sentences(("nlp/themes/seeds.py",), {"ValueError"}, reasons=False)
    assert len(found) >= 20
    found.append(DIED)
    assert [one for one in found if worded(one, "ja") == one] == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("0 people in 8 weeks", "8週間で0人"),
        ("2 people in 8 weeks: it did not last", "8週間で2人しか触れず、定着しませんでした"),
        (
            "proposal 7: 92% of its members were in no known theme",
            "提案 7：発言の92%は、どのテーマにも入っていませんでした",
        ),
        ("a fresh look parts it 40%, 35%", "見直すと、40%, 35% に分かれます"),
        (
            "9 people since the week of 2026-04-06, in no known theme",
            "2026-04-06 の週から9人が触れ、どのテーマにも入っていませんでした",
        ),
        (
            "comments are read with another encoder (512d): placed anew by its units",
            "別のエンコーダー（512d）で読み直したため、発言から位置を作り直しました",
        ),
        (
            "comments are read with another encoder (512d), and no unit of it was read again",
            "別のエンコーダー（512d）で読み直しましたが、このテーマの発言はまだ読み直されていません",
        ),
        (
            "TooFewUnits: the workspace has 2 units that were read; wanted at least 12",
            "読んだ発言が 2 件です。テーマを見つけるには 12 件以上必要です。",
        ),
        ("来期も追う", "来期も追う"),
        ("our own words", "our own words"),
        ("", ""),
    ],
)
def test_a_sentence_is_worded_for_its_reader(sentence: str, wanted: str) -> None:
    assert worded(sentence, "ja") == wanted
    assert worded(sentence, "en") == sentence


def test_an_error_is_told_in_the_readers_language() -> None:
    assert reason_of(NotFound("theme", 9), "ja").startswith("テーマ 9 は")
    assert reason_of(TooFewUnits("en", "日本語"), "ja") == "日本語"
    early = ValueError("ours.yaml is nested too deeply; wanted a list `themes`")
    assert reason_of(early, "ja").startswith("ours.yaml の入れ子が")
    assert reason_of(ValueError("anything else"), "ja") == "anything else"
