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
from models.themes import (
    NewSeed,
    Renewed,
    SeveralEncoders,
    assignable,
    language_means,
    newest_dimension,
    plant,
    planted_keys,
    replant,
)
from models.workspaces import pain_points, touchpoints
from nlp.taxonomy import Taxonomy
from nlp.themes.seeds import SeedTheme, planted, read_seeds
from nlp.themes.values import Facet, LanguageMeans
from nlp.themes.vectors import dimension_of, lives_in
from nlp.values import Reading, Text, UnitReading
from workers.analysis import Analyses
from workers.means import first_means
from workers.newcomers import assign_to_new
from workers.renewal import renew

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
    """Nothing is planted unless the whole file is good. Raises `BadSeeds`.

    A theme that was planted before stays as it is, unless another encoder left it without a place: it gets one.
    """
    seeds = _read(path)
    with reading(sessions) as session:
        places = {one.code for one in touchpoints(session, workspace_id)}
        pains = {*Taxonomy.default().pain_points, *pain_points(session, workspace_id)}
        already = planted_keys(session, workspace_id)
    for seed in seeds:
        _check(seed, places, pains)
    read = [(seed, _examples(seed, analyser)) for seed in seeds if seed.id not in already]
    means = _means(sessions, workspace_id, path.name)
    lost = _without_place(sessions, workspace_id, means, already)
    read += [(seed, _examples(seed, analyser)) for seed in seeds if seed.id in lost]
    prepared = [_prepared(seed, units, means) for seed, units in read]
    themes = retrying(sessions, lambda session: plant(session, workspace_id, person, prepared, path.name))
    anew = [Renewed(lost[one.key], one.centroid, one.threshold) for one in prepared if one.key in lost]
    encoder = f"{dimension_of(means)}d"
    retrying(sessions, lambda session: replant(session, workspace_id, person, anew, encoder, path.name))
    units = assign_to_new(sessions, workspace_id, frozenset([*themes.values(), *(theme.theme_id for theme in anew)]))
    refresh_all(sessions, workspace_id)
    return Seeding(themes, tuple(seed.id for seed in seeds if seed.id in already), units)


def _means(sessions: Sessions, workspace_id: int, name: str) -> LanguageMeans:
    """Those of the encoder that reads today; themes of another get their place there first."""
    try:
        renew(sessions, workspace_id)
        with reading(sessions) as session:
            means: LanguageMeans | None = language_means(session, workspace_id) or None
            dimension = newest_dimension(session, workspace_id)
        if means is None or dimension_of(means) != dimension:
            means = first_means(sessions, workspace_id)
    except SeveralEncoders as error:
        raise BadSeeds(f"{name} cannot be placed yet: {error}") from error
    if means is None:
        raise BadSeeds(
            f"no comment was read yet, so that {name} has nothing to be placed in; wanted some first: "
            "`kikitori ingest` and `kikitori analyse`, then this again"
        )
    return means


def _without_place(
    sessions: Sessions, workspace_id: int, means: LanguageMeans, planted_before: Mapping[str, int]
) -> dict[str, int]:
    """Themes that take units, and had none by which another encoder could place them, by the company's key."""
    with reading(sessions) as session:
        stored = assignable(session, workspace_id).themes
    lost = {theme.id for theme in stored if not lives_in(theme.centroid, dimension_of(means))}
    return {key: theme for key, theme in planted_before.items() if theme in lost}


def _read(path: Path) -> list[SeedTheme]:
    try:
        return read_seeds(path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadSeeds(f"{path.name} line {line} is not YAML: {error.problem}; wanted a list `themes`") from error
    except (ValueError, yaml.YAMLError) as error:
        raise BadSeeds(str(error)) from error


def _check(seed: SeedTheme, places: Collection[str], pains: Collection[str]) -> None:
    if not seed.examples:
        raise BadSeeds(f"theme {seed.id!r} has no examples; wanted at least one text as a customer would write it")
    _check_code(seed, "touchpoint", seed.facet.touchpoint, places)
    _check_code(seed, "pain_point", seed.facet.pain_point, pains)
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
    if vectors.shape[1] != dimension_of(means):
        raise BadSeeds(
            f"theme {seed.id!r}: its examples are read as {vectors.shape[1]} numbers, the comments were as "
            f"{dimension_of(means)}; wanted one encoder: read the comments again first"
        )
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
