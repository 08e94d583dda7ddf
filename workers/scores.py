"""Reads a score as people export it: "9", "４点", "10 - とても薦めたい", "★★★★☆", 「やや満足」."""

from __future__ import annotations

import re
import unicodedata

from workers.mapping import Role
from workers.words import folded

_LEADING = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:点|/|つ星|stars?\b|[-:：.)）、]|$)", re.IGNORECASE)
_STARS = re.compile(r"(★+)[☆★]*")
_STEPS = re.compile(r"(\d+)\s*段階|[(（\[]\s*[01]\s*[-~〜～]\s*(\d+)|/\s*(5|7|10|100)\b")

# Five-step answers in words; the same words carry the satisfaction question in nearly every Japanese survey.
_WORDS = {
    5: ("とても満足", "大変満足", "非常に満足", "大満足", "たいへん満足", "very satisfied", "extremely satisfied"),
    4: ("満足", "やや満足", "まあ満足", "まあまあ満足", "satisfied", "somewhat satisfied"),
    3: ("普通", "ふつう", "どちらでもない", "どちらともいえない", "neutral", "neither satisfied nor dissatisfied"),
    2: ("不満", "やや不満", "あまり満足していない", "dissatisfied", "somewhat dissatisfied"),
    1: (
        "とても不満",
        "大変不満",
        "非常に不満",
        "まったく満足していない",
        "very dissatisfied",
        "extremely dissatisfied",
    ),
}
_LIKERT = {folded(word): float(value) for value, words in _WORDS.items() for word in words}


def parse_score(text: str) -> float | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _LEADING.match(plain):
        return float(found[1])
    if stars := _STARS.fullmatch(plain):
        return float(len(stars[1]))
    return _LIKERT.get(folded(plain))


def scale_of(role: Role, heading: str, values: list[float]) -> tuple[float, float] | None:
    """The scale that the heading states or that holds all values seen; None when they fit no usual scale."""
    if not values:
        return None
    stated = _STEPS.search(unicodedata.normalize("NFKC", heading))
    if stated and role is not Role.NPS:
        # What the question says holds; a 9 on a scale of 5 is a mistake in its row, not a longer scale.
        highest = float(next(filter(None, stated.groups())))
        inside = sum(0 <= value <= highest for value in values)
        return (0.0 if 0.0 in values else 1.0, highest) if inside >= 0.9 * len(values) else None
    if role is Role.NPS:
        fits = sum(0 <= value <= 10 and value == int(value) for value in values)
        return (0.0, 10.0) if fits >= 0.9 * len(values) else None
    low = 0.0 if min(values) < 1 else 1.0
    steps = (7.0,) if role is Role.CES else (5.0, 7.0, 10.0, 100.0)
    fitting = [step for step in steps if max(values) <= step]
    return (low, fitting[0]) if fitting and min(values) >= 0 else None
