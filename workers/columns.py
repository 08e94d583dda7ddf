"""Guesses what the columns of a file mean: first from a known layout, then from headings, then from content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workers.connectors.layouts import Layout
from workers.dates import column_order
from workers.degrees import WORD_SCALE, bare_ends
from workers.headings import GENERIC_TEXT, roles_of
from workers.mapping import SCORES, SINGLE, Column, Mapping, Role
from workers.profiles import Profile, profile
from workers.scores import scale_of
from workers.words import folded

SAMPLE_ROWS = 500
_GUESSED_SEGMENTS = 6
_MOST_SEGMENT_VALUES = 200
_SPACED_OUT = re.compile(r"(?<=[\u3041-\u9fff])\s+(?=[\u3041-\u9fff])")
_ADDRESS = re.compile(r"住所|address")
_LIST_ELEMENT = re.compile(r"\.\d+\.")


def guess(
    headings: Sequence[str], sample: Sequence[dict[str, str]], questions: dict[str, str], layout: Layout | None = None
) -> Mapping:
    """The mapping of a file whose first rows are `sample`; it may have no text column, which the caller must refuse."""
    profiles = {heading: profile(heading, [row.get(heading, "") for row in sample]) for heading in headings}
    columns = [_column(profiles[heading], questions.get(heading, ""), layout) for heading in headings]
    columns = [replace(column, ends=bare_ends(profiles[column.heading].degrees)) for column in columns]
    if layout is None or layout.open:
        columns = _by_content(columns, profiles)
    columns = _without_copies(_one_score_a_kind(_one_of_each(columns)), sample)
    mapping = Mapping(tuple(columns), channel=layout.channel if layout else "survey")
    if layout:
        mapping = replace(mapping, layout=layout.name, html=layout.html, id_pattern=layout.id_pattern, skip=layout.skip)
    return _with_dates(mapping, profiles)


def _column(seen: Profile, question: str, layout: Layout | None) -> Column:
    declared = layout.role_of(seen.heading) if layout else None
    if declared:
        scale = layout.scale if layout and declared is Role.CSAT else (0.0, 10.0) if declared is Role.NPS else None
        return Column(seen.heading, declared, _name(declared, seen.heading, question), scale, "layout")
    if layout and not layout.open:
        return Column(seen.heading, Role.IGNORED)
    for role in roles_of(question or seen.heading):
        if fits(role, seen):
            scale = _scale(role, question or seen.heading, seen) if role in SCORES else None
            why = "counts the rows; give 'id' if it is one" if role is Role.COUNTER else "heading"
            return Column(seen.heading, role, _name(role, seen.heading, question), scale, why)
    return Column(seen.heading, Role.IGNORED, question)


def _scale(role: Role, wording: str, seen: Profile) -> tuple[float, float] | None:
    """Answers in words are read as one to five, whatever number of steps the heading speaks of."""
    return WORD_SCALE if seen.worded > 0.5 and role is not Role.NPS else scale_of(role, wording, seen.numbers)


def _name(role: Role, heading: str, question: str) -> str:
    if role is Role.TEXT:
        wording = question or heading
        return "" if folded(wording) in GENERIC_TEXT else wording
    # A JSON path such as segment.region is known by its last part, a spaced-out 性　別 by its letters.
    return _SPACED_OUT.sub("", heading.rpartition(".")[2] or heading) if role is Role.SEGMENT else ""


def fits(role: Role, seen: Profile) -> bool:
    """Whether the content can be what the heading says."""
    if role is Role.TEXT:
        return seen.is_free_text
    if role is Role.DATE:
        # One wrong cell in a short file must not send every comment to the day of the import.
        return seen.dates > 0.5 and round((1 - seen.dates) * seen.filled) <= max(1, 0.1 * seen.filled)
    if role in SCORES:
        return seen.scores >= 0.9 and _scale(role, seen.heading, seen) is not None
    if role is Role.ID:
        # A number sent twice by mistake is still a number; a customer's number on many rows is not the row's.
        return seen.filled > 0 and seen.filled - seen.distinct <= max(1, 0.05 * seen.filled)
    if role is Role.COUNTER:
        return fits(Role.ID, seen) and seen.is_counter
    if role is Role.CHANNEL:
        return seen.is_channel
    if role is Role.SEGMENT:
        # Elements of a JSON list belong to its place in the list, not to the customer.
        if _LIST_ELEMENT.search(seen.heading):
            return False
        return 0 < seen.distinct <= _MOST_SEGMENT_VALUES and seen.mean_length <= 40
    if role is Role.PERSONAL:
        return not (_ADDRESS.search(folded(seen.heading)) and seen.is_area)
    return True


def _by_content(columns: list[Column], profiles: dict[str, Profile]) -> list[Column]:
    """What no heading told: personal data, free text (at least one column), one date, segments."""
    columns = [_content_role(column, profiles[column.heading]) for column in columns]
    if not any(column.role is Role.TEXT for column in columns):
        columns = _longest_as_text(columns, profiles)
    if not any(column.role is Role.DATE for column in columns):
        columns = _first_as(Role.DATE, columns, [p.heading for p in profiles.values() if p.is_date])
    if not any(column.role in SCORES for column in columns):
        columns = _nps_by_content(columns, profiles)
    room = _GUESSED_SEGMENTS
    for index, column in enumerate(columns):
        told = column.why == "heading" or _LIST_ELEMENT.search(column.heading)
        if room and column.role is Role.IGNORED and not told and profiles[column.heading].is_category:
            columns[index] = replace(column, role=Role.SEGMENT, name=column.name or column.heading, why="content")
            room -= 1
    return columns


def _content_role(column: Column, seen: Profile) -> Column:
    if column.role in (Role.IGNORED, Role.SEGMENT, Role.TEXT) and seen.personal > 0.5:
        return replace(column, role=Role.PERSONAL, why="content")
    if column.role is Role.IGNORED and not column.why and seen.is_long_text:
        return replace(column, role=Role.TEXT, name=column.name or column.heading, why="content")
    return column


def _longest_as_text(columns: list[Column], profiles: dict[str, Profile]) -> list[Column]:
    """The longest free text; if there is none, what the heading calls a comment, however short its cells are."""
    wordy = [p for c in columns if c.role is Role.IGNORED and (p := profiles[c.heading]).is_free_text]
    longest = max(wordy, key=lambda p: p.mean_length, default=None)
    if longest:
        return _first_as(Role.TEXT, columns, [longest.heading])
    named = [c.heading for c in columns if Role.TEXT in roles_of(c.heading) and not profiles[c.heading].numbers]
    return _first_as(Role.TEXT, columns, named)


def _first_as(role: Role, columns: list[Column], headings: list[str]) -> list[Column]:
    free = next((c for c in columns if c.role is Role.IGNORED and c.heading in headings), None)
    return [replace(c, role=role, why="content") if c is free else c for c in columns]


def _nps_by_content(columns: list[Column], profiles: dict[str, Profile]) -> list[Column]:
    """Whole numbers 0 to 10 that use most of the scale, in the only column that could be it."""
    likely = [c for c in columns if c.role is Role.IGNORED and profiles[c.heading].is_zero_to_ten]
    if len(likely) != 1:
        return columns
    return [replace(c, role=Role.NPS, scale=(0.0, 10.0), why="content") if c is likely[0] else c for c in columns]


def _one_of_each(columns: list[Column]) -> list[Column]:
    """The first column of a role that can have one only; layouts come before headings."""
    kept: dict[Role, Column] = {}
    for column in sorted(columns, key=lambda c: c.why != "layout"):
        if column.role in SINGLE:
            kept.setdefault(column.role, column)
    spare = {id(c) for c in columns if c.role in kept and kept[c.role] is not c}
    return [
        replace(c, role=Role.IGNORED, why=f"another {c.role} column comes first") if id(c) in spare else c
        for c in columns
    ]


def _one_score_a_kind(columns: list[Column]) -> list[Column]:
    """A comment holds one score of a kind: the overall question if there is one, else the first."""
    result = list(columns)
    for role in SCORES:
        found = [c for c in result if c.role is role]
        overall = [c for c in found if "総合" in c.heading or "overall" in c.heading.casefold()]
        for column in found:
            if column is not (overall or found)[0]:
                why = f"another {role} column was taken; give 'segment' to keep it"
                result[result.index(column)] = replace(column, role=Role.IGNORED, scale=None, why=why)
    return result


def _without_copies(columns: list[Column], sample: Sequence[dict[str, str]]) -> list[Column]:
    """Some tools export the same words twice (raw and cleaned); one comment must not become two."""
    texts = [c for c in columns if c.role is Role.TEXT]
    copies = set()
    for index, later in enumerate(texts):
        for earlier in texts[:index]:
            pairs = [(row.get(earlier.heading, "").strip(), row.get(later.heading, "").strip()) for row in sample]
            both = [a == b for a, b in pairs if a and b]
            if both and sum(both) > 0.9 * len(both) and len(both) > 0.5 * sum(bool(b) for _, b in pairs):
                copies.add(later.heading)
    return [
        replace(c, role=Role.IGNORED, why="repeats another text column") if c.heading in copies else c for c in columns
    ]


def _with_dates(mapping: Mapping, profiles: dict[str, Profile]) -> Mapping:
    """Several date columns: the layout's, else the first, gives the time. Says what had to be assumed."""
    dates = mapping.of(Role.DATE)
    if not dates:
        return mapping.noting("no date column: the time of import is used")
    order, guessed = column_order(profiles[dates[0].heading].values)
    if guessed:
        mapping = mapping.noting(f"dates of {dates[0].heading!r} could be month first or day first; month first taken")
    return replace(mapping, order=order)
