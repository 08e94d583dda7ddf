"""JSONL in and out, for commands that other programs call: an answer for every line, in order, whatever it holds."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from api.cli.screen import fail
from nlp.values import Text

BOM = b"\xef\xbb\xbf"
PIPE = Path("-")
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Line:
    """`text` None: `error` says why. `id` is as given, None when the line has none. `end`: bytes read so far."""

    id: str | int | None
    text: Text | None
    error: str | None
    end: int


def read_lines(source: BinaryIO, longest: int) -> Iterator[Line]:
    """A line for each line; blank lines at the very end are no lines."""
    end = 0
    blank: list[Line] = []
    for number, raw in enumerate(source, start=1):
        end += len(raw)
        raw = raw.removeprefix(BOM)  # files put together by `cat` carry one at each beginning
        if not raw.strip():
            blank.append(Line(None, None, f"line {number} is empty; wanted a JSON object with a text", end))
            continue
        yield from blank
        blank.clear()
        yield _parse(raw, number, longest, end)


def _parse(raw: bytes, number: int, longest: int, end: int) -> Line:
    try:
        found = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Line(None, None, f"line {number} is not UTF-8 at byte {error.start}; wanted UTF-8", end)
    except (ValueError, RecursionError) as error:
        return Line(None, None, f"line {number} is not JSON ({error}); wanted an object with a text", end)
    if not isinstance(found, dict):
        return Line(None, None, f"line {number} is {_shown(found)}; wanted an object with a text", end)
    given = found.get("id")
    key = given if isinstance(given, str | int) and not isinstance(given, bool) else None
    wrong = _fault(found, longest)
    if wrong:
        return Line(key, None, f"line {number}: {wrong}", end)
    return Line(key, Text(found["text"], found.get("lang") or None, found.get("question") or None), None, end)


def _fault(found: dict[str, Any], longest: int) -> str | None:
    text = found.get("text")
    if not isinstance(text, str):
        return f"text is {_shown(text)}; wanted a string" if "text" in found else "text is missing; wanted a string"
    if len(text) > longest:
        return f"text has {len(text):,} characters; wanted at most {longest:,}"
    for name in ("lang", "question"):
        if not isinstance(found.get(name), str | None):
            return f"{name} is {_shown(found[name])}; wanted a string"
    return None


def _shown(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= LONGEST_SHOWN else words[: LONGEST_SHOWN - 1] + "…"


def write_line(target: TextIO, value: Mapping[str, Any]) -> None:
    """Half surrogates cannot be UTF-8: such a line is written with JSON's own escapes."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(value, separators=(",", ":"))
    target.write(line + "\n")


@contextmanager
def opened(source: Path) -> Iterator[tuple[BinaryIO, int | None]]:
    """The bytes, and how many there are when that is known."""
    if source == PIPE:
        yield sys.stdin.buffer, None
        return
    with source.open("rb") as file:
        yield file, os.fstat(file.fileno()).st_size


@contextmanager
def written(target: Path | None) -> Iterator[TextIO]:
    """The file appears whole or not at all; stdout gets the lines as they come."""
    if target is None or target == PIPE:
        yield sys.stdout
        sys.stdout.flush()
        return
    if target.exists() and not target.is_file():  # a device or a named pipe
        with _writable(target, target) as file:
            yield file
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with _writable(part, target) as file:
        try:
            yield file
            file.close()
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _writable(path: Path, meant: Path) -> TextIO:
    """A person asked for `meant` and knows nothing of what is written first."""
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        fail("error.output", path=meant, error=error.strerror)
