"""Long texts in windows: no more words than the network has places for are read at once, and nothing is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.tasks import BY_NAME, columns
from nlp.words import Words

Floats = NDArray[np.float32]
QUESTION_WORDS = 24
_URGENT = 2
_AT = columns("passage")


class Indexed(NamedTuple):
    """Word numbers of a text, its question's first; `bounds` are its units' places, end exclusive."""

    numbers: list[int]
    question: int
    bounds: list[tuple[int, int]]

    @property
    def written(self) -> int:
        """Words that are not the question's."""
        return len(self.numbers) - self.question


def index(words: Words, units: Sequence[str], language: str, question: str | None, longest: int) -> Indexed:
    """The first window of a text: the words past `longest` are not in it."""
    asked = words.read(question, language)[:QUESTION_WORDS] if question else []
    return _indexed(asked, [words.read(unit, language) for unit in units], longest)


def windows(words: Words, units: Sequence[str], language: str, question: str | None, longest: int) -> list[Indexed]:
    """All units of a text, as many in a window as have room; only a unit longer than a window loses its end."""
    asked = words.read(question, language)[:QUESTION_WORDS] if question else []
    found: list[list[list[int]]] = [[]]
    room = longest - len(asked)
    for unit in units:
        read = words.read(unit, language)
        if found[-1] and len(read) > room:
            found.append([])
            room = longest - len(asked)
        found[-1].append(read)
        room -= len(read)
    return [_indexed(asked, some, longest) for some in found]


def _indexed(asked: Sequence[int], units: Sequence[Sequence[int]], longest: int) -> Indexed:
    numbers, bounds = list(asked), []
    for unit in units:
        found = unit[: max(0, longest - len(numbers))]
        bounds.append((len(numbers), len(numbers) + len(found)))
        numbers += found
    return Indexed(numbers, len(asked), bounds)


def together(scores: Floats, sizes: Sequence[int]) -> Floats:
    """The label scores of one text from those of its windows (windows, labels), which hold `sizes` words.

    The tone is that of all words; a danger, a wish or a threat counts wherever it stands.
    """
    if len(scores) == 1:
        whole: Floats = scores[0]
        return whole
    found = mean(scores, sizes)
    for name, where in _AT.items():
        if BY_NAME[name].kind == "any_of":
            found[where] = scores[:, where].max(axis=0)
    urgency = scores[:, _AT["urgency"]]
    gravest = (urgency[:, _URGENT:].max(axis=1) - urgency[:, :_URGENT].max(axis=1)).argmax()
    found[_AT["urgency"]] = urgency[gravest]
    return found


def mean(rows: Floats, sizes: Sequence[int]) -> Floats:
    """The mean of the windows' rows, each counting by its words."""
    if len(rows) == 1:
        alone: Floats = rows[0]
        return alone
    weights = np.maximum(np.asarray(sizes, dtype=np.float32), np.float32(1e-6))
    whole: Floats = (rows * (weights / weights.sum())[:, None]).sum(axis=0, dtype=np.float32)
    return whole
