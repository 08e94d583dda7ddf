"""What an import tells about a file as a whole: a code and its parts, so that every door words it for its readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NoteCode(StrEnum):
    """Codes are stable: clients rely on them."""

    TABLE = "table"
    JSON_LINES = "json_lines"
    JSON_DOCUMENT = "json_document"
    SHEET = "sheet"
    SKIPPED_LINES = "skipped_lines"
    NO_HEADINGS = "no_headings"
    HEADING_ROWS = "heading_rows"
    TWO_HEADING_ROWS = "two_heading_rows"
    NO_DATE = "no_date"
    UNFIT_DATE = "unfit_date"
    UNFIT_SCORE = "unfit_score"
    DATE_ORDER = "date_order"
    LIKE_ANOTHER = "like_another"
    TURNED = "turned"
    REVISED_SCORES = "revised_scores"
    REVISED_KNOWN = "revised_known"
    WORDED = "worded"
    MAYBE_REVISED = "maybe_revised"
    UNCLEAR_ENDS = "unclear_ends"


@dataclass(frozen=True, slots=True)
class Note:
    """`facts` are what the sentence names: a column, a count, an encoding."""

    code: NoteCode
    facts: Mapping[str, str | int]


def note(code: NoteCode, **facts: str | int) -> Note:
    return Note(code, facts)
