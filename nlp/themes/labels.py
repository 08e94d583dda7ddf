"""A label says the point: what its units agree on, or else the words and the voice that set it apart.

Labels are distinct within a run: siblings that would share one are told apart by a keyword of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.themes import phrases
from nlp.themes.phrases import LOCALES, Names
from nlp.themes.values import ThemeUnit

_AGREEING = 0.4  # share of the members that must carry the touchpoint for the label to claim it
_AGREEING_PAIN = 0.35  # share of the unhappy members that must carry the pain point
_LABEL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """What the members of a theme have in common; `sides` are (negative, neutral, positive) counts."""

    touchpoint: str | None
    pain_point: str | None
    sides: tuple[int, int, int]

    @property
    def polarity(self) -> int:
        """The side the label takes: clearly the larger one, and not a handful among people who only tell."""
        negative, neutral, positive = self.sides
        if max(negative, positive) * 4 < negative + neutral + positive:
            return 0
        if negative > positive * 1.5:
            return -1
        return 1 if positive > negative * 1.5 else 0


def profile(members: Sequence[ThemeUnit]) -> Profile:
    sides = (
        sum(unit.polarity < 0 for unit in members),
        sum(unit.polarity == 0 for unit in members),
        sum(unit.polarity > 0 for unit in members),
    )
    touchpoint = _dominant([unit.touchpoint for unit in members], _AGREEING)
    there = [unit for unit in members if unit.touchpoint == touchpoint and unit.polarity <= 0]
    return Profile(touchpoint, _dominant([unit.pain_point for unit in there], _AGREEING_PAIN), sides)


def label_all(
    profiles: Sequence[Profile], keywords: Sequence[Mapping[str, Sequence[str]]], names: Mapping[str, Names]
) -> list[dict[str, str]]:
    """One label a theme, by locale, all different within each locale."""
    points = [phrases.point(p.touchpoint, p.pain_point, p.polarity, names) for p in profiles]
    # A touchpoint and a mood alone do not say the point: the words have to.
    vagueness = [p.polarity <= 0 and (p.pain_point is None or p.touchpoint is None) for p in profiles]
    labels: list[dict[str, str]] = [{} for _ in profiles]
    for locale in LOCALES:
        plain = [
            point[locale] if point else _from_words(words, locale)
            for point, words in zip(points, keywords, strict=True)
        ]
        for index, text in enumerate(_told_apart(plain, points, vagueness, keywords, locale)):
            labels[index][locale] = text
    return labels


def _told_apart(
    plain: Sequence[str],
    points: Sequence[Names | None],
    vagueness: Sequence[bool],
    keywords: Sequence[Mapping[str, Sequence[str]]],
    locale: str,
) -> list[str]:
    shared = Counter(plain)
    taken: set[str] = set()
    told: list[str] = []
    for text, point, vague, words in zip(plain, points, vagueness, keywords, strict=True):
        own = _words(words, locale)
        if own and (shared[text] > 1 or vague) and point is not None:
            text = _with_words(text, own[:2], locale)
        told.append(_free(text, own, taken, locale))
        taken.add(told[-1])
    return told


def _free(text: str, own: Sequence[str], taken: set[str], locale: str) -> str:
    for more in own[2:]:
        if text not in taken:
            return text
        text = _with_words(text, [more], locale)
    number, free = 2, text
    while free in taken:
        free, number = f"{text} {number}", number + 1
    return free


def _with_words(text: str, words: Sequence[str], locale: str) -> str:
    return f"{text}（{'・'.join(words)}）" if locale == "ja" else f"{text} ({', '.join(words)})"


def _from_words(words: Mapping[str, Sequence[str]], locale: str) -> str:
    chosen = _words(words, locale)[:_LABEL_WORDS]
    if not chosen:
        return "その他の声" if locale == "ja" else "Other voices"
    return "・".join(chosen) if locale == "ja" else ", ".join(chosen)


def _words(words: Mapping[str, Sequence[str]], locale: str) -> list[str]:
    """The theme's words in the reader's language, else in the language that has most of them."""
    if words.get(locale):
        return [word.replace("_", "") if locale == "ja" else word.replace("_", " ") for word in words[locale]]
    fullest = max(words.items(), key=lambda item: (len(item[1]), item[0]), default=("", ()))
    return [word.replace("_", "") for word in fullest[1]]


def _dominant(codes: Sequence[str | None], least: float) -> str | None:
    counts = Counter(code for code in codes if code is not None)
    if not counts:
        return None
    code, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= least * len(codes) else None
