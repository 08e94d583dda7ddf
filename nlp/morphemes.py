"""Japanese words by SudachiPy: surface, normal form, dictionary form, part of speech. The one file that imports it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sudachipy import Dictionary, Tokenizer
    from sudachipy import Morpheme as Found

_CHUNK = 12_000  # code points; Sudachi refuses more than 49,149 bytes in one call
_BREAKS = "。\n！？!?"
_REMEMBERED = 200_000
_per_thread = threading.local()
_known: dict[tuple[int, str], Word] = {}


class Word(NamedTuple):
    """A word as the dictionary has it.

    `kind` is the part of speech and its sub-class (`名詞-普通名詞`), `form` the inflected form (`*` for none),
    `synonyms` the first synonym group (-1 when there is none).
    """

    surface: str
    normal: str
    lemma: str
    kind: str
    form: str
    synonyms: int


@cache
def _dictionary() -> Dictionary:
    from sudachipy import Dictionary

    return Dictionary()


def _tokenizer() -> Tokenizer:
    """One tokenizer a thread: Sudachi's must not be shared."""
    found = getattr(_per_thread, "tokenizer", None)
    if found is None:
        found = _per_thread.tokenizer = _dictionary().create()
    return found


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(text) - start > _CHUNK:
        cut = max(text.rfind(mark, start, start + _CHUNK) for mark in _BREAKS) + 1
        end = cut if cut > start else start + _CHUNK
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _word(found: Found) -> Word:
    """The dictionary's answer, remembered: asking it for strings costs more than finding the word."""
    key = (found.word_id(), found.raw_surface())
    word = _known.get(key)
    if word is None:
        parts = found.part_of_speech()
        groups = found.synonym_group_ids()
        word = Word(
            key[1], found.normalized_form(), found.dictionary_form(), f"{parts[0]}-{parts[1]}", parts[5],
            groups[0] if groups else -1,
        )  # fmt: skip
        if len(_known) < _REMEMBERED:
            _known[key] = word
    return word


def words(text: str) -> list[Word]:
    """The words of a Japanese text in order; white space is left out."""
    found = (_word(one) for _, chunk in _chunks(text) for one in _tokenizer().tokenize(chunk))
    return [word for word in found if not word.surface.isspace()]
