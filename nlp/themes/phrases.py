"""The sentences a label is made of, by touchpoint, pain point and side, in Japanese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypedDict

import yaml

from nlp.taxonomy import Name, Taxonomy

Names = Mapping[str, str]
# The languages that touchpoints, pain points and sides have names in. Labels in others are made of words alone.
LOCALES = ("ja", "en")


class _Phrases(TypedDict):
    subjects: Mapping[str, Names]
    pain_points: Mapping[str, Names]
    pains_alone: Mapping[str, Names]
    sides: Mapping[str, Names]
    praise: Mapping[str, Names]
    complaints: Mapping[str, Names]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a company calls its touchpoints and pain points, by code; what it does not name is called as we do."""

    touchpoints: Mapping[str, Names] = field(default_factory=dict)
    pain_points: Mapping[str, Names] = field(default_factory=dict)

    @staticmethod
    def own(taxonomy: Taxonomy) -> Wording:
        """Only what this taxonomy calls otherwise than the default."""
        default = Taxonomy.default()
        return Wording(
            _differing(taxonomy.touchpoints, default.touchpoints), _differing(taxonomy.pain_points, default.pain_points)
        )


def point(touchpoint: str | None, pain_point: str | None, polarity: int, wording: Wording) -> Names | None:
    """What a theme says, or None when neither code says enough."""
    pain = pain_point if polarity <= 0 else None
    said = {locale: _said(touchpoint, pain, polarity, wording, locale) for locale in LOCALES}
    found = {locale: words for locale, words in said.items() if words is not None}
    return found if len(found) == len(LOCALES) else None


def subject_of(touchpoint: str, wording: Wording) -> Names:
    """A company's own name for the touchpoint, else ours, else the bare code."""
    own = wording.touchpoints.get(touchpoint)
    return own or _phrases()["subjects"].get(touchpoint) or dict.fromkeys(LOCALES, touchpoint)


def together(touchpoint: str, words: str, locale: str, wording: Wording) -> str:
    """Words that need their touchpoint to be understood: 問い合わせ窓口：対応が悪い."""
    subject = subject_of(touchpoint, wording)
    return _phrases()["sides"]["own_pain"][locale].format(s=subject.get(locale, subject["en"]), p=words)


def _said(touchpoint: str | None, pain: str | None, polarity: int, wording: Wording, locale: str) -> str | None:
    """Our own phrase where the company speaks as we do, else one put together from its names."""
    phrases, own_pain = _phrases(), _own_pain(pain, wording, locale)
    if touchpoint is None:
        return own_pain or phrases["pains_alone"].get(pain or "", {}).get(locale)
    subject = subject_of(touchpoint, wording)
    named = subject.get(locale, subject["en"])
    if own_pain is not None:
        return phrases["sides"]["own_pain"][locale].format(s=named, p=own_pain)
    ours = {} if _is_renamed(touchpoint, named, locale) else _ours(touchpoint, pain, polarity)
    return ours.get(locale) or _template(pain, polarity)[locale].format(s=named)


def _ours(touchpoint: str, pain: str | None, polarity: int) -> Names:
    """The phrase that is made for just this; it calls the touchpoint by our name."""
    phrases = _phrases()
    if polarity > 0:
        return phrases["praise"].get(touchpoint, {})
    return phrases["complaints"].get(f"{touchpoint}.{pain}", {})


def _template(pain: str | None, polarity: int) -> Names:
    phrases = _phrases()
    if pain in phrases["pain_points"]:
        return phrases["pain_points"][str(pain)]
    return phrases["sides"]["praise" if polarity > 0 else "complaint" if polarity < 0 else "neutral"]


def _own_pain(pain: str | None, wording: Wording, locale: str) -> str | None:
    """The company's name of a pain point that we call otherwise or do not know."""
    named = wording.pain_points.get(pain or "", {}).get(locale)
    default = Taxonomy.default().pain_points.get(pain or "")
    return None if default is not None and named == default.in_language(locale) else named


def _is_renamed(touchpoint: str, named: str, locale: str) -> bool:
    """Whether our phrases, which say our short name or the default one, would not be understood of it."""
    default, subject = Taxonomy.default().touchpoints.get(touchpoint), _phrases()["subjects"].get(touchpoint, {})
    return named not in (subject.get(locale), default and default.in_language(locale))


def _differing(names: Mapping[str, Name], default: Mapping[str, Name]) -> dict[str, Names]:
    def both(name: Name | None) -> Names:
        return {"ja": name.ja, "en": name.en} if name else {}

    return {code: both(name) for code, name in names.items() if both(name) != both(default.get(code))}


@cache
def _phrases() -> _Phrases:
    loaded: _Phrases = yaml.safe_load((Path(__file__).parent / "label_phrases.yaml").read_text(encoding="utf-8"))
    return loaded
