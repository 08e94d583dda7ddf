"""The text of each label: the point plainly, and what stands in brackets where that is needed to tell themes apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.morphemes import words as morphology
from nlp.themes import phrases
from nlp.themes.main_points import is_about_anything
from nlp.themes.phrases import Names, Wording

if TYPE_CHECKING:
    from nlp.themes.labels import Profile, Voice

_OTHERS = {"ja": "その他の声", "en": "Other voices"}
_JOINTS = {"ja": "・", "zh": "、"}
_WORDS_IN_BRACKETS = 2
_WORDS_OF_A_NAME = 3
_MOST_SAID = 2


@dataclass(frozen=True, slots=True)
class Face:
    """What a theme may be called by; `point` is the written phrase of its touchpoint, pain point and side, if any."""

    profile: Profile
    voice: Voice
    point: Names | None
    wording: Wording
    is_feedback: bool

    @property
    def is_thin(self) -> bool:
        """A touchpoint and a mood alone do not say the point: the theme's own words help."""
        return self.profile.polarity <= 0 and (self.profile.pain_point is None or self.profile.touchpoint is None)

    def plain(self, locale: str) -> str:
        """A point that its members make, else the written phrase, else where it is said or its words."""
        if locale == "ja" and self.voice.main is not None:
            return self._main()
        if self.point is not None:
            return self.point[locale]
        if locale == "ja" and self.voice.said:
            return self.voice.said[0]
        placed, worded = self._placed(locale), self._worded(locale)
        first, second = (placed, worded) if self.is_feedback else (worded, placed)
        return first or second or _OTHERS[locale]

    def beside(self, locale: str, *, shared: bool) -> list[str]:
        """What may stand in brackets, best first.

        Japanese nouns only tell apart, or say of what where no touchpoint does: a list of words says no point.
        """
        if not shared and (not self.is_thin or self.point is None or (locale == "ja" and self.voice.main)):
            return []
        nouns = self._in_twos(locale)
        if locale != "ja":
            return [*nouns, *self._second(locale)] if shared else nouns
        said = [*self.voice.said[:_MOST_SAID]]
        if shared:
            return [*said, *self._second(locale), *nouns]
        return said or (nouns if self.profile.touchpoint is None else [])

    def _main(self) -> str:
        point, place = self.voice.main, self.profile.touchpoint
        assert point is not None
        if place is None or not is_about_anything(point):
            return point.text
        return phrases.together(place, point.text, "ja", self.wording)

    def _placed(self, locale: str) -> str | None:
        """Plainly by the touchpoint most of it is at, and the side."""
        place, side = self.profile.place, self.profile.polarity
        named = phrases.point(place, None, side, self.wording) if place else None
        return named[locale] if named else None

    def _worded(self, locale: str) -> str | None:
        """In words of this language; failing that of another, yet no Japanese ones in an English label."""
        spoken = {code: own for code, own in self.voice.keywords.items() if locale == "ja" or code != "ja"}
        language = locale if spoken.get(locale) else _fullest(spoken)
        own = _words(spoken, language)[:_WORDS_IN_BRACKETS]
        return _JOINTS.get(locale, ", ").join(own) or None

    def _second(self, locale: str) -> Iterator[str]:
        """Where else it is said and what else hurts, from the second rank on."""
        profile = self.profile
        for place in profile.places:
            if place not in (profile.touchpoint, profile.place):
                subject = phrases.subject_of(place, self.wording)
                yield subject.get(locale, subject["en"])
        for pain in profile.pains if profile.polarity <= 0 else ():
            alone = phrases.point(None, pain, -1, self.wording) if pain != profile.pain_point else None
            if alone is not None:
                yield alone[locale] if locale == "ja" else alone[locale][:1].lower() + alone[locale][1:]

    def _in_twos(self, language: str) -> list[str]:
        own, joint = _words(self.voice.keywords, language), _JOINTS.get(language, ", ")
        return [joint.join(own[at : at + _WORDS_IN_BRACKETS]) for at in range(0, len(own), _WORDS_IN_BRACKETS)]


def told_apart(faces: Sequence[Face], locale: str) -> list[str]:
    """One text a theme, no two the same."""
    plain = [face.plain(locale) for face in faces]
    shared = Counter(plain)
    taken: set[str] = set()
    told: list[str] = []
    for text, face in zip(plain, faces, strict=True):
        beside = face.beside(locale, shared=shared[text] > 1)
        if beside:
            text = _with_words(text, beside[0], locale)
        told.append(_free(text, beside[1:], taken, locale))
        taken.add(told[-1])
    return told


def named_in_words(faces: Sequence[Face]) -> list[dict[str, str]]:
    """The names in languages beside ours, made of the theme's words in each: touchpoints have no name there."""
    taken: set[str] = set()
    named: list[dict[str, str]] = []
    for face in faces:
        names: dict[str, str] = {}
        for language in face.profile.languages:
            own, joint = _words(face.voice.keywords, language), _JOINTS.get(language, ", ")
            if own:
                text = _free(joint.join(own[:_WORDS_OF_A_NAME]), own[_WORDS_OF_A_NAME:], taken, language)
                names[language] = text
                taken.add(text)
        named.append(names)
    return named


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
    return f"{text}（{words}）" if locale in ("ja", "zh") else f"{text} ({words})"


def _words(keywords: Mapping[str, Sequence[str]], language: str) -> list[str]:
    own = keywords.get(language, ())
    return [word for word in own if language != "ja" or _is_noun(word)]


def _fullest(keywords: Mapping[str, Sequence[str]]) -> str:
    return max(keywords, key=lambda language: (len(keywords[language]), language), default="")


def _is_noun(word: str) -> bool:
    """A bare verb or adjective in brackets says nothing, and a glued negation is no word at all."""
    return (
        "_" not in word
        and len(word) > 1
        and all(part.kind.startswith(("名詞", "接尾辞", "接頭辞")) for part in morphology(word))
    )
