"""Which end of a scale is the good one, as its own words say: 「1：満足～5：不満」, "5 = poor", cells like 「1.満足」.

High is good unless words at both ends say the opposite; nothing is concluded from figures alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workers.degrees import degree_of
from workers.words import folded

# What stands beside a figure, whatever the question: the bad side first, because 「不満」 holds 「満」 and
# "dissatisfied" holds "satisfied".
_BAD = re.compile(
    r"不満|不快|不便|不可$|不良|悪|最低|最悪|難し|困難|面倒|嫌い|遅い|劣る|手間(?:が|の)?(?:かか|多)"
    r"|ない$|ません$|なかった$|^(?:とても|非常に)?大変(?:だった|でした)?$"
    r"|dissatisf|unsatisf|bad|poor|worst|difficult|hard|unlikely|unhappy|disappoint|terrible|awful"
    r"|^not(?:at)?|never"
)
_GOOD = re.compile(
    r"満足|快適|便利|良|よい$|よかった$|いい$|最高|簡単|容易|楽|好き|速い|早い|優|(?:勧|薦|すす)めたい"
    r"|satisf|good|great|best|excellent|easy|likely|happy"
)
# Bad by their letters only.
_NONE_BAD = re.compile(r"手間(?:が|は|の)?(?:かからな|少な|な)|問題(?:は)?な|申し分(?:の)?な|不満(?:は|が)な")
# "Neither" is on no side.
_NEITHER = re.compile(r"どちら|普通|ふつう|中間|neither|neutral|so[- ]?so|average|fair")

_FIGURE = r"(?<![\dA-Za-z.問第])(\d{1,3})(?!\.?\d)\s*(?:点|番)?"
_LABEL = r"([^\d:=~〜→|/;,、。()\[\]【】「」‐–—―…]+?)"
_END = r"(?=\s*(?:[~〜→|/;,、。()\[\]【】「」‐–—―…]|\.\.|-|\d|から(?=\s*\d)|まで|$))"
_FIGURE_FIRST = re.compile(rf"{_FIGURE}\s*(?:[:=.(]|が|は|-(?=\s*[^\d\s]))\s*{_LABEL}{_END}")
_NOTHING_BETWEEN = re.compile(rf"{_FIGURE}\s*{_LABEL}{_END}")
_LABEL_FIRST = re.compile(rf"{_LABEL}\s*[:=(]?\s*{_FIGURE}{_END}")
# 「（満足 1・2・3・4・5 不満）」
_AROUND = re.compile(
    rf"[(\[【]\s*{_LABEL}\s*(\d{{1,3}})\s*(?:[-~〜→・,、/|‐–—―\s]+\d{{1,3}})*?[-~〜→・,、/|‐–—―\s…]+(\d{{1,3}})\s*"
    r"([^\d()\[\]【】]+?)\s*[)\]】]"
)
_LABELLED_CELL = re.compile(r"(\d{1,3})\s*(?:点|番)?\s*[-:.)、\s]?\s*([^\d\s].*)")


@dataclass(frozen=True, slots=True)
class Direction:
    """`sign`: 1 where high is good, -1 where low is, 0 where words at both ends do not say which.

    `ends`: lowest and highest figure, where the words say that these are all there are.
    """

    sign: int = 0
    ends: tuple[float, float] | None = None


def direction(heading: str, cells: Mapping[float, str]) -> Direction:
    """What the cells say goes before the heading, because it was answered; `cells`: the words behind each figure."""
    answered = _direction(cells)
    if answered.sign:
        # Nobody may have chosen the last step: only words of one strength are both ends.
        strengths = {abs(degree_of(cells[end]) or 0) for end in (min(cells), max(cells))}
        return answered if len(strengths) == 1 and 0 not in strengths else Direction(answered.sign)
    return next((found for found in map(_direction, _stated(heading)) if found.sign), Direction())


def unclear_ends(heading: str) -> str:
    """The two ends as the heading words them, where their words do not tell the good one; empty where it has none."""
    labelled = next(iter(_stated(heading)))
    if len(labelled) < 2 or _direction(labelled).sign:
        return ""
    (low, low_word), (high, high_word) = min(labelled.items()), max(labelled.items())
    return f"{low:g}: {low_word}, {high:g}: {high_word}"


def labels_of(cells: Iterable[str]) -> dict[float, str]:
    """The words that stand behind each figure: 「1.満足」 gives 1.0: 「満足」."""
    found: dict[float, str] = {}
    for cell in cells:
        if matched := _LABELLED_CELL.fullmatch(unicodedata.normalize("NFKC", cell).strip()):
            found.setdefault(float(matched[1]), matched[2])
    return found


def _stated(heading: str) -> Iterable[dict[float, str]]:
    """What may be read from a heading, in the order of how sure that is: figures with the words beside them."""
    plain = unicodedata.normalize("NFKC", heading)
    yield {float(figure): label for figure, label in _FIGURE_FIRST.findall(plain)}
    if around := _AROUND.search(plain):
        yield {float(around[2]): around[1], float(around[3]): around[4]}
    bare = _NOTHING_BETWEEN.findall(plain)
    yield {float(figure): label for figure, label in bare if degree_of(label) is not None}
    yield {float(figure): label for label, figure in _LABEL_FIRST.findall(plain)}


def _direction(labelled: Mapping[float, str]) -> Direction:
    if len(labelled) < 2:
        return Direction()
    low, high = min(labelled), max(labelled)
    sides = side_of(labelled[low]), side_of(labelled[high])
    return Direction(sides[1], (low, high)) if sides[0] * sides[1] < 0 else Direction()


def side_of(label: str) -> int:
    """1 good, -1 bad, 0 neither or not known."""
    degree = degree_of(label)
    if degree is not None:
        return (degree > 0) - (degree < 0)
    word = folded(label)
    if _NEITHER.search(word):
        return 0
    if _NONE_BAD.search(word):
        return 1
    return -1 if _BAD.search(word) else 1 if _GOOD.search(word) else 0
