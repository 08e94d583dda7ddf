"""The point that enough of a theme's central members make in the same words: レジで待たされる. It names the theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from nlp.themes.points import Point, made
from nlp.themes.values import ThemeUnit, Vector

CENTRAL = 100
_FEWEST = 4
# Of the central members in all languages: more where a written phrase already says what all of them agree on.
_SHARE, _SHARE_OF_PHRASED = 0.1, 0.25
_OWN = 0.6  # of all who say it: what is said everywhere names nothing
# Said of good and bad alike, and told rather than judged when nothing negates them.
_TOLD = frozenset({"届く", "着く", "来る", "入る", "使う", "買う", "分かる", "書く", "聞く", "待つ", "行う", "伺う"})
_ABOUT_ANYTHING = frozenset({"対応", "態度", "説明", "時間", "返事", "連絡", "質", "種類", "数", "声", "待ち時間"})


def central(members: Sequence[ThemeUnit], rows: Vector, centroid: Vector) -> list[ThemeUnit]:
    """The members nearest to the centroid; `rows` run parallel to them. Equally near ones in their own order."""
    nearness = np.round((rows @ centroid).astype(np.float64), 5)
    return [members[place] for place in np.argsort(-nearness, kind="stable")[:CENTRAL].tolist()]


def main_points(
    centres: Sequence[Sequence[ThemeUnit]], sides: Sequence[int], phrased: Sequence[bool]
) -> list[Point | None]:
    """For each theme its main point, or None, of what its central members say on the side that the theme takes.

    `phrased`: whether its touchpoint and pain point or praise have a written phrase.
    """
    counts = [
        Counter(point for unit in centre if unit.polarity * side >= 0 for point in _judged(unit))
        for centre, side in zip(centres, sides, strict=True)
    ]
    everywhere: Counter[Point] = Counter()
    for own in counts:
        everywhere.update(own)
    shares = [_SHARE_OF_PHRASED if written else _SHARE for written in phrased]
    enough = [max(_FEWEST, share * len(centre)) for share, centre in zip(shares, centres, strict=True)]
    return [_main(own, everywhere, least) for own, least in zip(counts, enough, strict=True)]


def is_about_anything(point: Point) -> bool:
    """対応が悪い: of what, the touchpoint has to say."""
    return point.noun in _ABOUT_ANYTHING


def _main(own: Counter[Point], everywhere: Counter[Point], enough: float) -> Point | None:
    fitting = [point for point, count in own.items() if count >= enough and count >= _OWN * everywhere[point]]
    return min(fitting, key=lambda point: (-own[point], point), default=None)


def _judged(unit: ThemeUnit) -> set[Point]:
    return {point for point in made(unit.text) if _judges(point)} if unit.language == "ja" else set()


def _judges(point: Point) -> bool:
    """What is done (メールを送る) is told, not judged; what cannot be done, or befalls one, is."""
    if point.changed:
        return True
    return point.particle == "が" and point.predicate not in _TOLD
