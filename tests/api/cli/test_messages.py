"""No message is missing, none is left over, and both languages fill in the same values."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from api.cli.locale import locale, say
from api.cli.messages import MESSAGES

SOURCES = sorted((Path(__file__).parents[3] / "api" / "cli").glob("*.py"))
SPEAKERS = {"say", "tell", "fail"}


def asked() -> tuple[set[str], set[str]]:
    """Keys asked for by name, and the beginnings of those put together."""
    keys: set[str] = set()
    beginnings: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in SPEAKERS:
                continue
            first = node.args[0]
            match first:
                case ast.Constant(value=str(key)):
                    keys.add(key)
                case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
                    beginnings.add(start)
                case ast.BinOp(left=ast.Constant(value=str(start))):
                    beginnings.add(start)
    return keys, beginnings


def test_no_key_is_missing() -> None:
    keys, beginnings = asked()
    assert keys - set(MESSAGES) == set()
    assert [start for start in beginnings if not any(key.startswith(start) for key in MESSAGES)] == []


def test_no_key_is_left_over() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if not path.name.endswith("messages.py"))
    _, beginnings = asked()
    unused = [key for key in MESSAGES if f'"{key}"' not in text and not any(key.startswith(b) for b in beginnings)]
    assert unused == []


def test_both_languages_fill_in_the_same_values() -> None:
    def names(words: str) -> set[str | None]:
        if not re.search(r"\{\w+[:}]", words):
            return set()
        return {name for _, name, _, _ in Formatter().parse(words) if name}

    assert [key for key, (ja, en) in MESSAGES.items() if names(ja) != names(en)] == []


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "KIKITORI_LOCALE": "ja"}, "ja"),
        ({}, "en"),
    ],
)
def test_the_environment_says_which_language(
    environment: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KIKITORI_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert locale() == wanted
    assert say("classify.done", lines=1234, bad=0).startswith("1,234 lines" if wanted == "en" else "1,234 行")
