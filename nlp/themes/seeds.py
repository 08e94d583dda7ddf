"""A company's own themes from YAML: a name, a few examples, and they are there, pinned, before any discovery.

Some comments have to be read before: where a theme lies is measured from their mean, which is then frozen. The mean of
a handful of examples in its place would bend every theme that is found later.

themes:
- id: late-delivery
ja: 配送が遅い
en: Late delivery
zh: 配送慢                     # as many languages as you like; Indonesian, whose code is `id`, under `labels: {id: …}`
touchpoint: delivery          # optional, as pain_point and polarity
watch: [遅延, 届かない]        # optional: a unit with one of these belongs here
examples: [荷物が届きません, 配達予定日を過ぎています]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from nlp.themes import vectors as space
from nlp.themes.values import Facet, KnownTheme, LanguageMeans, Vector

# Few examples say where a theme is, not how wide: the median width of the themes of the sample comments.
USUAL_THRESHOLD = 0.4
FEWEST_EXAMPLES = 1
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class SeedTheme:
    """A theme as a company wrote it down."""

    id: str
    label: dict[str, str]
    examples: tuple[str, ...]
    facet: Facet
    watch_words: tuple[str, ...]


def read_seeds(path: Path) -> list[SeedTheme]:
    """Seed themes of a YAML file, each complaint with the name of the entry."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries = loaded.get("themes") if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise ValueError(f"{path.name} has no list `themes`; wanted entries with id, ja, en, examples")
    seeds = [_seed(entry, number) for number, entry in enumerate(entries, start=1)]
    repeated = {seed.id for seed in seeds if sum(other.id == seed.id for other in seeds) > 1}
    if repeated:
        raise ValueError(f"theme id {min(repeated)!r} comes twice; wanted one entry an id")
    return seeds


def planted(seed: SeedTheme, vectors: Vector, languages: Sequence[str], means: LanguageMeans) -> KnownTheme:
    """The seed as a pinned theme; `vectors` are its encoded examples (count, dimension)."""
    if len(vectors) < FEWEST_EXAMPLES:
        raise ValueError(f"theme {seed.id!r} has no examples; wanted at least {FEWEST_EXAMPLES}")
    rows = space.features(np.asarray(vectors, dtype=np.float32), languages, means, [seed.facet] * len(vectors))
    centroid = space.centroid_of(rows)
    return KnownTheme(
        seed.id, centroid, USUAL_THRESHOLD, seed.label, anchor=centroid, pinned=True, watch_words=seed.watch_words
    )


def _seed(entry: object, number: int) -> SeedTheme:
    if not isinstance(entry, dict):
        raise ValueError(f"theme {number} is {entry!r}; wanted id, ja, en, examples")
    theme_id = str(entry.get("id") or "")
    label = _label(entry, theme_id)
    if not theme_id or not label:
        raise ValueError(
            f"theme {number} ({theme_id or 'no id'}) has no id or no name; wanted id, and a name by language (ja, en …)"
        )
    polarity = entry.get("polarity", 0)
    if polarity not in (-1, 0, 1):
        raise ValueError(f"theme {theme_id!r}: polarity is {polarity!r}; wanted -1, 0 or 1")
    name = next(iter(label.values()))
    return SeedTheme(
        theme_id,
        {"ja": name, "en": name, **label},
        _texts(entry, "examples", theme_id),
        Facet(entry.get("touchpoint"), entry.get("pain_point"), polarity),
        _texts(entry, "watch", theme_id),
    )


def _label(entry: dict[str, object], theme_id: str) -> dict[str, str]:
    """Every name given: Japanese before English before others, so that the first can stand in for what is missing."""
    more = entry.get("labels") or {}
    if not isinstance(more, dict):
        raise ValueError(f"theme {theme_id!r}: labels is {more!r}; wanted names by language")
    codes = [key for key in entry if isinstance(key, str) and _LANGUAGE.fullmatch(key) and key != "id"]
    given = {code: entry[code] for code in codes} | more
    named = {str(code): str(name) for code, name in given.items() if name}
    return {code: named[code] for code in sorted(named, key=lambda code: (code != "ja", code != "en", code))}


def _texts(entry: dict[str, object], name: str, theme_id: str) -> tuple[str, ...]:
    listed = entry.get(name) or []
    if not isinstance(listed, list) or not all(isinstance(text, str) and text.strip() for text in listed):
        raise ValueError(f"theme {theme_id!r}: {name} is {listed!r}; wanted a list of texts")
    return tuple(listed)
