"""Finds the heading row: below title lines, over one to three rows, with a name for every column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from workers.connectors.notes import Note, NoteCode, note
from workers.dates import parse_date
from workers.headings import roles_of
from workers.mapping import Role
from workers.words import folded

LOOK_AT = 25
# What survey tools write in the second heading row when it adds nothing to the question above it.
_PLAIN_ANSWERS = {folded(word) for word in ("Response", "Open-Ended Response", "回答", "自由形式の回答", "自由回答")}
_SAID_BY_GROUPS = {Role.NPS, Role.CSAT, Role.CES, Role.TEXT}
_NUMBER = re.compile(r"[-+]?[\d０-９][\d０-９,.]*")


@dataclass(frozen=True, slots=True)
class Header:
    """`skip` records come before the first data record. `questions` holds the wording where a name stands for it.

    `remarks`: what is written above the headings.
    """

    headings: tuple[str, ...]
    questions: dict[str, str]
    skip: int
    notes: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()


def find_header(records: Sequence[Sequence[str]], widths: Sequence[int] | None = None) -> Header:
    """`records` are the first ones of the file, at least one of them not blank; `widths` where they were padded."""
    header, first = _found(records, widths)
    remarks = (" ".join(cell.strip() for cell in record if cell.strip()) for record in records[:first])
    return replace(header, remarks=tuple(filter(None, remarks)))


def _found(records: Sequence[Sequence[str]], widths: Sequence[int] | None) -> tuple[Header, int]:
    # Of a survey with many choices the first row names few columns, the second nearly all.
    first = 0 if _is_surveymonkey(records[0], records[1:]) else _first_full_row(records, widths)
    row = [cell.strip() for cell in records[first]]
    below = records[first + 1 :]
    notes = (note(NoteCode.SKIPPED_LINES, lines=first),) if first else ()
    if _looks_like_data(row, below):
        names = tuple(f"column{index}" for index in range(1, len(row) + 1))
        return Header(names, {}, first, (*notes, note(NoteCode.NO_HEADINGS))), first
    if _is_qualtrics(row):
        return _qualtrics(row, below, first, notes), first
    if _is_surveymonkey(row, below):
        rows = note(NoteCode.HEADING_ROWS, rows=2, tool="SurveyMonkey")
        return Header(_unique(_joined(row, below[0])), {}, first + 2, (*notes, rows)), first
    if _is_second_heading(row, below):
        return _of_two_rows(row, [cell.strip() for cell in below[0]], first + 2, notes), first
    if first and _is_group_row(records[first - 1], row):
        above = (note(NoteCode.SKIPPED_LINES, lines=first - 1),) if first > 1 else ()
        groups = [cell.strip() for cell in records[first - 1]]
        return _of_two_rows(groups, row, first + 1, above), first
    return Header(_unique(row), {}, first + 1, notes), first


def _is_second_heading(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """The first row names groups, some of them over and over; the second names the columns, by words we know."""
    if not below or len(set(row)) > len(row) - 2 or any(_is_value(cell) for cell in below[0]):
        return False
    names = [cell.strip() for cell in below[0] if cell.strip()]
    answers = {cell.strip() for record in below[1:] for cell in record}
    if len(set(names)) < len(names) or answers & set(names):
        return False
    known = sum(bool(roles_of(name)) for name in names)
    return (
        len(names) >= 0.6 * len(row) and known >= 0.5 * len(names) and known > sum(map(bool, map(roles_of, set(row))))
    )


def _is_group_row(above: Sequence[str], row: Sequence[str]) -> bool:
    """Two groups or more over the headings; a title or a remark is one cell."""
    filled = [cell for cell in above if cell.strip()]
    return len(filled) > 1 and len(above) <= len(row) and not any(_is_value(cell) for cell in filled)


def _carried(last: str, cell: str) -> str:
    """A blank continues the group at its left."""
    return cell or last


def _of_two_rows(groups: Sequence[str], names: Sequence[str], skip: int, notes: tuple[Note, ...]) -> Header:
    """A column without a name of its own has that of its group, which reaches down to it.

    What groups of scores or comments hold is worded with the group: 「満足度 / 接客」.
    """
    carried: list[str] = list(accumulate(groups, _carried))
    carried += carried[-1:] * (len(names) - len(carried))
    named = [name or (groups[at] if at < len(groups) else "") for at, name in enumerate(names)]
    headings = _unique(named)
    worded = {
        heading: f"{group} / {name}"
        for heading, group, name in zip(headings, carried, named, strict=False)
        if name != group and (told := set(roles_of(group)[:1]) & _SAID_BY_GROUPS) and not told & set(roles_of(name))
    }
    return Header(headings, worded, skip, (*notes, note(NoteCode.TWO_HEADING_ROWS)))


def _first_full_row(records: Sequence[Sequence[str]], widths: Sequence[int] | None) -> int:
    """Title and remark lines above a table fill few of its columns; the heading row fills most of them."""
    filled = [sum(bool(cell.strip()) for cell in record) for record in records]
    widths = widths or [len(record) for record in records]
    usual = _usual_width([width for width, count in zip(widths, filled, strict=True) if count])
    enough = 0.6 * min(max(filled), usual)
    return next(index for index, count in enumerate(filled) if count and count >= enough)


def _usual_width(widths: Sequence[int]) -> int:
    """The width that most records below one of it share: a stray comma makes one wider, titles stand above only.

    Lines of one cell count half, because that is what titles are; of equals the widest, for the same reason.
    """

    def shared(at: int) -> float:
        below = widths[at + 1 :]
        weight = 0.5 if widths[at] == 1 else 1.0
        # Two more, so that two odd rows at the very end do not outweigh all before them.
        return weight * below.count(widths[at]) / (len(below) + 2)

    return widths[max(range(len(widths)), key=lambda at: (shared(at), widths[at]))]


def _looks_like_data(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """No heading is a number or a date; a column that is one from its first row on has no heading."""
    for index, cell in enumerate(row):
        following = [record[index] for record in below if index < len(record) and record[index].strip()]
        if _is_value(cell) and following and all(_is_value(other) for other in following):
            return True
    return False


def _is_value(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell.strip())) or parse_date(cell) is not None


def _is_qualtrics(row: Sequence[str]) -> bool:
    names = {folded(cell) for cell in row}
    return {"startdate", "ipaddress"} <= names and bool({"responseid", "recordeddate"} & names)


def _qualtrics(row: list[str], below: Sequence[Sequence[str]], first: int, notes: tuple[Note, ...]) -> Header:
    """Three heading rows (name, question, import id) today, two in older exports."""
    extra = sum(1 for record in below[:2] if not _has_answer(row, record))
    headings = _unique(row)
    wording = below[0] if extra else []
    questions = {
        heading: text.strip()
        for heading, text in zip(headings, wording, strict=False)
        if text.strip() and text != heading
    }
    rows = note(NoteCode.HEADING_ROWS, rows=1 + extra, tool="Qualtrics")
    return Header(headings, questions, first + 1 + extra, (*notes, rows))


def _has_answer(row: Sequence[str], record: Sequence[str]) -> bool:
    start = next(index for index, cell in enumerate(row) if folded(cell) == "startdate")
    return start < len(record) and parse_date(record[start]) is not None


def _is_surveymonkey(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    names = [folded(cell) for cell in row]
    respondent = next((names.index(name) for name in ("respondentid", "回答者id") if name in names), None)
    if respondent is None or not below or len(below[0]) <= respondent:
        return False
    return not below[0][respondent].strip()


def _joined(questions: Sequence[str], answers: Sequence[str]) -> list[str]:
    """A blank question continues the one at its left; the second row names the answer unless it says nothing."""
    names: list[str] = []
    question = ""
    for index, cell in enumerate(questions):
        question = cell or question
        answer = answers[index].strip() if index < len(answers) else ""
        names.append(question if not answer or folded(answer) in _PLAIN_ANSWERS else f"{question} / {answer}")
    return names


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Every column keeps its cells: blank names are numbered, repeated ones counted."""
    seen: dict[str, int] = {}
    result = []
    for index, name in enumerate(names, start=1):
        name = " ".join(name.split()) or f"column{index}"
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(result)
