"""`kikitori classify`: the contract that other programs rely on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api.cli.lines import read_lines
from tests.api.cli.conftest import Command

KEYS = ["id", "language", "sentiment", "intents", "urgency", "signals", "opinions", "units", "abstain", "version"]


def answers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def classified(kikitori: Command, content: bytes, *options: str) -> tuple[int, list[dict[str, Any]]]:
    Path("in.jsonl").write_bytes(content)
    found = kikitori("classify", "--input", "in.jsonl", "--output", "out.jsonl", *options)
    return found.code, answers(Path("out.jsonl"))


def test_a_line_for_a_line_in_order(kikitori: Command) -> None:
    lines = [{"id": f"n{n}", "text": f"配送が遅い{n}", "lang": "ja", "question": "理由は？"} for n in range(1300)]
    code, found = classified(kikitori, "\n".join(json.dumps(line) for line in lines).encode())
    assert code == 0
    assert [one["id"] for one in found] == [line["id"] for line in lines]
    assert [one["opinions"][0]["quote"] for one in found] == [line["text"] for line in lines]
    assert list(found[0])[: len(KEYS)] == KEYS
    assert set(found[0]["opinions"][0]) == {
        "quote", "start", "end", "touchpoint", "stage", "polarity", "pain_point", "confidence",
    }  # fmt: skip
    assert set(found[0]["units"][0]) == {"start", "end", "sentiment"}


def test_bad_lines_get_their_error_in_place(kikitori: Command) -> None:
    content = b"\n".join(
        [
            b'\xef\xbb\xbf{"id": 1, "text": "ok"}',
            b"not json",
            b'{"id": "no text"}',
            b'{"id": "wrong", "text": 5}',
            b'{"id": "sjis", "text": "\x94z\x91\x97"}',
            b"",
            b"[1]",
            b'{"id": "lang", "text": "x", "lang": 3}',
            b'{"id": "blank", "text": "  "}',
            b'{"id": "last", "text": "ok", "extra": true}\r',
            b"",
            b"",
        ]
    )
    code, found = classified(kikitori, content)
    assert code == 0
    assert ["error" in one for one in found] == [False, *[True] * 8, False]
    assert [one["id"] for one in found] == [1, None, "no text", "wrong", None, None, None, "lang", "blank", "last"]
    assert found[3]["error"] == "line 4: text is 5; wanted a string"
    assert "line 5 is not UTF-8 at byte" in found[4]["error"]
    assert set(found[1]) == {"id", "error"}


def test_strict_says_so_in_the_exit_code(kikitori: Command) -> None:
    assert classified(kikitori, b"x\n", "--strict")[0] == 1
    assert classified(kikitori, b'{"text": "ok"}\n', "--strict")[0] == 0


def test_an_empty_file_gives_an_empty_file(kikitori: Command) -> None:
    assert classified(kikitori, b"") == (0, [])
    assert classified(kikitori, b"\n\n\n") == (0, [])


def test_a_missing_file_is_named(kikitori: Command) -> None:
    found = kikitori("classify", "--input", "nowhere.jsonl")
    assert found.code == 2
    assert "nowhere.jsonl" in found.err


def test_an_output_that_cannot_be_written_leaves_nothing_behind(kikitori: Command) -> None:
    Path("in.jsonl").write_bytes(b'{"text": "ok"}\n')
    assert kikitori("classify", "--input", "in.jsonl", "--output", "no/such/folder/out.jsonl").code == 2
    assert [path.name for path in Path().iterdir()] == ["in.jsonl"] or not list(Path().glob(".*.part"))


def test_one_text_is_shown_to_a_person(kikitori: Command) -> None:
    found = kikitori("classify", "配送が遅い")
    assert found.code == 0
    assert "配送が遅い" in found.out
    assert "negative" in found.out
    assert "Delivery" in found.out


def test_one_text_as_json(kikitori: Command) -> None:
    found = kikitori("classify", "配送が遅い", "--lang", "ja", "--json")
    assert json.loads(found.out)["sentiment"]["label"] == "negative"


@pytest.mark.parametrize("arguments", [(), ("text", "--input", "x")])
def test_a_text_or_a_file_but_not_both(kikitori: Command, arguments: tuple[str, ...]) -> None:
    assert kikitori("classify", *arguments).code == 2


def test_an_unreadable_text_is_a_mistake_of_the_caller(kikitori: Command) -> None:
    found = kikitori("classify", " ")
    assert found.code == 2
    assert "empty" in found.err


def test_a_huge_cell_is_an_error_and_the_rest_goes_on() -> None:
    long = json.dumps({"id": "long", "text": "あ" * 2_000_000}).encode()
    lines = list(read_lines([long + b"\n", b'{"id": "next", "text": "ok"}\n'], 50_000))  # type: ignore[arg-type]
    assert lines[0].error == "line 1: text has 2,000,000 characters; wanted at most 50,000"
    assert lines[1].text is not None


def test_half_surrogates_come_out_as_json_escapes(kikitori: Command) -> None:
    code, found = classified(kikitori, b'{"id": "\\ud83d", "text": "ok"}\n')
    assert code == 0
    assert found[0]["id"] == "\ud83d"


def test_help_answers_at_once_and_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom api.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'torch','numpy','sqlalchemy','fastapi','pydantic','celery','nlp','models','workers','settings'}\n"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "classify" in run.stdout
