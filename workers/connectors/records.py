"""Cuts delimited text into records without ever holding more than one, however broken the quoting is.

Python's csv module would read a cell of any size into memory, and one quote that is never closed would swallow all
rows after it. This scanner follows the same rules for quotes, but only to find where a record ends; the csv module
then splits the cells of records that are whole and of a sane size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TextIO

PIECE = 1 << 16


class _State(Enum):
    CELL_START = auto()
    PLAIN = auto()
    QUOTED = auto()
    QUOTE_SEEN = auto()


@dataclass(slots=True)
class Scanner:
    """Follows quotes through pieces of text. `cells` counts the delimiters of the current record."""

    delimiter: str
    state: _State = _State.CELL_START
    cells: int = 1
    first_delimiter: int = -1

    @property
    def inside_quotes(self) -> bool:
        return self.state is _State.QUOTED

    def feed(self, piece: str) -> None:
        self.first_delimiter = -1
        at = 0
        while 0 <= at < len(piece):
            at = self._step(piece, at)

    def next_record(self) -> None:
        self.state, self.cells = _State.CELL_START, 1

    def _step(self, piece: str, at: int) -> int:
        """Handles the text at `at`; returns where to go on, -1 when the piece holds nothing more of interest."""
        if self.state is _State.QUOTED:
            return self._leave_quotes(piece, at)
        if self.state is _State.QUOTE_SEEN and piece[at] == '"':
            self.state = _State.QUOTED
            return at + 1
        if self.state is _State.CELL_START and piece[at] == '"':
            self.state = _State.QUOTED
            return at + 1
        return self._next_cell(piece, at)

    def _leave_quotes(self, piece: str, at: int) -> int:
        quote = piece.find('"', at)
        if quote < 0:
            return -1
        self.state = _State.QUOTE_SEEN
        return quote + 1

    def _next_cell(self, piece: str, at: int) -> int:
        end = piece.find(self.delimiter, at)
        if end < 0:
            self.state = _State.PLAIN
            return -1
        if self.first_delimiter < 0:
            self.first_delimiter = end
        self.cells += 1
        self.state = _State.CELL_START
        return end + 1


@dataclass(slots=True)
class Record:
    """One record. `line` is the physical line it starts on (0-based), `size` its characters.

    `text` is only its beginning when `size` is larger; `cell_size` is then the length of the cell that was cut.
    """

    line: int
    text: str
    size: int
    lines: int
    cells: int
    closed: bool = True
    cell_size: int = 0

    @property
    def cut(self) -> bool:
        return self.size > len(self.text)


@dataclass(slots=True)
class _Growing:
    line: int
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    kept: int = 0
    lines: int = 0
    cut_cell: int = 0
    cut_cell_open: bool = True
    tail: str = ""

    def add(self, piece: str, scanner: Scanner, cap: int) -> None:
        self.size += len(piece)
        if self.kept + len(piece) <= cap and self.kept == self.size - len(piece):
            self.pieces.append(piece)
            self.kept += len(piece)
        elif self.cut_cell_open:
            part = piece[: scanner.first_delimiter] if scanner.first_delimiter >= 0 else piece
            self.cut_cell += len(part)
            self.cut_cell_open = scanner.first_delimiter < 0
            self.tail = part[-3:]

    def record(self, scanner: Scanner, closed: bool) -> Record:
        text = "".join(self.pieces)
        # The closing quote and the line end belong to the record, not to the cell.
        cut_cell = self.cut_cell - len(self.tail) + len(self.tail.rstrip("\r\n").removesuffix('"'))
        return Record(self.line, text, self.size, self.lines, scanner.cells, closed, cut_cell)


def records(stream: TextIO, delimiter: str, cap: int, start_line: int = 0) -> Iterator[Record]:
    """Records from `start_line` on; at most `cap` characters of each are kept. The stream keeps its line ends."""
    scanner = Scanner(delimiter)
    growing: _Growing | None = None
    for line, piece in _pieces(stream, start_line):
        growing = growing or _Growing(line)
        ends_line = piece.endswith(("\n", "\r"))
        if not growing.size and ends_line and '"' not in piece:
            yield Record(line, piece, len(piece), 1, 0)
            growing = None
            continue
        scanner.feed(piece)
        growing.add(piece, scanner, cap)
        growing.lines += ends_line
        if ends_line and not scanner.inside_quotes:
            yield growing.record(scanner, closed=True)
            scanner.next_record()
            growing = None
    if growing:
        yield growing.record(scanner, closed=not scanner.inside_quotes)


def _pieces(stream: TextIO, start_line: int) -> Iterator[tuple[int, str]]:
    """(physical line, text): whole lines, or parts of a line that is longer than a piece."""
    line, cut_at_return = 0, False
    while piece := stream.readline(PIECE):
        if cut_at_return and piece == "\n":
            # The limit of readline fell between \r and \n: this is the second half of a line end already counted.
            cut_at_return = False
            continue
        if line >= start_line:
            yield line, piece
        line += piece.endswith(("\n", "\r"))
        cut_at_return = len(piece) == PIECE and piece.endswith("\r")
