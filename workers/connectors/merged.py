"""Cells of a workbook that were merged: only the first holds the value, a person reads it in all of them.

openpyxl's streaming reader leaves the list of merged cells out; it stands behind the rows in the sheet's own file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PIECE = 1 << 20
_OVERLAP = 200
_MOST = 100_000
Area = tuple[int, int, int, int]


@dataclass(slots=True)
class Merged:
    """Gives merged cells their value, row by row from the top.

    `areas`: first column, first row, last column and last row, from 1. No two lie on one another in a workbook that a
    spreadsheet has written; in one that somebody has made up, the later one counts, so that a row costs no more.
    """

    areas: Sequence[Area]
    _starting: dict[int, list[Area]] = field(default_factory=dict)
    _open: dict[int, tuple[int, object]] = field(default_factory=dict)  # by column: the last row, the value

    def __post_init__(self) -> None:
        for area in self.areas:
            self._starting.setdefault(area[1], []).append(area)

    def filled(self, number: int, values: Sequence[object]) -> tuple[list[object], frozenset[int]]:
        """The cells of row `number` as a person reads them, and the places (from 0) that repeat a row above.

        Only the first column of an area: what reaches over several is a title.
        """
        self._open = {column: held for column, held in self._open.items() if held[0] >= number}
        cells = list(values)
        for column, (_, value) in self._open.items():
            cells += [None] * (column - len(cells))
            cells[column - 1] = value
        repeated = frozenset(column - 1 for column in self._open)
        for column, _, _, last in self._starting.pop(number, ()):
            if column <= len(cells):
                self._open[column] = (last, cells[column - 1])
        return cells, repeated


def merged_areas(sheet: Any) -> list[Area]:  # noqa: ANN401 - openpyxl's streaming sheet is not typed
    """The areas of more than one row; what reaches over columns alone is a title or the head of a group."""
    with sheet._get_source() as stream:
        found = set(_areas(iter(lambda: stream.read(_PIECE), b"")))
    return sorted(area for area in found if area[3] > area[1])[:_MOST]


def _areas(pieces: Iterator[bytes]) -> Iterator[Area]:
    """An area may be found twice, where pieces overlap."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        for first, top, last, bottom in _RANGE.findall(text):
            yield _column(first), int(top), _column(last), int(bottom)
        rest = text[-_OVERLAP:]


def _column(letters: bytes) -> int:
    """A is 1, AA is 27."""
    return reduce(lambda total, letter: total * 26 + letter - 64, letters, 0)
