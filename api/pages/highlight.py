"""Cuts a text into pieces at the edges of its marks, so that marks may touch, nest and overlap."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

JOINERS = {"\u200d", "\ufe0e", "\ufe0f", "\u20e3"}
STRONGEST_FIRST = ("negative", "positive", "neutral")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words from `start` to `end` (code points, end exclusive); `number` is how the page calls it, 0: unnumbered."""

    start: int
    end: int
    kind: str
    title: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; `kind` empty where there are none, `mixed` where sides overlap."""

    text: str
    kind: str = ""
    title: str = ""
    opens: tuple[int, ...] = ()


def kind_of(polarity: int) -> str:
    return "negative" if polarity < 0 else "positive" if polarity > 0 else "neutral"


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The whole text in order: joined together, the pieces are the text again, whatever the marks claim."""
    placed = [mark for mark in (_placed(text, mark) for mark in marks) if mark.start < mark.end]
    edges = sorted({0, len(text), *(m.start for m in placed), *(m.end for m in placed)})
    found: list[Piece] = []
    for start, end in pairwise(edges):
        over = [mark for mark in placed if mark.start <= start and end <= mark.end]
        found.append(
            Piece(
                text[start:end],
                _kind([mark.kind for mark in over]),
                " / ".join(dict.fromkeys(mark.title for mark in over if mark.title)),
                tuple(mark.number for mark in over if mark.number and mark.start == start),
            )
        )
    return found


def excerpt(text: str, marks: Sequence[Mark], limit: int = 160) -> list[Piece]:
    """The pieces around the first mark, about `limit` characters, with an ellipsis where text was left out."""
    if len(text) <= limit:
        return pieces(text, marks)
    first = min((mark.start for mark in marks), default=0)
    start = 0 if first < limit // 2 else max(min(first - limit // 4, len(text) - limit), 0)
    end = min(start + limit, len(text))
    moved = [Mark(m.start - start, m.end - start, m.kind, m.title, m.number) for m in marks if m.end > start]
    middle = pieces(text[start:end], moved)
    return [*([Piece("…")] if start else []), *middle, *([Piece("…")] if end < len(text) else [])]


def _placed(text: str, mark: Mark) -> Mark:
    """Within the text, and never through the middle of a character that takes several code points."""
    start, end = max(mark.start, 0), min(max(mark.end, 0), len(text))
    if start >= end:
        return Mark(0, 0, mark.kind)
    while start > 0 and _continues(text, start):
        start -= 1
    while end < len(text) and _continues(text, end):
        end += 1
    return Mark(start, end, mark.kind, mark.title, mark.number)


def _continues(text: str, index: int) -> bool:
    here, before = text[index], text[index - 1]
    return (
        here in JOINERS or before == "\u200d" or unicodedata.combining(here) > 0 or "\U0001f3fb" <= here <= "\U0001f3ff"
    )


def _kind(kinds: Sequence[str]) -> str:
    if "negative" in kinds and "positive" in kinds:
        return "mixed"
    return next((kind for kind in (*STRONGEST_FIRST, "mixed") if kind in kinds), kinds[0] if kinds else "")
