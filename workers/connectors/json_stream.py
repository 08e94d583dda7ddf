"""Walks a JSON document to its array of records and yields them one by one, reading the file in pieces."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

from workers.connectors.json_faults import fault
from workers.connectors.packed import opened

_PIECE = 1 << 16
# Where the tools we know keep their records; the first key of these that holds an array wins.
_HOLDERS = ("data", "reviews", "entry", "tickets", "conversations", "results", "items", "records", "comments",
            "responses", "statuses", "feedback", "tweets", "posts", "values", "rows")  # fmt: skip
_WRAPPERS = ("feed", "payload", "response", "result", "data", "body")
_SPACES = " \t\r\n\ufeff"


class BrokenJson(ValueError):
    """The document stops being JSON; says where, in both languages."""

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(en)
        self.reason_ja = ja


def is_lines(path: Path, encoding: str) -> bool:
    """Whether the file is one object a line rather than one document. Two lines that parse alone decide."""
    with opened(path) as raw, io.TextIOWrapper(raw, encoding, "replace") as text:
        head = [line for line in (text.readline(1 << 20) for _ in range(20)) if line.strip(_SPACES)]
    first = head[0].strip(_SPACES) if head else ""
    if not first.startswith("{"):
        # A broken first line must not turn ten thousand good ones into a broken document.
        return not first.startswith("[") or (len(head) > 1 and _is_object(head[1]))
    if len(head) > 1:
        return _is_object(first) or any(_is_object(line) for line in head[1:] if not line.startswith((" ", "\t")))
    return not any(f'"{name}"' in first[:4096] for name in (*_HOLDERS, *_WRAPPERS)) or not _holds_list(first)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line.strip(_SPACES)), dict)
    except (json.JSONDecodeError, RecursionError):
        return False


def _holds_list(text: str) -> bool:
    """A single object: an answer that holds records, or one record. Cut lines are surely too long for one record."""
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return True
    held = [inner for key, inner in value.items() if key in _HOLDERS and isinstance(inner, list)]
    wrapped = [inner for key, inner in value.items() if key in _WRAPPERS and isinstance(inner, dict)]
    return any(all(isinstance(x, dict) for x in inner) for inner in held) or any(
        key in _HOLDERS for inner in wrapped for key in inner
    )


def elements(path: Path, encoding: str) -> Iterator[object]:
    """The records of the document; a document that holds no array is one record."""
    with opened(path) as raw, io.TextIOWrapper(raw, encoding) as text:
        walker = _Walker(text)
        if walker.peek() == "[":
            yield from walker.array()
        elif walker.peek() == "{":
            yield from walker.within_object()
        else:
            found = walker.peek()
            raise BrokenJson(f"the document begins with {found!r}; wanted [ or {{", f"「{found}」で始まっています")


class _Walker:
    """A cursor over the text; holds one value of the document at a time."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._buffer = ""
        self._at = 0
        self._ended = False
        self._decoder = json.JSONDecoder(parse_int=str, parse_float=str)

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in _SPACES:
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> None:
        if self.peek() != wanted:
            found = self.peek()
            place = f"が「{found}」です" if found else "でファイルが終わっています"
            en = f"found {found or 'the end of the file'!r}; wanted {wanted!r}"
            raise BrokenJson(en, f"「{wanted}」のはずのところ{place}")
        self._at += 1

    def value(self) -> object:
        """The next value; reads on, doubling, until it is whole."""
        self.peek()
        piece = _PIECE
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if not self._more(piece):
                    raise BrokenJson(str(error), fault(error).ja) from error
                piece *= 2
                continue
            # A number at the very end of the buffer may go on in the file.
            if end == len(self._buffer) and self._more():
                continue
            self._at = end
            return value

    def array(self) -> Iterator[object]:
        self.take("[")
        while self.peek() != "]":
            yield self.value()
            if self.peek() != "]":
                self.take(",")
        self.take("]")

    def within_object(self) -> Iterator[object]:
        """Looks through the keys for the one that holds records; the other values are kept in case none does."""
        rest: dict[str, object] = {}
        self.take("{")
        while self.peek() != "}":
            key = str(self.value())
            self.take(":")
            if key in _HOLDERS and self.peek() == "[":
                yield from self.array()
                return
            if key in _WRAPPERS and self.peek() == "{":
                yield from self.within_object()
                return
            rest[key] = self.value()
            if key in _HOLDERS and isinstance(rest[key], dict):
                # A feed with one entry gives the entry itself.
                yield rest[key]
                return
            if self.peek() != "}":
                self.take(",")
        self.take("}")
        if rest:
            yield rest

    def _more(self, size: int = _PIECE) -> bool:
        piece = "" if self._ended else self._text.read(size)
        self._ended = not piece
        if piece:
            self._buffer = self._buffer[self._at :] + piece
            self._at = 0
        return bool(piece)
