"""Reads CSV, TSV and semicolon files of any size: encoding, delimiter and heading rows are found, bad rows named."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from workers.connectors.encodings import Encoding, given_or_found
from workers.connectors.headers import LOOK_AT, Header, find_header
from workers.connectors.notes import NoteCode, note
from workers.connectors.packed import opened, refuse_workbook
from workers.connectors.reasons import Reason
from workers.connectors.records import Record, records
from workers.connectors.surplus import last_takes_surplus, rejoined
from workers.connectors.values import Opened, OpenOptions, Row, RowProblem, UnreadableFile, problem

_DELIMITERS = (",", "\t", ";")
_KEPT_TEXT = re.compile(r'="([^"]*)"')
_LONE_SURROGATE = re.compile(r"[\udc80-\udcff]")
# A record may hold many cells near the limit; what is longer than this many of them is one cell gone wrong.
_CELLS_OF_A_RECORD = 64
# Each stray quote costs a second look at the lines it swallowed; a file of nothing else is given up on.
_RESTARTS = 200


@dataclass(frozen=True, slots=True)
class CsvConnector:
    """Text tables, gzip or not."""

    name: str = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".txt", ".tab")

    def open(self, path: Path, options: OpenOptions) -> Opened:
        refuse_workbook(path)
        encoding = given_or_found(path, options.encoding)
        head = _head(path, encoding)
        delimiter = options.delimiter or _delimiter(head)
        table = _Table(path, encoding, delimiter, options.cell_limit)
        header = find_header(table.first_cells())
        notes = (note(NoteCode.TABLE, encoding=encoding.name, delimiter=delimiter), *header.notes)
        return Opened(header.headings, table.rows(header), header.questions, notes, header.remarks)


@contextmanager
def _text(path: Path, encoding: Encoding) -> Iterator[TextIO]:
    """Text with its own line ends. Undecodable bytes arrive as lone surrogates, so that only their row is refused."""
    try:
        with opened(path) as stream, io.TextIOWrapper(stream, encoding.name, "surrogateescape", newline="") as text:
            yield text
    except UnicodeError as error:
        # UTF-16 has no lone bytes that could stand for themselves: it decodes, or it is none.
        raise UnreadableFile(Reason.UNKNOWN_ENCODING, name=path.name, found=str(error)) from error


def _head(path: Path, encoding: Encoding) -> str:
    with _text(path, encoding) as text:
        head = text.read(1 << 16)
    if not head.strip("\ufeff\0 \t\r\n"):
        raise UnreadableFile(Reason.EMPTY_FILE, name=path.name)
    return head


def _delimiter(head: str) -> str:
    """The one that cuts most of the first records into the same number of cells, more than one."""
    if said := re.match(r"sep=(.)\r?\n", head):
        return said[1]

    def evenness(delimiter: str) -> tuple[float, int]:
        stream = io.StringIO(head, newline="")
        lines = islice((_cells(record.text, delimiter) for record in records(stream, delimiter, 1 << 16)), LOOK_AT)
        counts = Counter(len(cells) for cells in lines if cells)
        width, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (times / counts.total(), width) if width > 1 else (0.0, 1)

    return max(_DELIMITERS, key=evenness)


def _cells(text: str, delimiter: str) -> list[str]:
    """The cells of one record; the csv module's own limit is raised because the record's size is already bounded."""
    if csv.field_size_limit() <= len(text):
        csv.field_size_limit(len(text) + 1)
    cells = next(csv.reader([text], delimiter=delimiter), [])
    # ="00123" keeps a spreadsheet from taking the zeros away; the customer's number is 00123.
    return [found[1] if (found := _KEPT_TEXT.fullmatch(cell)) else cell for cell in cells] if '="' in text else cells


@dataclass(frozen=True, slots=True)
class _Table:
    path: Path
    encoding: Encoding
    delimiter: str
    cell_limit: int

    def first_cells(self) -> list[list[str]]:
        """The cells of the first records, one list a record, so that an index counts records of the file."""
        with _text(self.path, self.encoding) as text:
            found = [self._split(record) for record in islice(self._records(text), LOOK_AT)]
        if found and re.fullmatch(r"sep=.", "".join(found[0])):
            found[0] = []
        if not any(any(cell.strip() for cell in cells) for cells in found):
            raise UnreadableFile(Reason.EMPTY_FILE, name=self.path.name)
        return found

    def rows(self, header: Header) -> Iterator[Row | RowProblem]:
        """All rows below the heading. After a quote that swallowed other rows, reading starts again one line on."""
        number, line, restarts = 0, 0, 0
        while line >= 0:
            start, line = line, -1
            with _text(self.path, self.encoding) as text:
                for record in self._records(text, start):
                    number += 1
                    if number <= header.skip:
                        continue
                    answer = self._row(record, number, header)
                    if answer:
                        yield answer
                    if self._swallowed(record, header) and restarts < _RESTARTS:
                        restarts += 1
                        line = record.line + 1
                        break

    def _records(self, text: TextIO, start: int = 0) -> Iterator[Record]:
        return records(text, self.delimiter, self.cell_limit * _CELLS_OF_A_RECORD, start)

    def _split(self, record: Record) -> list[str]:
        return _cells(record.text, self.delimiter)

    def _swallowed(self, record: Record, header: Header) -> bool:
        """A record over several lines with the wrong number of cells: one stray quote, and good rows behind it."""
        if not record.closed:
            return True
        return record.lines > 1 and record.cells != len(header.headings)

    def _row(self, record: Record, number: int, header: Header) -> Row | RowProblem | None:
        if not record.closed or (record.cut and self._swallowed(record, header)):
            return problem(number, Reason.OPEN_QUOTE)
        cells = self._split(record)
        if record.cut:
            return self._too_long(cells, record, number, header)
        while len(cells) > len(header.headings) and not cells[-1].strip():
            cells.pop()
        if not any(cell.strip() for cell in cells):
            return None
        width = len(header.headings)
        assumed: tuple[RowProblem, ...] = ()
        if len(cells) > width and record.lines == 1 and last_takes_surplus(header.headings):
            assumed = (problem(number, Reason.REJOINED, header.headings[-1], found=len(cells), wanted=width),)
            cells = rejoined(cells, width, self.delimiter)
        if len(cells) != width:
            return problem(number, Reason.WRONG_COLUMN_COUNT, found=len(cells), wanted=width)
        return self._bad_cell(cells, record, number, header) or Row(
            number, dict(zip(header.headings, cells, strict=True)), assumed
        )

    def _bad_cell(self, cells: list[str], record: Record, number: int, header: Header) -> RowProblem | None:
        if record.size <= self.cell_limit and "\0" not in record.text and not self.encoding.damaged:
            return None
        for heading, cell in zip(header.headings, cells, strict=True):
            if len(cell) > self.cell_limit:
                return problem(number, Reason.CELL_TOO_LONG, heading, size=len(cell), limit=self.cell_limit)
            if "\0" in cell:
                return problem(number, Reason.NUL_BYTE, heading)
            if self.encoding.damaged and (bad := _LONE_SURROGATE.search(cell)):
                found = f"0x{ord(bad[0]) - 0xDC00:02X}"
                return problem(number, Reason.UNDECODABLE, heading, encoding=self.encoding.name, found=found)
        return None

    def _too_long(self, cells: list[str], record: Record, number: int, header: Header) -> RowProblem:
        """Only the record's beginning was kept: its last cell was cut, unless one before is too long already."""
        sizes = [len(cell) for cell in cells]
        sizes[-1] += record.cell_size
        index = next((at for at, size in enumerate(sizes) if size > self.cell_limit), len(sizes) - 1)
        heading = header.headings[min(index, len(header.headings) - 1)]
        return problem(number, Reason.CELL_TOO_LONG, heading, size=sizes[index], limit=self.cell_limit)
