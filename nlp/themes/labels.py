"""A label says the point: one that enough members make, else what its units agree on, else the words that set it apart.

Labels are distinct within a run: siblings that would share one are told apart by a point, a second touchpoint, a
keyword of their own. Each stands in Japanese and English, and in every other language that is spoken in at least 30 %
of the theme, of words of that language alone. The theme decides, not the store: whoever reads a label of German
comments reads German, though the store has few of them; and 30 units of a large theme are no voice of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.themes import phrases
from nlp.themes.faces import Face, named_in_words, told_apart
from nlp.themes.phrases import LOCALES, Wording
from nlp.themes.points import Point
from nlp.themes.values import ThemeUnit

_AGREEING = 0.4  # share of the members that must carry the touchpoint for the label to claim it
_AGREEING_PAIN = 0.35  # share of the unhappy members that must carry the pain point
_SMALL_CIRCLE = 0.05
_HELD_TOGETHER = 0.5  # share of the members that must agree on touchpoint and point
_SPOKEN = 0.3  # share of the members from which a theme has a name in their language
# Share of the members that must carry a code: a touchpoint to name a theme that agrees on none, any to tell two apart.
_NAMING, _NOTICED = 0.2, 0.1


@dataclass(frozen=True, slots=True)
class Profile:
    """What the members of a theme have in common; `sides` are (negative, neutral, positive) counts.

    `agreed`: most members name the same touchpoint and the same trouble, or praise it. Such a theme is held together
    by what was read, not only by where vectors happen to lie. `share` (0..1) is of all units. `place` is where a
    theme without a touchpoint of its own is said most. `places` and `pains` are the codes that some carry, most
    frequent first; `languages` those spoken in it beside ours.
    """

    touchpoint: str | None
    pain_point: str | None
    sides: tuple[int, int, int]
    agreed: bool = False
    share: float = 0.0
    place: str | None = None
    places: tuple[str, ...] = ()
    pains: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def is_phrased(self) -> bool:
        """Whether a written phrase says all of it: where, and what hurts there or that it pleases."""
        return self.touchpoint is not None and (self.pain_point is not None or self.polarity > 0)

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
    return Profile(
        touchpoint,
        pain_point,
        sides,
        agreed,
        len(members) / of_all if of_all else 0.0,
        touchpoint or _dominant([unit.touchpoint for unit in members], _NAMING),
        _frequent([unit.touchpoint for unit in members], _NOTICED),
        _frequent([unit.pain_point for unit in members], _NOTICED),
        tuple(one for one in _frequent([unit.language for unit in members], _SPOKEN) if one not in LOCALES),
    )


@dataclass(frozen=True, slots=True)
class Voice:
    """A theme's own words: keywords by language, and short points that several Japanese texts make, best first.

    `main` is the point that enough of its central members make (see main_points.py).
    """

    keywords: Mapping[str, Sequence[str]]
    said: Sequence[str] = ()
    main: Point | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A label by locale; `vague` when it has words but no point: such a theme is not ready to be shown."""

    texts: Mapping[str, str]
    vague: bool


def label_all(
    profiles: Sequence[Profile], voices: Sequence[Voice], wording: Wording, *, is_feedback: bool = True
) -> list[Label]:
    """One label a theme, by locale, all different within each locale. Outside of feedback words come before places."""
    points = [phrases.point(p.touchpoint, p.pain_point, p.polarity, wording) for p in profiles]
    faces = [Face(*each, wording, is_feedback) for each in zip(profiles, voices, points, strict=True)]
    texts = {locale: told_apart(faces, locale) for locale in LOCALES}
    others = named_in_words(faces)
    return [
        Label(
            {**{locale: texts[locale][index] for locale in LOCALES}, **others[index]},
            vague=face.point is None or _is_vague(face.profile, face.voice),
        )
        for index, face in enumerate(faces)
    ]


def _is_vague(profile: Profile, voice: Voice) -> bool:
    """A touchpoint without a trouble: fine for a small circle of complaints, a grab-bag when large or sideless."""
    if profile.pain_point is not None or profile.polarity > 0 or voice.said:
        return False
    return profile.polarity == 0 or profile.share > _SMALL_CIRCLE


def _dominant(codes: Sequence[str | None], least: float) -> str | None:
    counts = Counter(code for code in codes if code is not None)
    if not counts:
        return None
    code, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= least * len(codes) else None


def _frequent(codes: Sequence[str | None], least: float) -> tuple[str, ...]:
    """Codes that at least this share carries, most frequent first."""
    counts = Counter(code for code in codes if code is not None)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(code for code, count in ranked if count >= least * len(codes))
