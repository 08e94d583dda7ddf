"""Guesses what the columns of a file mean: first from a known layout, then from headings, then from content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workers.connectors.layouts import Layout
from workers.connectors.notes import NoteCode, note
from workers.dates import column_order
from workers.degrees import bare_ends
from workers.directions import Direction, direction, labels_of
from workers.fit import fits, is_list_element, scale, turned, unfit
from workers.headings import GENERIC_TEXT, is_numbered, roles_of
from workers.mapping import SCORES, SINGLE, Column, Mapping, Role, Why
from workers.profiles import Profile, profile
from workers.scores import stated_scale
from workers.words import folded

SAMPLE_ROWS = 500
_GUESSED_SEGMENTS = 6
_SPACED_OUT = re.compile(r"(?<=[\u3041-\u9fff])\s+(?=[\u3041-\u9fff])")


def guess(
    headings: Sequence[str],
    sample: Sequence[dict[str, str]],
    questions: dict[str, str],
    layout: Layout | None = None,
    remarks: Sequence[str] = (),
) -> Mapping:
    """The mapping of a file whose first rows are `sample`; it may have no text column, which the caller must refuse."""
    profiles = {heading: profile(heading, [row.get(heading, "") for row in sample]) for heading in headings}
    columns = [_column(profiles[heading], questions.get(heading, ""), layout) for heading in headings]
    columns = [replace(column, ends=bare_ends(profiles[column.heading].degrees)) for column in columns]
    if layout is None or layout.open:
        columns = _by_content(columns, profiles)
    columns = _without_copies(_one_score_a_kind(_one_of_each(columns)), sample)
    columns = [_directed(c, questions.get(c.heading) or c.heading, profiles[c.heading], remarks) for c in columns]
    mapping = Mapping(tuple(columns), channel=layout.channel if layout else "survey")
    if layout:
        mapping = replace(mapping, layout=layout.name, html=layout.html, id_pattern=layout.id_pattern, skip=layout.skip)
    mapping = _with_dates(mapping, profiles)
    mapping = mapping.noting(
        *(n for c in columns if (n := unfit(c, questions.get(c.heading, ""), profiles[c.heading])))
    )
    return mapping.noting(*(n for c in columns if (n := turned(c, questions.get(c.heading) or c.heading))))


def _column(seen: Profile, question: str, layout: Layout | None) -> Column:
    declared = layout.role_of(seen.heading) if layout else None
    if declared:
        steps = layout.scale if layout and declared is Role.CSAT else (0.0, 10.0) if declared is Role.NPS else None
        return Column(seen.heading, declared, _name(declared, seen.heading, question), steps, Why.LAYOUT)
    if layout and not layout.open:
        return Column(seen.heading, Role.IGNORED)
    wording = question or seen.heading
    for role in roles_of(wording):
        if fits(role, seen, wording):
            steps = scale(role, wording, seen) if role in SCORES else None
            why = Why.COUNTS if role is Role.COUNTER else Why.HEADING
            return Column(seen.heading, role, _name(role, seen.heading, question), steps, why)
    return Column(seen.heading, Role.IGNORED, question)


def _directed(column: Column, wording: str, seen: Profile, remarks: Sequence[str]) -> Column:
    """A score whose figures fall from the best to the worst, as the words beside them say; and its steps."""
    if column.role not in SCORES or column.why is Why.LAYOUT:
        return column
    about = [one for one in remarks if folded(column.heading) in folded(one)]
    labels = labels_of(seen.values)
    said = next((found for one in (wording, *about) if (found := direction(one, labels)).sign), Direction())
    if said.ends and column.role is not Role.NPS and stated_scale(wording) is None and _holds(said.ends, seen):
        column = replace(column, scale=said.ends)
    return replace(column, falling=said.sign < 0)


def _holds(ends: tuple[float, float], seen: Profile) -> bool:
    return all(ends[0] <= number <= ends[1] for number in seen.numbers)


def _name(role: Role, heading: str, question: str) -> str:
    if role is Role.TEXT:
        wording = question or heading
        return "" if folded(wording) in GENERIC_TEXT else wording
    # A JSON path such as segment.region is known by its last part, a spaced-out 性　別 by its letters.
    return _SPACED_OUT.sub("", heading.rpartition(".")[2] or heading) if role is Role.SEGMENT else ""


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
        told = column.why is Why.HEADING or is_list_element(column.heading)
        if room and column.role is Role.IGNORED and not told and profiles[column.heading].is_category:
            columns[index] = replace(column, role=Role.SEGMENT, name=column.name or column.heading, why=Why.CONTENT)
            room -= 1
    return columns


def _content_role(column: Column, seen: Profile) -> Column:
    if column.role in (Role.IGNORED, Role.SEGMENT, Role.TEXT) and seen.personal > 0.5:
        return replace(column, role=Role.PERSONAL, why=Why.CONTENT)
    if column.role is Role.IGNORED and not column.why and (seen.is_long_text or _is_answer(seen)):
        return replace(column, role=Role.TEXT, name=column.name or column.heading, why=Why.CONTENT)
    return column


def _is_answer(seen: Profile) -> bool:
    """Of a question that only its number stands for: words that vary are an answer, however short."""
    return is_numbered(seen.heading) and seen.is_free_text and seen.variety > 0.3


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
    return [replace(c, role=role, why=Why.CONTENT) if c is free else c for c in columns]


def _nps_by_content(columns: list[Column], profiles: dict[str, Profile]) -> list[Column]:
    """Whole numbers 0 to 10 that use most of the scale, in the only column that could be it."""
    likely = [c for c in columns if c.role is Role.IGNORED and profiles[c.heading].is_zero_to_ten]
    if len(likely) != 1:
        return columns
    return [replace(c, role=Role.NPS, scale=(0.0, 10.0), why=Why.CONTENT) if c is likely[0] else c for c in columns]


def _one_of_each(columns: list[Column]) -> list[Column]:
    """The first column of a role that can have one only; layouts come before headings."""
    kept: dict[Role, Column] = {}
    for column in sorted(columns, key=lambda c: c.why is not Why.LAYOUT):
        if column.role in SINGLE:
            kept.setdefault(column.role, column)
    spare = {id(c) for c in columns if c.role in kept and kept[c.role] is not c}
    return [replace(c, role=Role.IGNORED, why=Why.ANOTHER_FIRST) if id(c) in spare else c for c in columns]


def _one_score_a_kind(columns: list[Column]) -> list[Column]:
    """A comment holds one score of a kind: the overall question if there is one, else the first."""
    result = list(columns)
    for role in SCORES:
        found = [c for c in result if c.role is role]
        overall = [c for c in found if "総合" in c.heading or "overall" in c.heading.casefold()]
        for column in found:
            if column is not (overall or found)[0]:
                spare = replace(column, role=Role.IGNORED, scale=None, why=Why.ANOTHER_TAKEN)
                result[result.index(column)] = spare
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
    return [replace(c, role=Role.IGNORED, why=Why.REPEATED) if c.heading in copies else c for c in columns]


def _with_dates(mapping: Mapping, profiles: dict[str, Profile]) -> Mapping:
    """Several date columns: the layout's, else the first, gives the time. Says what had to be assumed."""
    dates = mapping.of(Role.DATE)
    if not dates:
        return mapping.noting(note(NoteCode.NO_DATE))
    order, guessed = column_order(profiles[dates[0].heading].values)
    if guessed:
        mapping = mapping.noting(note(NoteCode.DATE_ORDER, column=dates[0].heading))
    return replace(mapping, order=order)
