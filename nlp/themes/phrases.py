"""The sentences a label is made of, by touchpoint, pain point and side, in Japanese and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypedDict

import yaml

Names = Mapping[str, str]
LOCALES = ("ja", "en")


class _Phrases(TypedDict):
    subjects: Mapping[str, Names]
    pain_points: Mapping[str, Names]
    pains_alone: Mapping[str, Names]
    sides: Mapping[str, Names]
    praise: Mapping[str, Names]
    complaints: Mapping[str, Names]


def point(touchpoint: str | None, pain_point: str | None, polarity: int, names: Mapping[str, Names]) -> Names | None:
    """What a theme says, or None when neither code says enough. `names`: a company's names for its own codes."""
    phrases = _phrases()
    if touchpoint is None:
        return phrases["pains_alone"].get(pain_point or "") if polarity <= 0 else None
    listed = phrases["complaints"].get(f"{touchpoint}.{pain_point}")
    if polarity <= 0 and pain_point is not None and listed is not None:
        return listed
    subject = subject_of(touchpoint, names)
    if polarity <= 0 and pain_point in phrases["pain_points"]:
        return _filled(phrases["pain_points"][str(pain_point)], subject)
    if polarity > 0:
        return phrases["praise"].get(touchpoint) or _filled(phrases["sides"]["praise"], subject)
    return _filled(phrases["sides"]["complaint" if polarity < 0 else "neutral"], subject)


def subject_of(touchpoint: str, names: Mapping[str, Names]) -> Names:
    """A company's own name for the touchpoint, else ours, else the bare code."""
    return names.get(touchpoint) or _phrases()["subjects"].get(touchpoint) or dict.fromkeys(LOCALES, touchpoint)


def _filled(template: Names, subject: Names) -> Names:
    return {locale: template[locale].format(s=subject.get(locale, subject["en"])) for locale in LOCALES}


@cache
def _phrases() -> _Phrases:
    loaded: _Phrases = yaml.safe_load((Path(__file__).parent / "label_phrases.yaml").read_text(encoding="utf-8"))
    return loaded
