"""Answers in words: 「とても満足」, 「どちらとも言えない」, 「あまり満足していない」, "somewhat satisfied".

Degrees are 3 very good, 2 good, 1 rather good, 0 neither; the bad side is negative.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Set

from workers.words import folded

WORD_SCALE = (1.0, 5.0)
_VALUES = {3: 5.0, 2: 4.0, 1: 4.0, 0: 3.0, -1: 2.0, -2: 2.0, -3: 1.0}

_STRONG = (
    "とても|大変|たいへん|非常に|ひじょうに|大いに|おおいに|かなり|極めて|きわめて|すごく|最も|もっとも|大"
    "|very|extremely"
)
_HALF = (
    "やや|まあまあ|まあ|まずまず|少し|すこし|多少|わりと|割と|比較的|おおむね|概ね|ほぼ"
    "|どちらかと(?:いえば|言えば|いうと|言うと)|somewhat"
)
_NOT_MUCH, _NOT_AT_ALL = "あまり|余り", "まったく|全く|全然|ぜんぜん"
_GOOD = "満足|良い|よい|いい|良かった|よかった|satisfied"
_BAD = "不満足|不満|悪い|わるい|悪かった|わるかった|dissatisfied|unsatisfied"
_NEGATED = (
    "満足(?:(?:でき|出来|し)(?:ない|なかった)|(?:でき|出来|し)て(?:い)?(?:ない|なかった)|で(?:は)?(?:ない|なかった))"
    "|[良よ]く(?:ない|なかった)"
)
_NEITHER = re.compile(
    "普通|ふつう|中間|中立|neutral|neithersatisfiednordissatisfied|可もなく不可もな[くし]"
    "|(?:どちら|どっち)(?:とも(?:[言云い]え|思わ|おもわ)|でも)(?:ない|無い|ません)|(?:どちら|どっち)でもありません"
    "|満足(?:でも|とも)不満(?:足)?(?:でも|とも)(?:[言云い]え)?ない"
)
# No polite endings: 「満足しています」 is a comment, 「満足している」 the label of a box to tick.
_ANSWER = re.compile(
    rf"(?:(?P<strong>{_STRONG}|{_NOT_AT_ALL})|(?P<half>{_HALF}|{_NOT_MUCH}))?"
    rf"(?:(?P<good>{_GOOD})|(?P<bad>{_BAD}|{_NEGATED}))(?:している|した|である|だった|だ)?"
)


def degree_of(cell: str) -> int | None:
    """-3..3; None for what is no such answer."""
    word = folded(cell)
    if _NEITHER.fullmatch(word.removesuffix("である").removesuffix("だ")):
        return 0
    if not (found := _ANSWER.fullmatch(word)):
        return None
    degree = 3 if found["strong"] else 1 if found["half"] else 2
    return degree if found["good"] else -degree


def bare_ends(degrees: Set[int]) -> tuple[int, ...]:
    """Which of 「満足」 2 and 「不満」 -2 are the ends of the scale in a column that shows these degrees.

    They are where 「やや」 stands below them and nothing above; with both on one side there are seven steps.
    """
    seven = {1, 2, 3} <= degrees or {-1, -2, -3} <= degrees
    if seven or not degrees & {-1, 1}:
        return ()
    return tuple(bare for bare, very in ((-2, -3), (2, 3)) if very not in degrees)


def value_of(degree: int, ends: Collection[int] = ()) -> float:
    """On `WORD_SCALE`. `ends`: the bare words that are the ends of their column."""
    if degree in ends:
        return WORD_SCALE[degree > 0]
    return _VALUES[degree]
