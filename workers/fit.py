"""Whether a column's content can be what its heading says, and what is told where it cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workers.connectors.notes import Note, NoteCode, note
from workers.degrees import WORD_SCALE
from workers.directions import unclear_ends
from workers.headings import roles_of, says_free_answer
from workers.mapping import SCORES, Column, Role, Why
from workers.profiles import Profile
from workers.scores import scale_of
from workers.words import folded

_MOST_SEGMENT_VALUES = 200
_ADDRESS = re.compile(r"住所|address")
# What stands beside a score in an object: of which kind it is, on which scale.
_ABOUT_A_SCORE = re.compile(r"\.(scope|kind|type|scale)$", re.IGNORECASE)
_LIST_ELEMENT = re.compile(r"\.\d+\.")


def fits(role: Role, seen: Profile, wording: str) -> bool:
    """What a few cells hold instead is named row by row, when they are read."""
    if role is Role.TEXT:
        return seen.is_free_text or (says_free_answer(wording) and seen.is_wordy)
    if role in SCORES:
        # Answers to 「満足した点」 may often be one word; only a column of hardly anything else is a score then.
        enough = 0.9 if seen.worded and seen.is_free_text else 0.5
        return seen.scores > enough and scale(role, wording, seen) is not None
    if role is Role.DATE:
        # A few wrong cells must not send every comment to the day of the import.
        return seen.dates > 0.5
    if role is Role.TIME:
        return seen.clocks > 0.5
    return _could_be(role, seen)


def _could_be(role: Role, seen: Profile) -> bool:
    if role is Role.ID:
        # A number sent twice by mistake is still a number; a customer's number on many rows is not the row's.
        return seen.filled > 0 and seen.filled - seen.distinct <= max(1, 0.05 * seen.filled)
    if role is Role.COUNTER:
        return _could_be(Role.ID, seen) and seen.is_counter
    if role is Role.CHANNEL:
        return seen.is_channel
    if role is Role.SEGMENT:
        # Elements of a JSON list belong to its place in the list, not to the customer.
        if is_list_element(seen.heading):
            return False
        return 0 < seen.distinct <= _MOST_SEGMENT_VALUES and seen.mean_length <= 40
    if role is Role.PERSONAL:
        return not (_ADDRESS.search(folded(seen.heading)) and seen.is_area)
    return True


def is_list_element(heading: str) -> bool:
    return bool(_LIST_ELEMENT.search(heading))


def scale(role: Role, wording: str, seen: Profile) -> tuple[float, float] | None:
    """Answers in words are read as one to five, whatever number of steps the heading speaks of."""
    return WORD_SCALE if seen.worded > 0.5 and role is not Role.NPS else scale_of(role, wording, seen.numbers)


def unfit(column: Column, question: str, seen: Profile) -> Note | None:
    """A score or a date by its heading that is no such thing by what its cells hold: never without a word."""
    roles = roles_of(question or column.heading)
    guessed = column.role is Role.SEGMENT and column.why is Why.CONTENT
    left_out = column.role is Role.IGNORED and column.why is Why.UNTOLD
    about = _ABOUT_A_SCORE.search(column.heading)
    if not (guessed or left_out) or about or not seen.filled or Role.TEXT in roles:
        return None
    if roles and roles[0] in SCORES:
        cells = seen.odd_scores or seen.values[:3]
        return note(NoteCode.UNFIT_SCORE, column=column.heading, score=roles[0].value, cells=_listed(cells))
    if roles and roles[0] is Role.DATE:
        return note(NoteCode.UNFIT_DATE, column=column.heading, cells=_listed(seen.odd_dates or seen.values[:3]))
    return None


def turned(column: Column, wording: str) -> Note | None:
    """A scale that was turned round, or whose two ends are named in words that tell no good one."""
    if column.role not in SCORES or column.why is Why.LAYOUT:
        return None
    low, high = (f"{end:g}" for end in column.scale or (1.0, 5.0))
    facts = {"column": column.heading, "score": column.role.value, "low": low, "high": high}
    if column.falling:
        return note(NoteCode.TURNED, **facts)
    ends = unclear_ends(wording)
    return note(NoteCode.UNCLEAR_ENDS, **facts, ends=ends) if ends else None


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(cell if len(cell) <= 20 else cell[:19] + "…" for cell in cells)
