"""Themes of a pile of texts that nobody stores: one text, one theme, nothing remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from nlp.themes.discovery import discover
from nlp.themes.phrases import Wording
from nlp.themes.values import Discovery, DiscoveryOptions, ThemeUnit, Vector
from nlp.themes.vectors import normalised
from nlp.values import Reading, Text, Unreadable

_TAKES_SIDES = 0.25
_AS_OURS = Wording()


class Reader(Protocol):
    """What reads texts; the analyser is one."""

    def analyse(self, texts: Sequence[Text]) -> list[Reading | Unreadable]: ...


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text under the caller's own id."""

    id: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TextTheme:
    """The theme of one text: `theme` is good within one answer only; None with the reason in `error` if unreadable."""

    id: str
    theme: str | None
    label: Mapping[str, str] | None
    similarity: float
    error: str | None = None


def theme_texts(
    texts: Sequence[NamedText], reader: Reader, *, seed: int = 0, wording: Wording = _AS_OURS
) -> tuple[list[TextTheme], Discovery | None]:
    """The theme of each text, in the order given, and the whole discovery (None when nothing could be read)."""
    readings = reader.analyse([Text(named.text, named.language) for named in texts])
    # The caller's ids may repeat; ours may not, and must not depend on the order of lines.
    keys = _unique_keys(texts)
    units = [
        unit_of(key, named.text, reading)
        for key, named, reading in zip(keys, texts, readings, strict=True)
        if isinstance(reading, Reading) and reading.units
    ]
    if not units:
        return [_unthemed(named, reading) for named, reading in zip(texts, readings, strict=True)], None
    found = discover(units, options=DiscoveryOptions(seed=seed), wording=wording)
    return [
        _answer(key, named, reading, found) for key, named, reading in zip(keys, texts, readings, strict=True)
    ], found


def unit_of(key: str, text: str, reading: Reading) -> ThemeUnit:
    """A whole text as one unit: its units' mean vector, and the touchpoint it speaks of most."""
    touchpoint, pain_point = _subject(reading)
    score = reading.sentiment.score
    return ThemeUnit(
        id=key,
        text=text,
        language=reading.language.code,
        vector=_mean_vector(reading),
        polarity=0 if abs(score) < _TAKES_SIDES else (1 if score > 0 else -1),
        touchpoint=touchpoint,
        pain_point=pain_point,
    )


def _mean_vector(reading: Reading) -> Vector:
    lengths = np.array([max(1, unit.end - unit.start) for unit in reading.units], dtype=np.float32)
    return normalised(lengths @ np.stack([unit.vector for unit in reading.units]))


def _subject(reading: Reading) -> tuple[str | None, str | None]:
    weights: dict[tuple[str, str | None], float] = defaultdict(float)
    for opinion in reading.opinions:
        if opinion.touchpoint is not None:
            weights[opinion.touchpoint, opinion.pain_point] += opinion.confidence
    if not weights:
        return None, None
    return min(weights, key=lambda pair: (-weights[pair], pair[0], pair[1] or ""))


def _unique_keys(texts: Sequence[NamedText]) -> list[str]:
    seen: dict[tuple[str, str], int] = defaultdict(int)
    keys = []
    for named in texts:
        seen[named.id, named.text] += 1
        keys.append(f"{named.id}\0{named.text}\0{seen[named.id, named.text]}")
    return keys


def _answer(key: str, named: NamedText, reading: Reading | Unreadable, found: Discovery) -> TextTheme:
    membership = found.memberships.get(key)
    if membership is None or membership.theme is None:
        return _unthemed(named, reading, membership.similarity if membership else 0.0)
    theme = found.themes[membership.theme]
    return TextTheme(named.id, f"t{theme.index + 1:03d}", theme.label, membership.similarity)


def _unthemed(named: NamedText, reading: Reading | Unreadable, similarity: float = 0.0) -> TextTheme:
    error = reading.error if isinstance(reading, Unreadable) else None
    return TextTheme(named.id, None, None, similarity, error)
