"""A company's own themes from its YAML: read as comments are, planted, and given the units that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml

from models.database import Sessions, reading, retrying
from models.sheets.packing import refresh_all
from models.themes import NewSeed, language_means, plant, planted_keys
from models.workspaces import touchpoints
from nlp.taxonomy import Taxonomy
from nlp.themes.seeds import SeedTheme, planted, read_seeds
from nlp.themes.values import Facet, LanguageMeans
from nlp.values import Reading, Text, UnitReading
from workers.analysis import Analyses
from workers.means import first_means
from workers.newcomers import assign_to_new

Pick = Callable[[UnitReading], str | None]


class BadSeeds(ValueError):
    """The file cannot be used as it stands: which entry, what it says, what was wanted."""


@dataclass(frozen=True, slots=True)
class Seeding:
    """`themes`: the id of each new theme by the company's key. `known` were planted before and stay as they are."""

    themes: Mapping[str, int]
    known: tuple[str, ...]
    units: int


def seed_themes(sessions: Sessions, workspace_id: int, path: Path, person: str, analyser: Analyses) -> Seeding:
    """Nothing is planted unless the whole file is good. Raises `BadSeeds`."""
    seeds = _read(path)
    with reading(sessions) as session:
        places = {one.code for one in touchpoints(session, workspace_id)}
        already = planted_keys(session, workspace_id)
        means: LanguageMeans | None = language_means(session, workspace_id) or None
    for seed in seeds:
        _check(seed, places)
    new = [seed for seed in seeds if seed.id not in already]
    read = [_examples(seed, analyser) for seed in new]
    means = means or first_means(sessions, workspace_id)
    if means is None:
        raise BadSeeds(f"no comment was read yet, so that {path.name} has nothing to be placed in; wanted some first")
    prepared = [_prepared(seed, units, means) for seed, units in zip(new, read, strict=True)]
    themes = retrying(sessions, lambda session: plant(session, workspace_id, person, prepared, path.name))
    units = assign_to_new(sessions, workspace_id, frozenset(themes.values()))
    refresh_all(sessions, workspace_id)
    return Seeding(themes, tuple(seed.id for seed in seeds if seed.id in already), units)


def _read(path: Path) -> list[SeedTheme]:
    try:
        return read_seeds(path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadSeeds(f"{path.name} line {line} is not YAML: {error.problem}; wanted a list `themes`") from error
    except (ValueError, yaml.YAMLError) as error:
        raise BadSeeds(str(error)) from error


def _check(seed: SeedTheme, places: Collection[str]) -> None:
    if not seed.examples:
        raise BadSeeds(f"theme {seed.id!r} has no examples; wanted at least one text as a customer would write it")
    _check_code(seed, "touchpoint", seed.facet.touchpoint, places)
    _check_code(seed, "pain_point", seed.facet.pain_point, Taxonomy.default().pain_points)
    for word in seed.watch_words:
        if not 2 <= len(word) <= 100:
            raise BadSeeds(f"theme {seed.id!r}: watch word is {word!r}; wanted 2 to 100 characters")


def _check_code(seed: SeedTheme, name: str, code: str | None, known: Collection[str]) -> None:
    if code is not None and code not in known:
        raise BadSeeds(f"theme {seed.id!r}: {name} is {code!r}; wanted one of {', '.join(sorted(known))}")


def _examples(seed: SeedTheme, analyser: Analyses) -> list[tuple[str, UnitReading]]:
    """The units of the examples, each with its language."""
    found = analyser.analyse([Text(example) for example in seed.examples])
    units = [(each.language.code, unit) for each in found if isinstance(each, Reading) for unit in each.units]
    if not units:
        raise BadSeeds(f"theme {seed.id!r}: none of its examples can be read; wanted sentences with words in them")
    return units


def _prepared(seed: SeedTheme, units: Sequence[tuple[str, UnitReading]], means: LanguageMeans) -> NewSeed:
    facet = _facet(seed.facet, [unit for _, unit in units])
    vectors = np.stack([unit.vector for _, unit in units])
    theme = planted(replace(seed, facet=facet), vectors, [language for language, _ in units], means)
    return NewSeed(
        key=seed.id,
        label=seed.label,
        centroid=theme.centroid,
        threshold=theme.threshold,
        touchpoint=facet.touchpoint,
        pain_point=facet.pain_point,
        watch_words=seed.watch_words,
        encoder=f"{vectors.shape[1]}d",
    )


def _facet(given: Facet, units: Sequence[UnitReading]) -> Facet:
    """What the company wrote, else what most of the examples are read as: units that say it are read so too."""
    side = sum(int(unit.polarity) for unit in units)
    return Facet(
        given.touchpoint or _usual(units, lambda unit: unit.touchpoint),
        given.pain_point or _usual(units, lambda unit: unit.pain_point),
        given.polarity or (side > 0) - (side < 0),
    )


def _usual(units: Sequence[UnitReading], pick: Pick) -> str | None:
    (value, count), *_ = Counter(pick(unit) for unit in units).most_common(1)
    return value if 2 * count > len(units) else None
