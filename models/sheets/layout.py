"""How a week's facts are packed: one row a comment, one row a unit, words once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.void]

SENTIMENTS = ("very_negative", "negative", "neutral", "positive", "very_positive", "mixed")
UNREAD = -1
SCORES = tuple((kind, scope) for kind in ("nps", "csat", "ces") for scope in ("transactional", "relational"))

# `person`: the respondent's id, or minus the first comment's own for words that nobody signed. `day` counts from the
# week's Monday. `source`, `language`, `channel` and `touchpoint` are places in `words` (0 is the empty word), `segment`
# in `segments`. Scores are normalised, NaN where none was given: half precision holds every whole answer exactly.
COMMENT = np.dtype(
    [
        ("id", "<i4"),
        ("person", "<i4"),
        ("segment", "<u4"),
        ("source", "<u2"),
        ("channel", "<u2"),
        ("language", "<u2"),
        ("touchpoint", "<u2"),
        ("sentiment", "i1"),
        ("day", "u1"),
        ("abstain", "u1"),
        ("scores", "<f2", (len(SCORES),)),
    ]
)
# `row` is the place of the unit's comment in the same sheet; theme 0: unassigned.
MENTION = np.dtype([("row", "<u4"), ("theme", "<i4"), ("touchpoint", "<u2"), ("polarity", "i1")])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A week unpacked. `people` counts the respondents of each theme, so that births need no old sheet."""

    words: tuple[str, ...]
    segments: tuple[Mapping[str, str], ...]
    people: Mapping[int, int]
    comments: Rows
    mentions: Rows

    def packed(self) -> dict[str, Any]:
        """The columns of a stored sheet."""
        words = {
            "words": list(self.words),
            "segments": [dict(segment) for segment in self.segments],
            "people": {str(theme): count for theme, count in self.people.items()},
        }
        return {"words": words, "comments": self.comments.tobytes(), "mentions": self.mentions.tobytes()}


def unpacked(words: Mapping[str, Any], comments: bytes, mentions: bytes) -> Sheet:
    return Sheet(
        tuple(words["words"]),
        tuple(words["segments"]),
        people(words),
        np.frombuffer(comments, COMMENT),
        np.frombuffer(mentions, MENTION),
    )


def people(words: Mapping[str, Any]) -> dict[int, int]:
    return {int(theme): int(count) for theme, count in words["people"].items()}


class Words:
    """Gives each word its place, in order of arrival; the empty word is at 0."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {"": 0}

    def place(self, word: str | None) -> int:
        return self._places.setdefault(word or "", len(self._places))

    def all(self) -> tuple[str, ...]:
        return tuple(self._places)
