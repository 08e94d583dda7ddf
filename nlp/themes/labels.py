"""A label says the point: what its units agree on, or else the words and the voice that set it apart.

Labels are distinct within a run: siblings that would share one are told apart by a keyword of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.morphemes import words as morphology
from nlp.themes import phrases
from nlp.themes.phrases import LOCALES, Names, Wording
from nlp.themes.values import ThemeUnit

_AGREEING = 0.4  # share of the members that must carry the touchpoint for the label to claim it
_AGREEING_PAIN = 0.35  # share of the unhappy members that must carry the pain point
_SMALL_CIRCLE = 0.05
_HELD_TOGETHER = 0.5  # share of the members that must agree on touchpoint and point
_WORDS_IN_BRACKETS = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """What the members of a theme have in common; `sides` are (negative, neutral, positive) counts.

    `agreed`: most members name the same touchpoint and the same trouble, or praise it. Such a theme is held together
    by what was read, not only by where vectors happen to lie. `share` (0..1) is of all units.
    """

    touchpoint: str | None
    pain_point: str | None
    sides: tuple[int, int, int]
    agreed: bool = False
    share: float = 0.0

    @property
    def polarity(self) -> int:
        """The side the label takes: clearly the larger one, and not a handful among people who only tell."""
        negative, neutral, positive = self.sides
        if max(negative, positive) * 4 < negative + neutral + positive:
            return 0
        if negative > positive * 1.5:
            return -1
        return 1 if positive > negative * 1.5 else 0


def profile(members: Sequence[ThemeUnit], of_all: int = 0) -> Profile:
    sides = (
        sum(unit.polarity < 0 for unit in members),
        sum(unit.polarity == 0 for unit in members),
        sum(unit.polarity > 0 for unit in members),
    )
    touchpoint = _dominant([unit.touchpoint for unit in members], _AGREEING)
    there = [unit for unit in members if unit.touchpoint == touchpoint and unit.polarity <= 0]
    pain_point = _dominant([unit.pain_point for unit in there], _AGREEING_PAIN)
    same = sum(
        unit.touchpoint == touchpoint and (unit.polarity > 0 if pain_point is None else unit.pain_point == pain_point)
        for unit in members
    )
    agreed = touchpoint is not None and same >= _HELD_TOGETHER * len(members)
    return Profile(touchpoint, pain_point, sides, agreed, len(members) / of_all if of_all else 0.0)


@dataclass(frozen=True, slots=True)
class Voice:
    """A theme's own words: keywords by language, and short points that several Japanese texts make, best first."""

    keywords: Mapping[str, Sequence[str]]
    said: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A label by locale; `vague` when it has words but no point: such a theme is not ready to be shown."""

    texts: Mapping[str, str]
    vague: bool


def label_all(profiles: Sequence[Profile], voices: Sequence[Voice], wording: Wording) -> list[Label]:
    """One label a theme, by locale, all different within each locale."""
    points = [phrases.point(p.touchpoint, p.pain_point, p.polarity, wording) for p in profiles]
    # A touchpoint and a mood alone do not say the point: the theme's own words have to.
    thin = [p.polarity <= 0 and (p.pain_point is None or p.touchpoint is None) for p in profiles]
    texts = {locale: _told_apart(points, thin, voices, locale) for locale in LOCALES}
    return [
        Label(
            {locale: texts[locale][index] for locale in LOCALES},
            vague=points[index] is None or _is_vague(profiles[index], voice),
        )
        for index, voice in enumerate(voices)
    ]


def _is_vague(profile: Profile, voice: Voice) -> bool:
    """A touchpoint without a trouble: fine for a small circle of complaints, a grab-bag when large or sideless."""
    if profile.pain_point is not None or profile.polarity > 0 or voice.said:
        return False
    return profile.polarity == 0 or profile.share > _SMALL_CIRCLE


def _told_apart(
    points: Sequence[Names | None], thin: Sequence[bool], voices: Sequence[Voice], locale: str
) -> list[str]:
    plain = [
        point[locale] if point else _from_words(voice, locale) for point, voice in zip(points, voices, strict=True)
    ]
    shared = Counter(plain)
    taken: set[str] = set()
    told: list[str] = []
    for text, point, needs_words, voice in zip(plain, points, thin, voices, strict=True):
        own = _qualifiers(voice, locale)
        if own and point is not None and (shared[text] > 1 or needs_words):
            text = _with_words(text, own[0], locale)
        told.append(_free(text, own[1:], taken, locale))
        taken.add(told[-1])
    return told


def _free(text: str, more: Sequence[str], taken: set[str], locale: str) -> str:
    for words in more:
        if text not in taken:
            return text
        text = _with_words(text, words, locale)
    number, free = 2, text
    while free in taken:
        free, number = f"{text} {number}", number + 1
    return free


def _with_words(text: str, words: str, locale: str) -> str:
    return f"{text}（{words}）" if locale == "ja" else f"{text} ({words})"


def _from_words(voice: Voice, locale: str) -> str:
    return next(iter(_qualifiers(voice, locale)), "その他の声" if locale == "ja" else "Other voices")


def _qualifiers(voice: Voice, locale: str) -> list[str]:
    """What may stand in brackets, best first: a point as people make it, else the theme's nouns, two at a time."""
    said = list(voice.said[:2]) if locale == "ja" or not voice.keywords.get(locale) else []
    language = locale if voice.keywords.get(locale) else _fullest(voice.keywords)
    words = voice.keywords.get(language, ())
    if language == "ja":
        words = [word for word in words if _is_noun(word)]
    joint = "・" if locale == "ja" else ", "
    pairs = [joint.join(words[at : at + _WORDS_IN_BRACKETS]) for at in range(0, len(words), _WORDS_IN_BRACKETS)]
    return said + pairs


def _fullest(keywords: Mapping[str, Sequence[str]]) -> str:
    return max(keywords, key=lambda language: (len(keywords[language]), language), default="")


def _is_noun(word: str) -> bool:
    """A bare verb or adjective in brackets says nothing, and a glued negation is no word at all."""
    return (
        "_" not in word
        and len(word) > 1
        and all(part.kind.startswith(("名詞", "接尾辞", "接頭辞")) for part in morphology(word))
    )


def _dominant(codes: Sequence[str | None], least: float) -> str | None:
    counts = Counter(code for code in codes if code is not None)
    if not counts:
        return None
    code, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= least * len(codes) else None
