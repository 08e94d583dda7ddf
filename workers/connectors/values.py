"""What connectors give: rows of text by heading, and the problems of rows that could not be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workers.connectors.notes import Note
from workers.connectors.reasons import Reason, sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `number` is what a person sees in a spreadsheet: the heading line counts, the first line is 1.

    `assumed`: what the connector had to assume to take it. `repeated`: headings whose cell is one with that of the row
    above, because they were merged: true of this row too, but said once.
    """

    number: int
    values: dict[str, str]
    assumed: tuple[RowProblem, ...] = ()
    repeated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was left out, or what had to be assumed to take it; in words its sender can act on."""

    row: int
    code: Reason
    column: str | None
    reason_ja: str
    reason_en: str


def problem(row: int, code: Reason, column: str | None = None, **facts: object) -> RowProblem:
    ja, en = sentence(code, row=row, column=column or "-", **facts)
    return RowProblem(row, code, column, ja, en)


class UnreadableFile(Exception):
    """The file as a whole cannot be read; says what was found and what was wanted, in both languages."""

    def __init__(self, code: Reason, **facts: object) -> None:
        self.code = code
        self.facts = facts
        self.reason_ja, self.reason_en = sentence(code, **facts)
        super().__init__(f"{self.reason_en} / {self.reason_ja}")

    def named(self, name: str) -> UnreadableFile:
        """The same of a file that its sender knows by another name than we do."""
        return UnreadableFile(self.code, **(self.facts | {"name": name})) if "name" in self.facts else self


@dataclass(frozen=True, slots=True)
class Opened:
    """A file ready to be read once. `questions` holds the long wording of a heading where the file gives one.

    `remarks`: what it says of its columns elsewhere, above the headings or in a list of codes.
    """

    headings: tuple[str, ...]
    rows: Iterator[Row | RowProblem]
    questions: dict[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """What a person may say about a file; empty means: find out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    cell_limit: int = 50_000
