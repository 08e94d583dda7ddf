"""A company's own themes from YAML: a name, a few examples, and they are there, pinned, before any discovery.

Where a theme lies is measured from the mean of the comments, which is then frozen: it has no place before some are
read. The mean of a handful of examples instead would bend every theme that is found later.

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
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import yaml

from nlp.themes import vectors as space
from nlp.themes.thresholds import of_examples
from nlp.themes.values import Facet, KnownTheme, LanguageMeans, Vector

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


@dataclass(frozen=True, slots=True)
class Examples:
    """The units of a seed's examples as they were read, in parallel; `vectors` is (count, dimension)."""

    vectors: Vector = field(repr=False, compare=False)
    languages: Sequence[str]
    facets: Sequence[Facet]

    def agreed(self, given: Facet) -> Facet:
        """What the company wrote, else what most examples are read as: units that say it are read so too."""
        side = sum(facet.polarity for facet in self.facets)
        return Facet(
            given.touchpoint or _usual([facet.touchpoint for facet in self.facets]),
            given.pain_point or _usual([facet.pain_point for facet in self.facets]),
            given.polarity or (side > 0) - (side < 0),
        )


def parse_seeds(text: str, name: str) -> list[SeedTheme]:
    """Seed themes of a YAML text, each complaint with the name of the entry; `name` is that of its file."""
    _refuse_references(text, name)
    loaded = yaml.safe_load(text)
    entries = loaded.get("themes") if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise ValueError(f"{name} has no list `themes`; wanted entries with id, ja, en, examples")
    seeds = [_seed(entry, number) for number, entry in enumerate(entries, start=1)]
    repeated = [theme_id for theme_id, count in Counter(seed.id for seed in seeds).items() if count > 1]
    if repeated:
        raise ValueError(f"theme id {min(repeated)!r} comes twice; wanted one entry an id")
    for seed in seeds:
        if not all(_is_text(said) for said in (seed.id, *seed.label.values(), *seed.examples, *seed.watch_words)):
            raise ValueError(f"theme {seed.id!r} holds half a character; wanted text that can be written as UTF-8")
    return seeds


def planted(seed: SeedTheme, examples: Examples, means: LanguageMeans, around: Vector) -> KnownTheme:
    """The seed as a pinned theme; `around` are feature rows of comments of the same workspace, a sample of all."""
    if len(examples.vectors) < FEWEST_EXAMPLES:
        raise ValueError(f"theme {seed.id!r} has no examples; wanted at least {FEWEST_EXAMPLES}")
    vectors = np.asarray(examples.vectors, dtype=np.float32)
    rows = space.features(vectors, examples.languages, means, [examples.agreed(seed.facet)] * len(vectors))
    as_read = space.features(vectors, examples.languages, means, examples.facets)
    centroid, threshold = space.centroid_of(rows), of_examples(as_read, rows, around)
    return KnownTheme(
        seed.id, centroid, threshold, seed.label, anchor=centroid, pinned=True, watch_words=seed.watch_words
    )


def _usual(codes: Sequence[str | None]) -> str | None:
    code, count = Counter(codes).most_common(1)[0]
    return code if 2 * count > len(codes) else None


def _refuse_references(text: str, name: str) -> None:
    """A few lines that refer to one another can stand for millions: each text is to be written out."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise ValueError(f"{name} line {line} refers to another (*{event.anchor}); wanted each text written out")


def _is_text(said: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in said)


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
    for code in ("touchpoint", "pain_point"):
        if not isinstance(entry.get(code), str | None):
            raise ValueError(f"theme {theme_id!r}: {code} is {entry[code]!r}; wanted one code")
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
