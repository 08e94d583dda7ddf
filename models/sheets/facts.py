"""The facts of many weeks side by side, as columns; what reports count in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.sheets.layout import SCORES, Sheet, Words

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
_WIDEST = 50_000_000  # ids; a table from the first to the last is faster than sorting while it is no larger


@dataclass(frozen=True)
class Facts:
    """`row` of a mention is the place of its comment; `week` is a place in `weeks`; `person` in 0..people-1.

    Comments are in the order of their weeks, mentions in that of their comments; `scores` has a row for each kind and
    scope, NaN where none was given.
    """

    weeks: tuple[date, ...]
    words: tuple[str, ...]
    segments: tuple[Mapping[str, str], ...]
    people: int
    id: Ints
    person: Ints
    day: Ints
    week: Ints
    source: Ints
    channel: Ints
    language: Ints
    touchpoint: Ints
    segment: Ints
    sentiment: Ints
    abstain: Mask
    scores: Floats
    row: Ints
    theme: Ints
    mention_touchpoint: Ints
    polarity: Ints

    def __len__(self) -> int:
        return len(self.id)

    @cached_property
    def mention_person(self) -> Ints:
        return self.person[self.row]

    @cached_property
    def places(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.words)}

    def place(self, word: str) -> int:
        """The place of `word` in `words`; -1 when nothing is called so."""
        return self.places.get(word, -1)

    def score(self, kind: str, scope: str, rows: Mask | Ints | None = None) -> Floats:
        """The answers given, of all comments or of some."""
        values: Floats = self.scores[SCORES.index((kind, scope))]
        chosen: Floats = values if rows is None else values[rows]
        given: Floats = chosen[~np.isnan(chosen)]
        return given

    @cached_property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """The kinds and scopes of score that anybody gave."""
        return tuple(pair for place, pair in enumerate(SCORES) if not np.isnan(self.scores[place]).all())

    def kept(self, comments: Mask, mentions: Mask | None = None) -> Facts:
        """Only some comments, and their mentions (or only some of those)."""
        still = comments[self.row] if mentions is None else comments[self.row] & mentions
        new_place = np.cumsum(comments, dtype=np.int32) - 1
        columns: dict[str, Any] = {name: getattr(self, name)[comments] for name in COLUMNS}
        columns["scores"] = self.scores[:, comments]
        columns["row"] = new_place[self.row[still]]
        columns |= {name: getattr(self, name)[still] for name in ("theme", "mention_touchpoint", "polarity")}
        return replace(self, **columns)


COLUMNS = (
    "id",
    "person",
    "day",
    "week",
    "source",
    "channel",
    "language",
    "touchpoint",
    "segment",
    "sentiment",
    "abstain",
)


def gather(sheets: Mapping[date, Sheet]) -> Facts:
    """All comments and mentions of the sheets, with one vocabulary. Days are proleptic ordinals (date.toordinal)."""
    weeks, pages = tuple(sheets), list(sheets.values())
    words, segments = Words(), Words()
    segment_values: dict[int, Mapping[str, str]] = {0: {}}
    translations = [_translation(page.words, words) for page in pages]
    segment_places = [_segments(page.segments, segments, segment_values) for page in pages]
    starts = np.cumsum([0, *(len(page.comments) for page in pages)], dtype=np.int32)

    def column(name: str) -> Ints:
        return _joined([page.comments[name].astype(np.int32) for page in pages])

    def worded(name: str) -> Ints:
        return _joined([t[page.comments[name]] for t, page in zip(translations, pages, strict=True)])

    person, people = _dense(column("person"))
    return Facts(
        weeks=weeks,
        words=words.all(),
        segments=tuple(segment_values.values()),
        people=people,
        id=column("id"),
        person=person,
        day=_joined([p.comments["day"] + np.int32(w.toordinal()) for w, p in zip(weeks, pages, strict=True)]),
        week=_joined([np.full(len(page.comments), place, np.int32) for place, page in enumerate(pages)]),
        source=worded("source"),
        channel=worded("channel"),
        language=worded("language"),
        touchpoint=worded("touchpoint"),
        segment=_joined([s[page.comments["segment"]] for s, page in zip(segment_places, pages, strict=True)]),
        sentiment=column("sentiment"),
        abstain=column("abstain").astype(bool),
        scores=_scores(pages),
        row=_joined([p.mentions["row"].astype(np.int32) + start for start, p in zip(starts, pages, strict=False)]),
        theme=_joined([p.mentions["theme"].astype(np.int32) for p in pages]),
        mention_touchpoint=_joined([t[p.mentions["touchpoint"]] for t, p in zip(translations, pages, strict=True)]),
        polarity=_joined([p.mentions["polarity"].astype(np.int32) for p in pages]),
    )


def any_of(values: Ints, wanted: Sequence[str], place: Callable[[str], int]) -> Mask:
    """Which of `values` (places of words) is one of the `wanted` words."""
    return np.isin(values, [place(word) for word in wanted])


def _scores(pages: Sequence[Sheet]) -> Floats:
    """One contiguous row a kind and scope."""
    table = np.empty((len(SCORES), sum(len(page.comments) for page in pages)), np.float32)
    start = 0
    for page in pages:
        table[:, start : start + len(page.comments)] = page.comments["scores"].T
        start += len(page.comments)
    return table


def _translation(page: Sequence[str], words: Words) -> Ints:
    return np.array([words.place(word) for word in page], np.int32)


def _segments(page: Sequence[Mapping[str, str]], places: Words, values: dict[int, Mapping[str, str]]) -> Ints:
    found = []
    for segment in page:
        place = places.place(repr(sorted(segment.items())) if segment else "")
        values.setdefault(place, segment)
        found.append(place)
    return np.array(found, np.int32)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int32), *parts])


def _dense(values: Ints) -> tuple[Ints, int]:
    """The same ids numbered from 0 without gaps, in their order."""
    first, last = int(values.min(initial=0)), int(values.max(initial=0))
    if last - first >= _WIDEST:
        distinct, dense = np.unique(values, return_inverse=True)
        return dense.astype(np.int32), len(distinct)
    seen = np.zeros(last - first + 1, bool)
    seen[values - first] = True
    return (np.cumsum(seen, dtype=np.int32) - 1)[values - first], int(np.count_nonzero(seen))
