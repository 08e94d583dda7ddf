"""A company's own themes from YAML: a name, a few examples, and they are there from the first day, pinned.

themes:
- id: late-delivery
ja: 配送が遅い
en: Late delivery
touchpoint: delivery          # optional, as pain_point and polarity
watch: [遅延, 届かない]        # optional: a unit with one of these belongs here
examples: [荷物が届きません, 配達予定日を過ぎています]
"""

from __future__ import annotations

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
    label = {locale: str(entry[locale]) for locale in ("ja", "en") if entry.get(locale)}
    if not theme_id or not label:
        raise ValueError(f"theme {number} ({theme_id or 'no id'}) has no id or no name; wanted id, and ja or en")
    polarity = entry.get("polarity", 0)
    if polarity not in (-1, 0, 1):
        raise ValueError(f"theme {theme_id!r}: polarity is {polarity!r}; wanted -1, 0 or 1")
    name = next(iter(label.values()))
    return SeedTheme(
        theme_id,
        {"ja": label.get("ja", name), "en": label.get("en", name)},
        _texts(entry, "examples", theme_id),
        Facet(entry.get("touchpoint"), entry.get("pain_point"), polarity),
        _texts(entry, "watch", theme_id),
    )


def _texts(entry: dict[str, object], name: str, theme_id: str) -> tuple[str, ...]:
    listed = entry.get(name) or []
    if not isinstance(listed, list) or not all(isinstance(text, str) and text.strip() for text in listed):
        raise ValueError(f"theme {theme_id!r}: {name} is {listed!r}; wanted a list of texts")
    return tuple(listed)
