"""One written form for many: NFKC and a few repairs, with the way back to every character as received."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

# A text longer than this is a document or a broken export, not a comment; see preparation.py for the refusal.
LONGEST = 50_000


class Span(NamedTuple):
    """A stretch of text: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` is the written form; `starts[i]`, `ends[i]` bound what its character i was in `received`.

    Both are None when nothing moved, which is the common case.
    """

    text: str
    received: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Where text[start:end] stands in the text as received."""
        if self.starts is None or self.ends is None:
            return Span(start, end)
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.received)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def quote(self, start: int, end: int) -> str:
        """The received words behind text[start:end]."""
        span = self.span(start, end)
        return self.received[span.start : span.end]


def _one_to_one() -> dict[int, str]:
    """Characters that change into exactly one other: offsets stay as they are."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF61, 0xFF9E)}
    table |= {0x00A0: " ", 0x3000: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", 0x09: " "}
    table |= {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
    # The wave dash has two code points by an old mapping error; Japanese dictionaries know 301C.
    table |= {0xFF5E: "\u301c"}
    return table | {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xFFE5: "¥", 0xFFE3: "¯"}


_TRANSLATION = _one_to_one()

# What NFKC leaves alone and what no following character of this set can change. Thai and Lao keep their
# composed vowel (0E33, 0EB3), which NFKC would split and no dictionary expects split; ① stays the bullet it is.
_STABLE = (
    "\\n -~¡-§©«¬®°±¶»¿-ıĴ-ľŁ-ňŊ-žƒơƯưǍ-ǜȘ-țΆΈ-ΊΌΎ-ΡΣ-ώЀ-ҁҊ-ӿա-ֆא-תء-غف-ي،؟۰-۹٠-٩پچڈڑژکگںہھیےअ-हऽ-ौ।०-९"
    "ก-ฺเ-๛ກ-໙ა-ჰẠ-ỹ–—„†•€←-↓⇒①-⑳─-◿☀-♿✀-➿⭐〜、-】ぁ-ゖァ-ヾー㐀-䶿一-鿿가-힣\U0001f300-\U0001faff"
)
_HARD = re.compile(f".?[^{_STABLE}]+", re.DOTALL)

_DROPPED = frozenset("\u200b\u2060\ufeff\u00ad\u180e\u200e\u200f") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10), 0x061C))
)


@lru_cache(maxsize=8192)
def _joins(character: str) -> bool:
    """Whether the character belongs to the one before it: marks, half-width voicing, later Hangul jamo."""
    return (
        unicodedata.category(character).startswith("M")
        or character in "\uff9e\uff9f"
        or "\u1160" <= character <= "\u11ff"
        or character in _DROPPED
    )


@lru_cache(maxsize=8192)
def _unwanted(character: str) -> bool:
    """NUL and other controls, halves of surrogate pairs, non-characters: nothing a reader could see."""
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cs", "Cn")


@lru_cache(maxsize=8192)
def _written(cluster: str) -> str:
    kept = "".join(c for c in cluster if c not in _DROPPED and not _unwanted(c))
    written = unicodedata.normalize("NFKC", kept)
    # Compatibility forms such as ´ or ¨ come out as a space and a mark: neither is worth keeping apart.
    return "".join(" " if c.isspace() and c != "\n" else c for c in written)


def _clusters(run: str, offset: int) -> list[tuple[str, int, int]]:
    """The run cut before every character that does not join the one before it."""
    found: list[tuple[str, int, int]] = []
    begin = 0
    for at in range(1, len(run) + 1):
        # A line of ten thousand marks is one cluster to Unicode and a trap to us.
        if at == len(run) or not _joins(run[at]) or at - begin >= 32:
            found.append((run[begin:at], offset + begin, offset + at))
            begin = at
    return found


def normalise(text: str) -> Normalised:
    """The written form of the text; time and memory grow with its length only."""
    plain = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
    plain = plain.translate(_TRANSLATION)
    if _HARD.search(plain) is None:
        return Normalised(plain, text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _HARD.finditer(plain):
        pieces.append(plain[done : match.start()])
        starts.extend(range(done, match.start()))
        ends.extend(range(done + 1, match.start() + 1))
        for cluster, start, end in _clusters(match.group(), match.start()):
            written = _written(cluster)
            pieces.append(written)
            starts.extend([start] * len(written))
            ends.extend([end] * len(written))
        done = match.end()
    pieces.append(plain[done:])
    starts.extend(range(done, len(plain)))
    ends.extend(range(done + 1, len(plain) + 1))
    return Normalised("".join(pieces), text, tuple(starts), tuple(ends))


_REPEATED = re.compile(r"([^\w\s\[\]]|[ーぁ-んァ-ヶ]|[A-Za-z])\1{2,}")


def squeeze(text: str) -> str:
    """The text with every run of three or more alike cut to two (「すごーーーい!!!!」 reads as 「すごーーい!!」).

    For classifying only: it moves offsets. Digits and kanji are never touched.
    """
    return _REPEATED.sub(r"\1\1", text)
