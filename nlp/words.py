"""What the network is told of each word: its row in the lexicon, its sub-word vector and a few hashed spellings.

Japanese words come from SudachiPy; other languages are cut at spaces and punctuation, and scripts without spaces
into the pieces of the encoder's vocabulary. Words are numbered as they are first seen and remembered.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nlp.encoder import StaticEncoder
from nlp.lexicon import Lexicon
from nlp.morphemes import Word, words

SLOTS = 8
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Features(NamedTuple):
    """Of n words: lexicon rows (n,), -1 unknown; hashed spellings (n, SLOTS), 0 empty; sub-word vectors (n, d)."""

    rows: NDArray[np.int64]
    slots: NDArray[np.int64]
    pieces: NDArray[np.float32]


@cache
def _word_pattern() -> re.Pattern[str]:
    marks = [chr(c) for c in range(0x300, 0x2000) if unicodedata.category(chr(c)) in {"Mn", "Mc"}]
    return re.compile(rf"(?:[^\W_]|[{re.escape(''.join(marks))}])+(?:['’][^\W_]+)*|[^\s]")


def _japanese(word: Word) -> tuple[str, ...]:
    spelling = word.normal
    return (
        "n:" + spelling,
        "s:" + word.surface.lower(),
        "k:" + word.kind,
        f"f:{word.kind}:{word.form}",
        f"g:{word.synonyms}" if word.synonyms >= 0 else "",
        "c:" + spelling[:1],
        "c:" + spelling[1:2] if len(spelling) > 1 else "",
        "c:" + spelling[-1:] if len(spelling) > 2 else "",
    )


def _spelt(word: str) -> tuple[str, ...]:
    size = len(word)
    return (
        "w:" + word,
        "p:" + word[:3] if size > 3 else "",
        "p:" + word[:4] if size > 4 else "",
        "p:" + word[:6] if size > 6 else "",
        "e:" + word[-2:] if size > 3 else "",
        "e:" + word[-3:] if size > 4 else "",
        "c:" + word[:1] if size < 5 else "t:" + word[1:4],
        "c:" + word[1:2] if 1 < size < 5 else "t:" + word[2:5] if size > 5 else "",
    )


class Words:
    """Numbers words and holds their features; `buckets` is the size of the table of hashed spellings."""

    def __init__(self, lexicon: Lexicon, encoder: StaticEncoder, buckets: int) -> None:
        self._lexicon = lexicon
        self._encoder = encoder
        self._buckets = buckets
        self._numbers: dict[Word | str, int] = {}
        self._fresh: list[Word | str] = []

    def __len__(self) -> int:
        return len(self._numbers)

    def anew(self) -> Words:
        """The same features with nothing remembered."""
        return Words(self._lexicon, self._encoder, self._buckets)

    def read(self, text: str, language: str) -> list[int]:
        """The numbers of the words of `text`, in order."""
        found: Iterator[Word | str] = iter(words(text)) if language == "ja" else self._cut(text.lower())
        return [self._number(word) for word in found]

    def _number(self, word: Word | str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._numbers)
            self._fresh.append(word)
        return number

    def _cut(self, text: str) -> Iterator[str]:
        for match in _word_pattern().finditer(text):
            word = match.group()
            if len(word) > 1 and _UNSPACED.search(word):
                yield from self._encoder.pieces(word)
            else:
                yield sys.intern(word)

    def fresh(self) -> Features:
        """Features of the words numbered since the last call, in the order of their numbers."""
        new, self._fresh = self._fresh, []
        rows = np.array([self._row(word) for word in new], dtype=np.int64)
        slots = np.array([self._slots(word) for word in new], dtype=np.int64).reshape(len(new), SLOTS)
        spellings = [word.surface if isinstance(word, Word) else word for word in new]
        return Features(rows, slots, self._encoder.encode(spellings))

    def _row(self, word: Word | str) -> int:
        if isinstance(word, Word):
            return self._lexicon.first((word.normal, word.lemma, word.surface))
        return self._lexicon.row(word) if not word.isascii() else -1

    def _slots(self, word: Word | str) -> list[int]:
        spellings: Sequence[str] = _japanese(word) if isinstance(word, Word) else _spelt(word)
        return [1 + crc32(s.encode("utf-8", "surrogatepass")) % (self._buckets - 1) if s else 0 for s in spellings]
