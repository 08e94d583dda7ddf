"""Reads a score as people export it: "9", "４点", "10 - とても薦めたい", "★★★★☆", 「やや満足」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from workers.degrees import degree_of, value_of
from workers.mapping import Role

_LEADING = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:点|/|つ星|stars?\b|[-:：.)）、]|$)", re.IGNORECASE)
_BEFORE_WORDS = re.compile(r"(\d{1,3})\s*(\D.*)")
_STARS = re.compile(r"([★⭐]+)[☆★⭐]*")
_STAR_COUNT = re.compile(r"星\s*(?:(\d)|([一二三四五]))\s*(?:つ|個)?")
_STEPS = re.compile(r"(\d+)\s*(?:段階|点満点)|/\s*(5|7|10|100)\b")

# 「（0～10）」, 「（5：満足 ～ 1：不満）」. In brackets an end may carry words and any dash will do; outside, "Q1-5"
# and 「1～3月」 look like scales too.
_END = r"(\d{1,3})(?!\.?\d)\s*点?"
_FIRST = rf"(?<![\d.+−-]){_END}"
_LABEL = r"[^\d()\[\]【】]{0,24}?"
_NO_COUNT = r"(?!\s*[月年日回人名歳代円週時分秒件泊度位店%])"
_SAID = r"(?=\s*(?:$|[)\]】」、,。?]|で|点|段階|の?\s*\d+段階|の(?:数|段階|間|中|評価)))"
_RANGES = (
    re.compile(rf"[(\[【]{_LABEL}{_FIRST}{_LABEL}(?:[-~〜‐‑–—―−ー]|から|\bto\b){_LABEL}{_END}{_NO_COUNT}"),
    re.compile(rf"(?<![A-Za-z問第]){_FIRST}\s*(?:[~〜]|から)\s*{_END}{_SAID}"),
)
# From here on a heading is believed: what most cells say.
_MOST, _NEARLY_ALL = 0.5, 0.8


def figure(text: str) -> float | None:
    """A score in figures or stars."""
    # An apostrophe in front is how a spreadsheet is told that a figure is text.
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("'’")
    if found := _LEADING.match(plain):
        return float(found[1])
    if counted := _STAR_COUNT.fullmatch(plain):
        return float(counted[1] or " 一二三四五".index(counted[2]))
    if (said := _BEFORE_WORDS.fullmatch(plain)) and degree_of(said[2]) is not None:
        return float(said[1])
    stars = _STARS.fullmatch(plain)
    return float(len(stars[1])) if stars else None


def parse_score(text: str, ends: Collection[int] = (), falling: tuple[float, float] | None = None) -> float | None:
    """`ends`: the bare words that are the ends of their column's scale; `falling`: a scale whose lowest is the best.

    Words need no turning, and a figure beyond the scale is given back as it is, to be refused.
    """
    if (number := figure(text)) is not None:
        return sum(falling) - number if falling and falling[0] <= number <= falling[1] else number
    degree = degree_of(text)
    return None if degree is None else value_of(degree, ends)


def stated_scale(heading: str) -> tuple[float | None, float] | None:
    """Lowest and highest score as the heading says; the lowest is None where it says only how many steps there are."""
    plain = unicodedata.normalize("NFKC", heading)
    for pattern in _RANGES:
        for found in pattern.finditer(plain):
            low, high = sorted(map(float, found.groups()))
            if low in (0, 1) and high > low:
                return low, high
    if steps := _STEPS.search(plain):
        highest = float(next(filter(None, steps.groups())))
        return (0.0, 10.0) if highest == 11 else (None, highest)
    return None


def scale_of(role: Role, heading: str, values: list[float]) -> tuple[float, float] | None:
    """The scale that the heading states or that holds the values seen; None when most fit no usual scale.

    Few values beyond a scale are mistakes in their rows, which are named when they are read.
    """
    if not values:
        return None
    stated = stated_scale(heading)
    if stated and role is not Role.NPS:
        # What the question says holds; a 9 on a scale of 5 is no longer scale.
        lowest, highest = stated
        inside = sum(0 <= value <= highest for value in values)
        least = (0.0 if 0.0 in values else 1.0) if lowest is None else lowest
        return (least, highest) if inside > _MOST * len(values) else None
    if role is Role.NPS:
        fits = sum(0 <= value <= 10 and value == int(value) for value in values)
        return (0.0, 10.0) if fits > _MOST * len(values) else None
    steps = (7.0,) if role is Role.CES else (5.0, 7.0, 10.0, 100.0)
    usual = _without_slips(values, 7.0 if role is Role.CES else 10.0)
    low = 0.0 if min(usual) < 1 else 1.0
    fitting = [step for step in steps if max(usual) <= step]
    return (low, fitting[0]) if fitting and min(usual) >= 0 else None


def _without_slips(values: list[float], highest: float) -> list[float]:
    """One 11 among fives makes no scale of a hundred; an 8 may make one of ten, so it is not looked past."""
    usual = [value for value in values if 0 <= value <= highest]
    return usual if len(usual) >= _NEARLY_ALL * len(values) else values
