"""What each column of a file means. Guessed or given; prints as a table so that a person can see and correct it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import yaml

from workers.connectors.reasons import Reason
from workers.connectors.values import UnreadableFile
from workers.dates import Order
from workers.words import folded


class Role(StrEnum):
    """What a column is for. `personal` columns are dropped before anything is stored; a `counter` numbers the rows."""

    TEXT = "text"
    TITLE = "title"
    ID = "id"
    COUNTER = "counter"
    DATE = "date"
    AUTHOR = "author"
    LANGUAGE = "language"
    QUESTION = "question"
    CHANNEL = "channel"
    TOUCHPOINT = "touchpoint"
    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    SEGMENT = "segment"
    PERSONAL = "personal"
    IGNORED = "ignored"


SCORES = (Role.NPS, Role.CSAT, Role.CES)
# One column answers for the whole row; of several, the first that has a value.
SINGLE = (Role.ID, Role.AUTHOR, Role.LANGUAGE, Role.QUESTION, Role.CHANNEL, Role.TOUCHPOINT, Role.TITLE)
CHANNELS = ("survey", "ticket", "review", "social")


@dataclass(frozen=True, slots=True)
class Column:
    """`scale`: lowest and highest possible score. `name`: the question of a text column, the name of a segment.

    `ends`: which bare words (「満足」 2, 「不満」 -2) are the ends of its answers in words; see degrees.py.
    """

    heading: str
    role: Role
    name: str = ""
    scale: tuple[float, float] | None = None
    why: str = ""
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """All columns of a file in their order, and what holds for every row.

    `skip`: (heading, value) pairs that mark rows which are no customer's answer. `id_pattern`: where the id stands
    inside its cell.
    """

    columns: tuple[Column, ...]
    channel: str = "survey"
    layout: str = ""
    order: Order = Order.MONTH_FIRST
    html: bool = False
    id_pattern: str = ""
    skip: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())

    def of(self, *roles: Role) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role in roles)

    def first(self, role: Role) -> str | None:
        return next((column.heading for column in self.columns if column.role is role), None)

    def noting(self, *notes: str) -> Mapping:
        return replace(self, notes=(*self.notes, *notes))

    def __str__(self) -> str:
        """A table for a terminal: column, use, detail, reason."""
        lines = [("column", "use", "detail", "why")]
        lines += [(column.heading, column.role.value, _detail(column), column.why) for column in self.columns]
        widths = [max(_width(line[index]) for line in lines) for index in range(3)]
        table = ["  ".join([*(_padded(line[i], widths[i]) for i in range(3)), line[3]]).rstrip() for line in lines]
        title = f"layout {self.layout or 'guessed'}, channel {self.channel}"
        return "\n".join([title, *table, *(f"note: {note}" for note in self.notes)])


def given(answers: Dict[str, str], headings: tuple[str, ...], guess: Mapping) -> Mapping:
    """A person's word over the guess: {column: use}, or {use: column}; an unmentioned column keeps what was guessed.

    A use may carry a detail after a colon: `nps`, `csat:10` (highest score), `segment:region`, `text:Why?`.
    """
    uses = {role.value for role in Role}
    by_name = {folded(heading): heading for heading in headings}
    chosen: dict[str, str] = {}
    for left, right in answers.items():
        column, use = (right, left) if left.split(":")[0] in uses and folded(left) not in by_name else (left, right)
        heading = column if column in headings else by_name.get(folded(column))
        if heading is None:
            raise UnreadableFile(Reason.MISSING_COLUMNS, missing=column, found=", ".join(headings))
        chosen[heading] = use
    columns = tuple(_given(column, chosen.get(column.heading), chosen) for column in guess.columns)
    return replace(guess, columns=columns)


def read_mapping(path: Path) -> dict[str, str]:
    """The answers in a YAML file: `column: use`, one a line."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"mapping {path} holds {type(content).__name__}; wanted lines of 'column: use'")
    return {str(key): str(value) for key, value in content.items()}


def _given(column: Column, use: str | None, chosen: Dict[str, str]) -> Column:
    if use is None:
        said = {other.split(":")[0] for other in chosen.values()}
        # Who names one text, id or date column means that one and no other.
        lonely = column.role.value in said and column.role in (Role.TEXT, Role.TITLE, Role.DATE, *SINGLE)
        return replace(column, role=Role.IGNORED, why="another column was given") if lonely else column
    word, _, detail = use.partition(":")
    try:
        role = Role(word.strip())
    except ValueError as error:
        wanted = ", ".join(role.value for role in Role)
        raise ValueError(f"the use of column {column.heading!r} is {use!r}; wanted one of {wanted}") from error
    scale = column.scale if column.role is role else None
    if role in SCORES and detail:
        scale = (0.0 if role is Role.NPS else 1.0, float(detail))
    name = detail.strip() or (column.heading if role is Role.SEGMENT else column.name if column.role is role else "")
    return Column(column.heading, role, name, scale, "given", column.ends)


def _detail(column: Column) -> str:
    if column.scale:
        return f"{column.scale[0]:g}-{column.scale[1]:g}"
    return "" if column.name == column.heading else column.name


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
