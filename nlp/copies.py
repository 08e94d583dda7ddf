"""Finds long texts that were passed on: the same sentences with a greeting before, a line after, a word changed.

`near_duplicates` misses those: an added sentence is more than a tenth of the text. A campaign is made of them.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

from nlp.duplicates import canonical, near_duplicates

# Letters (no spaces, no punctuation). Below, people say the same by chance: 「配送が遅いので改善してほしいです」.
LEAST_SHARED = 30
_SHORTEST_TELLING = 8
# With this many earlier texts of the same sentence a text is compared, the latest ones: a form letter sent ten thousand
# times must not cost ten thousand squared.
_MOST_COMPARED = 50

# Sentences end at their mark, at a line, at a space after a Japanese letter (posts without 。), before a hashtag.
_BETWEEN = re.compile(r"[。．！？!?\n]+|\.(?=\s|$)|(?<=[^\x00-\x7f])\s+|\s*(?=[#＃])")

_Said = dict[int, int]  # letters of each sentence, by the sentence's number; near-equal sentences share one


def copies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of positions: nearly the same, or more than half of the longer is the same sentences.

    As many pairs as it takes to join what belongs together: of many copies each is paired with some other, not with
    all.
    """
    groups = list(range(len(texts)))
    alike = near_duplicates(texts)
    return sorted(pair for pairs in (alike, _passed_on(texts)) for pair in pairs if _joined(groups, *pair))


def _joined(groups: list[int], a: int, b: int) -> bool:
    """False when they were together already. Each points at an earlier one of its group, the first at itself."""
    first, second = sorted((_first(groups, a), _first(groups, b)))
    groups[second] = first
    return first != second


def _first(groups: list[int], place: int) -> int:
    while groups[place] != place:
        groups[place] = place = groups[groups[place]]
    return place


def _passed_on(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    said = _sentences(texts)
    sizes = [len(canonical(text)) for text in texts]
    holders: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=_MOST_COMPARED))
    for later, sentences in enumerate(said):
        if sizes[later] < LEAST_SHARED:
            continue
        telling = [number for number, letters in sentences.items() if letters >= _SHORTEST_TELLING]
        for earlier in sorted({other for number in telling for other in holders[number]}):
            shared = _shared(said[earlier], sentences)
            if shared >= LEAST_SHARED and 2 * shared > max(sizes[earlier], sizes[later]):
                yield earlier, later
        for number in telling:
            holders[number].append(later)


def _sentences(texts: Sequence[str]) -> list[_Said]:
    parts = [[form for part in _BETWEEN.split(text) if (form := canonical(part))] for text in texts]
    distinct = list(dict.fromkeys(form for forms in parts for form in forms))
    number = dict(zip(distinct, _numbered(len(distinct), near_duplicates(distinct)), strict=True))
    return [{number[form]: len(form) for form in forms} for forms in parts]


def _numbered(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The first of its kind for each; pairs come in order, so that what is linked to was numbered before."""
    first = list(range(count))
    for earlier, later in pairs:
        first[later] = min(first[later], first[earlier])
    return first


def _shared(a: _Said, b: _Said) -> int:
    return sum(min(a[number], b[number]) for number in a.keys() & b.keys())
