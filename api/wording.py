"""Sentences that are stored or raised in English, as people read them: the one place that words them in Japanese.

What the engine notes with an event, why a text cannot be read, what is wrong in a file: all stay English where they
are kept, for logs and machines. A sentence that is not known here, such as one that a person wrote, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from api.sentences import SENTENCES

_FIGURES = frozenset(("n", "weeks", "share", "shares", "cosine", "first_week", "run", "most", "least"))
_INNER = "inner"  # a part that is a sentence of its own


def worded(sentence: str, locale: str) -> str:
    """In the language of the reader, where the sentence is known."""
    if locale != "ja" or not sentence:
        return sentence
    for pattern, words in _patterns():
        found = pattern.fullmatch(sentence)
        if found is not None:
            parts = {name: worded(part, locale) if name == _INNER else part for name, part in found.groupdict().items()}
            return words.format(**parts)
    return sentence


def reason_of(error: BaseException, locale: str) -> str:
    """What a person is told of an error: its own sentence in their language, or the one known here."""
    said = str(getattr(error, f"reason_{locale}", "") or error)
    return worded(said, locale)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[re.Pattern[str], str]]:
    for english, japanese in SENTENCES:
        pieces = re.split(r"\{(\w+)\}", english)
        pattern = "".join(
            re.escape(piece) if place % 2 == 0 else f"(?P<{piece}>{_shape(piece)})"
            for place, piece in enumerate(pieces)
        )
        yield re.compile(pattern, re.DOTALL), japanese


def _shape(name: str) -> str:
    return r"\d[\d.,%: -]*" if name in _FIGURES else ".+?"
