"""What each column of a file means. Guessed or given; a person can see and correct it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import yaml

from models.errors import Refused
from workers.connectors.notes import Note, NoteCode
from workers.connectors.reasons import Reason
from workers.connectors.values import UnreadableFile
from workers.dates import Order
from workers.directions import direction
from workers.words import folded


class Role(StrEnum):
    """What a column is for. `personal` columns are dropped before anything is stored; a `counter` numbers the rows.

    `time`: the time of day that belongs to the date in another column.
    """

    TEXT = "text"
    TITLE = "title"
    ID = "id"
    COUNTER = "counter"
    DATE = "date"
    TIME = "time"
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


class Why(StrEnum):
    """What a use was concluded from, or why a column is not used although it could be."""

    UNTOLD = ""
    LAYOUT = "layout"
    HEADING = "heading"
    CONTENT = "content"
    GIVEN = "given"
    COUNTS = "counts"
    ANOTHER_FIRST = "another_first"
    ANOTHER_TAKEN = "another_taken"
    ANOTHER_GIVEN = "another_given"
    REPEATED = "repeated"


SCORES = (Role.NPS, Role.CSAT, Role.CES)
# One column answers for the whole row; of several, the first that has a value.
SINGLE = (Role.ID, Role.AUTHOR, Role.LANGUAGE, Role.QUESTION, Role.CHANNEL, Role.TOUCHPOINT, Role.TITLE, Role.TIME)
_BOTH_ENDS = re.compile(r"\s*(\d{1,3})\s*-\s*(\d{1,3})\s*")
CHANNELS = ("survey", "ticket", "review", "social")


@dataclass(frozen=True, slots=True)
class Column:
    """`scale`: lowest and highest possible score. `name`: the question of a text column, the name of a segment.

    `ends`: which bare words (「満足」 2, 「不満」 -2) are the ends of its answers in words; see degrees.py.
    `falling`: its lowest figure is the best; see directions.py.
    """

    heading: str
    role: Role
    name: str = ""
    scale: tuple[float, float] | None = None
    why: Why = Why.UNTOLD
    ends: tuple[int, ...] = ()
    falling: bool = False

    @property
    def detail(self) -> str:
        """The ends of a scale, the worst first, or the name where it differs from the heading."""
        if self.scale:
            worst, best = reversed(self.scale) if self.falling else self.scale
            return f"{worst:g}-{best:g}"
        return "" if self.name == self.heading else self.name


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
    notes: tuple[Note, ...] = ()

    def of(self, *roles: Role) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role in roles)

    def first(self, role: Role) -> str | None:
        return next((column.heading for column in self.columns if column.role is role), None)

    def noting(self, *notes: Note) -> Mapping:
        return replace(self, notes=(*self.notes, *notes))

    def __str__(self) -> str:
        """Codes, for programs and records; doors word it for people."""
        lines = [(column.heading, column.role.value, column.detail, column.why.value) for column in self.columns]
        title = f"layout {self.layout or 'guessed'}, channel {self.channel}"
        return "\n".join([title, *aligned([("column", "use", "detail", "why"), *lines])])


def aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table, in columns; a Japanese character is as wide as two of a terminal."""
    widths = [max(map(_width, cells)) for cells in zip(*lines, strict=True)]
    padded = (map(_padded, line, widths) for line in lines)
    return ["  ".join(cells).rstrip() for cells in padded]


def given(answers: Dict[str, str], headings: tuple[str, ...], guess: Mapping) -> Mapping:
    """A person's word over the guess: {column: use}, or {use: column}; an unmentioned column keeps what was guessed.

    A use may carry a detail after a colon: `nps`, `csat:10` (highest score), `csat:5-1` (worst and best),
    `segment:region`, `text:Why?`.
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
    return replace(
        guess, columns=columns, notes=tuple(one for one in guess.notes if _still_holds(one, columns, chosen))
    )


def _still_holds(one: Note, columns: tuple[Column, ...], chosen: Dict[str, str]) -> bool:
    """What was told of a guess is not told of what a person decided."""
    if one.code is NoteCode.NO_DATE:
        return not any(column.role is Role.DATE for column in columns)
    return one.facts.get("column") not in chosen


def read_mapping(path: Path) -> dict[str, str]:
    """The answers in a YAML file: `column: use`, one a line."""
    wanted, wanted_ja = "lines of 'column: use' in UTF-8", "UTF-8の「列名: 用途」の行"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(f"mapping {path}", str(error), wanted, ja=wanted_ja, called=f"列の対応表 {path} ") from error
    if not isinstance(content, dict):
        raise Refused(f"mapping {path}", type(content).__name__, wanted, ja=wanted_ja, called=f"列の対応表 {path} ")
    return {str(key): str(value) for key, value in content.items()}


def _given(column: Column, use: str | None, chosen: Dict[str, str]) -> Column:
    if use is None:
        said = {other.split(":")[0] for other in chosen.values()}
        # Who names one text, id or date column means that one and no other.
        lonely = column.role.value in said and column.role in (Role.TEXT, Role.TITLE, Role.DATE, *SINGLE)
        return replace(column, role=Role.IGNORED, why=Why.ANOTHER_GIVEN) if lonely else column
    word, _, detail = use.partition(":")
    try:
        role = Role(word.strip())
    except ValueError as error:
        field, known = f"the use of column {column.heading!r}", [role.value for role in Role]
        raise Refused.among(field, use, known, called=f"列「{column.heading}」の用途") from error
    scale = column.scale if column.role is role else None
    falling = role in SCORES and (column.falling if column.role is role else direction(column.heading, {}).sign < 0)
    if role in SCORES and (both := _BOTH_ENDS.fullmatch(detail)):
        worst, best = float(both[1]), float(both[2])
        scale, falling = (min(worst, best), max(worst, best)), best < worst
    elif role in SCORES and detail:
        scale = (0.0 if role is Role.NPS else 1.0, _highest(column.heading, use, detail))
    name = (detail.strip() if role not in SCORES else "") or (
        column.heading if role is Role.SEGMENT else column.name if column.role is role else ""
    )
    return Column(column.heading, role, name, scale, Why.GIVEN, column.ends, falling)


def _highest(heading: str, use: str, detail: str) -> float:
    try:
        return float(detail)
    except ValueError as error:
        field = f"the use of column {heading!r}"
        wanted = "a number behind the colon, the highest score, or the worst and the best (5-1)"
        ja, called = "コロンのあとに最高点の数字、または「最低-最高」（例: 5-1）", f"列「{heading}」の用途"
        raise Refused(field, use, wanted, ja=ja, called=called) from error


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
