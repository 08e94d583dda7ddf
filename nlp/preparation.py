"""The one road from a text as received to what is encoded and classified; training takes it too."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from nlp.boilerplate import blanked, boilerplate
from nlp.language import identify
from nlp.normalise import LONGEST, Normalised, Span, normalise, squeeze
from nlp.units import split
from nlp.values import LanguageGuess, Text

_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # of Hangul and Braille


class NotReadable(ValueError):
    """A text no reading can be made of; the message says what was wanted."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """`spans` are the units in `normalised.text`; `units` and `text` are their classifying forms (squeezed)."""

    normalised: Normalised
    language: LanguageGuess
    boilerplate: tuple[Span, ...]
    spans: tuple[Span, ...]
    units: tuple[str, ...]
    text: str
    question: str | None


def prepare(text: Text) -> Prepared:
    """The text made ready, or NotReadable with the reason."""
    _check(text.text)
    normalised = normalise(text.text)
    written = normalised.text
    if not _can_be_seen(written):
        raise NotReadable("text holds no visible character; wanted at least one")
    question = normalise(text.question).text.strip() if text.question else ""
    prior = identify(question).code if question else None
    guess = identify(text.text, text.language, prior=prior)
    excluded = boilerplate(written)
    spans = split(normalised, guess.code, excluded)
    if not spans:
        raise NotReadable("text holds no visible character; wanted at least one")
    units = tuple(squeeze(written[start:end]) for start, end in spans)
    whole = squeeze(_whole(written, excluded))
    return Prepared(normalised, guess, tuple(excluded), tuple(spans), units, whole, question or None)


def _can_be_seen(text: str) -> bool:
    """Joiners, marks without a letter and fillers print nothing, though Python does not call them space."""
    return any(c not in _FILLERS and unicodedata.category(c)[0] not in "CZM" for c in text)


def _whole(written: str, excluded: list[Span]) -> str:
    kept = blanked(written, excluded) if excluded else written
    return kept.strip() or written.strip()


def _check(text: object) -> None:
    if not isinstance(text, str):
        raise NotReadable(f"text is {type(text).__name__}; wanted a string")
    if len(text) > LONGEST:
        raise NotReadable(f"text is {len(text):,} characters long; wanted at most {LONGEST:,}")
    if not text or text.isspace():
        raise NotReadable("text is empty; wanted at least one visible character")
