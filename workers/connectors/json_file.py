"""Reads JSON lines, JSON arrays and API answers (an object around an array), one record at a time, gzip or not."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workers.connectors.encodings import Encoding, given_or_found
from workers.connectors.flatten import flat
from workers.connectors.json_faults import fault
from workers.connectors.json_stream import BrokenJson, elements, is_lines
from workers.connectors.notes import NoteCode, note
from workers.connectors.packed import opened, refuse_workbook
from workers.connectors.reasons import Reason, Words
from workers.connectors.values import Opened, OpenOptions, Row, RowProblem, UnreadableFile, problem

_LOOK_AT = 200
# A line holds one record of some cells near the limit; in UTF-8 a character takes up to four bytes.
_CELLS_OF_A_LINE = 64
# Numbers are read as text, so that none loses a digit.
_KINDS = {list: Words("配列", "list"), str: Words("文字列か数", "text or a number"), bool: Words("真偽値", "bool"),
          type(None): Words("null", "null")}  # fmt: skip
_HALF_PAIR = Words("片方だけのサロゲート", "half a surrogate pair")


@dataclass(frozen=True, slots=True)
class JsonConnector:
    """Lines and documents, gzip or not; which of the two is found out."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".json")

    def open(self, path: Path, options: OpenOptions) -> Opened:
        refuse_workbook(path)
        encoding = given_or_found(path, options.encoding)
        lines = is_lines(path, encoding.name)
        rows = _lines(path, encoding, options.cell_limit) if lines else _document(path, encoding, options.cell_limit)
        head = list(itertools.islice(rows, _LOOK_AT))
        found = [row for row in head if isinstance(row, Row)]
        if not head:
            raise UnreadableFile(Reason.EMPTY_FILE, name=path.name)
        if not found and isinstance(head[0], RowProblem) and len(head) < _LOOK_AT and not lines:
            raise UnreadableFile(head[0].code, row=head[0].row, found=Words(head[0].reason_ja, head[0].reason_en))
        headings = tuple(dict.fromkeys(heading for row in found for heading in row.values))
        shape = NoteCode.JSON_LINES if lines else NoteCode.JSON_DOCUMENT
        return Opened(headings, itertools.chain(head, rows), {}, (note(shape, encoding=encoding.name),))


def _lines(path: Path, encoding: Encoding, cell_limit: int) -> Iterator[Row | RowProblem]:
    """One object a line. A line beyond the limit is skipped without being held."""
    cap = cell_limit * _CELLS_OF_A_LINE
    with opened(path) as raw:
        number = 0
        while line := raw.readline(cap):
            number += 1
            size = len(line)
            while not line.endswith(b"\n") and (more := raw.readline(cap)):
                size, line = size + len(more), more
            if size > cap:
                yield problem(number, Reason.CELL_TOO_LONG, None, size=size, limit=cap)
            elif line.strip():
                yield _parsed(line, number, encoding, cell_limit)


def _parsed(line: bytes, number: int, encoding: Encoding, cell_limit: int) -> Row | RowProblem:
    try:
        # Files put together by `cat` carry a mark at each beginning.
        text = line.decode(encoding.name.removesuffix("-sig")).removeprefix("\ufeff").rstrip("\r\n")
        value = json.loads(text, parse_int=str, parse_float=str)
    except UnicodeError as error:
        found = f"0x{line[error.start]:02X}" if isinstance(error, UnicodeDecodeError) else str(error)
        return problem(number, Reason.UNDECODABLE, None, encoding=encoding.name, found=found)
    except (json.JSONDecodeError, RecursionError) as error:
        return problem(number, Reason.BROKEN_JSON, None, found=fault(error))
    return _row(value, number, cell_limit)


def _document(path: Path, encoding: Encoding, cell_limit: int) -> Iterator[Row | RowProblem]:
    """The elements of an array, wherever the document keeps it. What follows a broken place cannot be found again."""
    number = 0
    try:
        for value in elements(path, encoding.name):
            number += 1
            yield _row(value, number, cell_limit)
    except (BrokenJson, RecursionError, UnicodeError) as error:
        yield problem(number + 1, Reason.BROKEN_JSON, None, found=fault(error))


def _row(value: object, number: int, cell_limit: int) -> Row | RowProblem:
    if not isinstance(value, dict):
        return problem(number, Reason.NOT_AN_OBJECT, None, found=_KINDS.get(type(value), type(value).__name__))
    cells = flat(value)
    for heading, cell in cells.items():
        if len(cell) > cell_limit:
            return problem(number, Reason.CELL_TOO_LONG, heading, size=len(cell), limit=cell_limit)
        if "\0" in cell:
            return problem(number, Reason.NUL_BYTE, heading)
        if not cell.isascii() and any("\ud800" <= character <= "\udfff" for character in cell):
            return problem(number, Reason.UNDECODABLE, heading, encoding="Unicode", found=_HALF_PAIR)
    return Row(number, cells)
