"""How long a 50,000-unit discovery takes after warm-up, how much memory, and how fast units are assigned."""

from __future__ import annotations

import time

import numpy as np

from evaluation.results import peak_mib
from evaluation.themes.rows import Row
from nlp.themes import Assigner, Facet, KnownTheme, ThemeUnit, discover

_UNITS = 50_000
_THEMES = 60
_DIMENSION = 256
_WORDS = 20_000


def scale() -> list[Row]:
    units = _units()
    warm = discover(units[:500], tokens=_words)
    started = time.monotonic()
    found = discover(units, tokens=_words)
    seconds = time.monotonic() - started
    known = [KnownTheme(str(t.index), t.centroid, t.threshold, t.label) for t in found.themes or warm.themes]
    assigner = Assigner.of(known, found.language_means)
    vectors, languages = np.stack([unit.vector for unit in units]), ["ja"] * _UNITS
    started = time.monotonic()
    assigner.assign(vectors, languages, [Facet()] * _UNITS)
    speed = _UNITS / (time.monotonic() - started)
    return [
        Row("discovery over 50,000 units after warm-up: seconds", None, seconds, 120.0, lower=True),
        Row("discovery over 50,000 units: peak MiB", None, float(peak_mib()), 2048.0, lower=True),
        Row("assignment: units a second", None, speed, 20_000.0),
    ]


def _units() -> list[ThemeUnit]:
    generator = np.random.default_rng(50)
    directions = generator.normal(size=(_THEMES, _DIMENSION)) / _DIMENSION**0.5
    themes = generator.integers(_THEMES, size=_UNITS)
    rows = directions[themes] + generator.normal(size=(_UNITS, _DIMENSION)) * 0.06
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    words = (generator.zipf(1.3, size=(_UNITS, 8)) % _WORDS).tolist()
    return [
        ThemeUnit(f"{i:06d}", " ".join(f"x{word}" for word in said), "ja", row)
        for i, (said, row) in enumerate(zip(words, rows.astype(np.float32), strict=True))
    ]


def _words(text: str, language: str) -> list[str]:
    return text.split()
