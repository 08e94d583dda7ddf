"""Finds comments that say the same words: exact by fingerprint, near by spelling, never across a change of sides."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from nlp.normalise import normalise

_Gram = tuple[str, int]
_Side = tuple[str, ...]

_IGNORED = re.compile(r"[\W_]+")
_WANTED_SIMILARITY = 0.9
_SHORTEST = 8
# An edit changes at most two bigrams, so texts .9 alike share about .8 of theirs.
_SHARED_BIGRAMS = 2 * _WANTED_SIMILARITY - 1

# Two texts that differ in the count of any of these have changed sides, however alike they look.
_SIDES = re.compile(
    r"なく(?:て)?は?ない|ない|なかった|なく|ません|ぬ|ずに?|無し|なし|無|不|未|非|良|よ[かくい]|いい|悪|高|安|早|速|遅|美味|まず|不味|好き?|嫌"
    r"|満足|便利|不便|簡単|難|分か|わか|にく|やす|づら|親切|丁寧|綺麗|きれい|汚|明る|暗|広|狭|近|遠|強|弱|多|少|増|減|上|下|長|短|重|軽|硬|柔|熱|冷"
    r"|暑|寒|新|古|最高|最悪|最低|n[o']t\b|\bno\b|never|without|n't|good|bad|fast|slow|cheap|expensive|easy|hard|best|worst"
    r"|love|hate|great|poor|clean|dirty"
    r"|没|沒|很|差|快|慢|贵|便宜|안|못|없|않|좋|나쁘|ไม่|ดี|แย่"
)


def canonical(text: str) -> str:
    """The letters and digits of a text, lower case; the visible characters when it has no letter."""
    written = normalise(text).text.lower()
    letters = _IGNORED.sub("", written)
    return letters or "".join(written.split())


def fingerprint(text: str) -> str:
    """32 hexadecimal digits, equal for texts that differ only in width, case, spacing and punctuation."""
    return blake2b(canonical(text).encode("utf-8", "replace"), digest_size=16).hexdigest()


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of positions whose texts are the same or nearly (edit similarity .9 and up).

    A text equal to several others is linked to the first of them only. Nothing is missed above the limit.
    """
    forms = [canonical(text) for text in texts]
    first: dict[str, int] = {}
    links: list[tuple[int, int]] = []
    for position, form in enumerate(forms):
        earliest = first.setdefault(form, position)
        if earliest != position:
            links.append((earliest, position))
    distinct = [position for position in first.values() if len(forms[position]) >= _SHORTEST]
    links += [(a, b) for a, b in _candidates(distinct, forms) if _alike(forms[a], forms[b])]
    return sorted(links)


def _bigrams(form: str) -> list[_Gram]:
    """Each bigram with its how-manieth occurrence, so that sets count repeats."""
    seen: Counter[str] = Counter()
    found = []
    for at in range(len(form) - 1):
        gram = form[at : at + 2]
        seen[gram] += 1
        found.append((gram, seen[gram]))
    return found


def _candidates(positions: Sequence[int], forms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs on the same side that share one of their rarest bigrams: two sets that share .8 cannot avoid it."""
    grams = {position: _bigrams(forms[position]) for position in positions}
    sets = {position: frozenset(found) for position, found in grams.items()}
    frequency = Counter(gram for found in grams.values() for gram in found)
    rare: defaultdict[tuple[_Gram, _Side], list[int]] = defaultdict(list)
    for position in sorted(positions):
        found = sorted(grams[position], key=lambda gram: (frequency[gram], gram))
        least = _least_shared(len(found))
        side = _side(forms[position])
        prefix = [(gram, side) for gram in found[: len(found) - least + 1]]
        for other in sorted({other for key in prefix for other in rare[key]}):
            if len(sets[position] & sets[other]) >= _least_shared(max(len(found), len(grams[other]))):
                yield other, position
        for key in prefix:
            rare[key].append(position)


def _least_shared(bigrams: int) -> int:
    return max(1, int(bigrams * _SHARED_BIGRAMS) - 1)


def _side(form: str) -> _Side:
    return tuple(sorted(_SIDES.findall(form)))


def _alike(a: str, b: str) -> bool:
    longest = max(len(a), len(b))
    return _distance(a, b) <= (1 - _WANTED_SIMILARITY) * longest + 1e-9


def _distance(a: str, b: str) -> int:
    """Levenshtein distance, a column at a time in the bits of one integer (Myers 1999, Hyyrö 2003)."""
    if not a or not b:
        return max(len(a), len(b))
    where: defaultdict[str, int] = defaultdict(int)
    for at, character in enumerate(a):
        where[character] |= 1 << at
    last, full = 1 << (len(a) - 1), (1 << len(a)) - 1
    up, down, distance = full, 0, len(a)
    for character in b:
        match = where.get(character, 0) | down
        diagonal = (((match & up) + up) ^ up) | match
        rise, fall = (down | ~(diagonal | up)) & full, up & diagonal
        distance += bool(rise & last) - bool(fall & last)
        rise = (rise << 1 | 1) & full
        up, down = ((fall << 1) | ~(diagonal | rise)) & full, rise & diagonal
    return distance
