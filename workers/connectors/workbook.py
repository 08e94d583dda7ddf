"""Reads .xlsx row by row, after looking at what the archive would unpack to."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from workers.connectors.headers import LOOK_AT, Header, find_header
from workers.connectors.merged import Merged, merged_areas
from workers.connectors.notes import NoteCode, note
from workers.connectors.packed import first_bytes
from workers.connectors.reasons import Reason
from workers.connectors.values import Opened, OpenOptions, Row, RowProblem, UnreadableFile, problem
from workers.words import folded

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

# Measured elsewhere: an upload of 371 kB that unpacks to 108 MB (291 times) costs a minute of CPU and 578 MB.
_UNPACKED_LIMIT = 512 << 20
_RATIO_LIMIT = 150
_RATIO_COUNTS_FROM = 16 << 20
_CODES_AT_MOST = 1000
_ABOUT = re.compile(
    r"コード|凡例|設問一覧|目次|表紙|説明|記入例|集計|グラフ|マスタ|codebook|readme|legend|cover|summary|chart"
)


@dataclass(frozen=True, slots=True)
class WorkbookConnector:
    """One sheet of an .xlsx: the named one, else the first that people see and that holds more than a title."""

    name: str = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")

    def open(self, path: Path, options: OpenOptions) -> Opened:
        _check_archive(path)
        workbook = _workbook(path)
        name = _sheet_name(workbook, options.sheet)
        head = _head(workbook, name)
        if not any(any(cell.strip() for cell in cells) for cells in head):
            raise UnreadableFile(Reason.EMPTY_FILE, name=path.name)
        header = find_header(_padded(head), [_extent(cells) for cells in head])
        return Opened(
            header.headings,
            _rows(workbook, name, header, options.cell_limit),
            header.questions,
            (note(NoteCode.SHEET, sheet=name), *header.notes),
            (*header.remarks, *_codes(workbook, name)),
        )


def _check_archive(path: Path) -> None:
    if first_bytes(path, 8).startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(Reason.NOT_A_WORKBOOK, name=path.name, found="Excel 97-2003 .xls / password")
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(entry.file_size, entry.compress_size) for entry in archive.infolist()]
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(Reason.NOT_A_WORKBOOK, name=path.name, found=str(error)) from error
    unpacked, packed = (sum(column) for column in zip(*sizes, strict=True)) if sizes else (0, 0)
    if unpacked > _UNPACKED_LIMIT or (unpacked > _RATIO_COUNTS_FROM and unpacked > _RATIO_LIMIT * packed):
        found = f"{unpacked >> 20} MiB, {unpacked // max(1, packed)} times its size"
        wanted = f"{_UNPACKED_LIMIT >> 20} MiB, {_RATIO_LIMIT} times"
        raise UnreadableFile(Reason.TOO_LARGE_INSIDE, name=path.name, found=found, wanted=wanted)


def _workbook(path: Path) -> Workbook:
    # openpyxl parses with defusedxml when it is installed, which it is: it is one of our own requirements.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return openpyxl.load_workbook(_named_right(path), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(Reason.NOT_A_WORKBOOK, name=path.name, found=str(error)) from error


def _named_right(path: Path) -> Path | BytesIO:
    """openpyxl refuses a workbook by its name; one that is called .csv is given as what is in it."""
    return path if path.name.lower().endswith(WorkbookConnector().suffixes) else BytesIO(path.read_bytes())


def _sheet_name(workbook: Workbook, wanted: str | None) -> str:
    names = [sheet.title for sheet in workbook.worksheets]
    if not names or (wanted and wanted not in names):
        raise UnreadableFile(Reason.NO_SHEET, sheet=wanted or "-", found=", ".join(names) or "-")
    if wanted:
        return wanted
    seen = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    tables = [name for name in seen if _is_table(workbook, name)]
    # What is about the answers stands in front of them as often as behind.
    return next((name for name in tables if not _ABOUT.search(folded(name))), next(iter(tables), names[0]))


def _head(workbook: Workbook, name: str) -> list[list[str]]:
    rows = itertools.islice(_merged(workbook, name), LOOK_AT)
    return [_words(cells) for cells, _ in rows]


def _codes(workbook: Workbook, answers: str) -> Iterator[str]:
    """What each question's figures mean, of sheets that list it: 「満足度 1: 満足 5: 不満」."""
    for sheet in workbook.worksheets:
        if sheet.title == answers or sheet.sheet_state != "visible" or not _ABOUT.search(folded(sheet.title)):
            continue
        found: dict[str, list[str]] = {}
        question = ""
        for values in itertools.islice(_values(workbook, sheet.title), _CODES_AT_MOST):
            cells = [cell.strip() for cell in _words(values)] or [""]
            question, rest = cells[0] or question, cells[1:]
            coded = next(((a, b) for a, b in itertools.pairwise(rest) if a.isdigit() and b), None)
            if coded:
                found.setdefault(question, []).append(f"{coded[0]}: {coded[1]}")
        yield from (f"{question} {' / '.join(codes)}" for question, codes in found.items())


def _is_table(workbook: Workbook, name: str) -> bool:
    """Two rows with something in them: a sheet left empty, or with a title alone, is not what was meant."""
    rows = itertools.islice(_values(workbook, name), LOOK_AT)
    return sum(any(cell.strip() for cell in _words(values)) for values in rows) > 1


def _values(workbook: Workbook, name: str) -> Iterator[tuple[object, ...]]:
    sheet = workbook[name]
    # Some writers state a wrong size; without it openpyxl reads what is there.
    reset = getattr(sheet, "reset_dimensions", None)
    if reset:
        reset()
    yield from sheet.iter_rows(values_only=True)


def _merged(workbook: Workbook, name: str) -> Iterator[tuple[list[object], frozenset[int]]]:
    merged = Merged(merged_areas(workbook[name]))
    for number, values in enumerate(_values(workbook, name), start=1):
        yield merged.filled(number, values)


def _rows(workbook: Workbook, name: str, header: Header, cell_limit: int) -> Iterator[Row | RowProblem]:
    width = len(header.headings)
    for number, (values, repeated) in enumerate(_merged(workbook, name), start=1):
        if number <= header.skip:
            continue
        cells = _words(values)
        if not any(cell.strip() for at, cell in enumerate(cells) if at not in repeated):
            continue
        row = _row(cells, width, number, header, cell_limit)
        told_above = frozenset(header.headings[at] for at in repeated if at < width)
        yield replace(row, repeated=told_above) if isinstance(row, Row) else row
    workbook.close()


def _row(cells: list[str], width: int, number: int, header: Header, cell_limit: int) -> Row | RowProblem:
    if any(cell.strip() for cell in cells[width:]):
        return problem(number, Reason.WRONG_COLUMN_COUNT, found=len(cells), wanted=width)
    # A spreadsheet leaves out empty cells at the end of a row; unlike in a CSV nothing can have shifted.
    named = dict(zip(header.headings, cells + [""] * (width - len(cells)), strict=False))
    for heading, cell in named.items():
        if len(cell) > cell_limit:
            return problem(number, Reason.CELL_TOO_LONG, heading, size=len(cell), limit=cell_limit)
        if "\0" in cell:
            return problem(number, Reason.NUL_BYTE, heading)
    return Row(number, named)


def _padded(records: list[list[str]]) -> list[list[str]]:
    """Rows of equal length, without columns that are empty in all of them."""
    width = max(map(_extent, records))
    return [record[:width] + [""] * (width - len(record)) for record in records]


def _extent(cells: Sequence[str]) -> int:
    """The cells up to the last that is filled."""
    return max((index for index, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _words(values: Sequence[object]) -> list[str]:
    return [_word(value) for value in values]


def _word(value: object) -> str:
    """A cell as a person reads it: whole numbers without .0, dates as ISO, error values as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if value.startswith("#") and value.rstrip("!?/A0").isupper() and len(value) < 9 else value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
