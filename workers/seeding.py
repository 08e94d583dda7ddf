"""A company's own themes from its YAML: read as comments are, planted, and given the units that say the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import yaml

from models import jobs
from models.database import Sessions, reading, retrying
from models.errors import Told
from models.sheets.packing import refresh_all
from models.themes import Renewed, SeveralEncoders, assignable, plant, planted_keys, replant
from models.workspaces import pain_points, touchpoints
from nlp.taxonomy import Taxonomy
from nlp.themes.seeds import Examples, SeedTheme, parse_seeds
from nlp.themes.values import Facet
from nlp.themes.vectors import lives_in
from nlp.values import Reading, Text
from workers.analysis import Analyses
from workers.newcomers import assign_to_new
from workers.seed_places import Ground, ground, prepared

TAKE_IN = "take_in"  # the job that gives new themes their units, where nobody can wait for it
LARGEST = 1_000_000  # characters of a file
MOST_THEMES = 300  # in a file
# Of all themes of a file together: whoever sends it waits until all are read.
MOST_EXAMPLES = 3_000
MOST_CHARACTERS = 200_000


class BadSeeds(Told, ValueError):
    """The file cannot be used as it stands: which entry, what it says, what was wanted."""


@dataclass(frozen=True, slots=True)
class Seeding:
    """`themes`: the id of each new theme by the company's key. `known` were planted before and stay as they are.

    `waiting`: nothing was read yet, so they get their place, and their units, when comments are.
    """

    themes: Mapping[str, int]
    known: tuple[str, ...]
    units: int
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Planted:
    """What `plant_seeds` has done; `placed` are the themes that units can come to now."""

    themes: Mapping[str, int]
    known: tuple[str, ...]
    placed: frozenset[int]
    waiting: bool


def seed_themes(
    sessions: Sessions, workspace_id: int, text: str, name: str, person: str, analyser: Analyses
) -> Seeding:
    """Planted, and given their units. Nothing is planted unless the whole text is good. Raises `BadSeeds`."""
    done = plant_seeds(sessions, workspace_id, text, name, person, analyser)
    return Seeding(done.themes, done.known, take_in(sessions, workspace_id, done.placed), done.waiting)


def seed_and_ask(
    sessions: Sessions, workspace_id: int, text: str, name: str, person: str, analyser: Analyses
) -> Planted:
    """Planted at once; their units come by a job, because a store of a million takes minutes to walk."""
    done = plant_seeds(sessions, workspace_id, text, name, person, analyser)
    if done.placed:
        themes = sorted(done.placed)
        retrying(sessions, lambda session: jobs.request(session, workspace_id, TAKE_IN, {"themes": themes}))
    return done


def take_in(sessions: Sessions, workspace_id: int, themes: Collection[int]) -> int:
    """How many units came to them. Safe to repeat."""
    units = assign_to_new(sessions, workspace_id, frozenset(themes))
    refresh_all(sessions, workspace_id)
    return units


def written_out(content: bytes, name: str) -> str:
    """A file's text. Raises `BadSeeds`."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSeeds(f"{name} is not UTF-8 at byte {error.start}; wanted a YAML file in UTF-8") from error


def plant_seeds(
    sessions: Sessions, workspace_id: int, text: str, name: str, person: str, analyser: Analyses
) -> Planted:
    """`name` is that of the file. A theme that was planted before stays as it is, unless it has no place: it gets one.

    It has none while nothing was read, or when another encoder left it without. Raises `BadSeeds`.
    """
    seeds = _read(text, name)
    _refuse_too_many(seeds, name)
    with reading(sessions) as session:
        places = {one.code for one in touchpoints(session, workspace_id)}
        pains = {*Taxonomy.default().pain_points, *pain_points(session, workspace_id)}
        already = planted_keys(session, workspace_id)
    for seed in seeds:
        _check(seed, places, pains)
    read = [(seed, _examples(seed, analyser)) for seed in seeds if seed.id not in already]
    there = _ground(sessions, workspace_id, name)
    lost = _without_place(sessions, workspace_id, there, already) if there else {}
    read += [(seed, _examples(seed, analyser)) for seed in seeds if seed.id in lost]
    ready = [prepared(seed, _fitting(seed, examples, there), there) for seed, examples in read]
    themes = retrying(sessions, lambda session: plant(session, workspace_id, person, ready, name))
    anew = [Renewed(lost[one.key], one.centroid, one.threshold) for one in ready if one.key in lost]
    if there:
        encoder = f"{there.dimension}d"
        retrying(sessions, lambda session: replant(session, workspace_id, person, anew, encoder, name))
    placed = frozenset([*themes.values(), *(theme.theme_id for theme in anew)]) if there else frozenset()
    return Planted(themes, tuple(seed.id for seed in seeds if seed.id in already), placed, there is None)


def _ground(sessions: Sessions, workspace_id: int, name: str) -> Ground | None:
    try:
        return ground(sessions, workspace_id)
    except SeveralEncoders as error:
        raise BadSeeds(f"{name} cannot be placed yet: {error}") from error


def _without_place(
    sessions: Sessions, workspace_id: int, there: Ground, planted_before: Mapping[str, int]
) -> dict[str, int]:
    """Themes that take units, and lie nowhere among those that were read, by the company's key."""
    with reading(sessions) as session:
        stored = assignable(session, workspace_id).themes
    lost = {theme.id for theme in stored if not lives_in(theme.centroid, there.dimension)}
    return {key: theme for key, theme in planted_before.items() if theme in lost}


def _read(text: str, name: str) -> list[SeedTheme]:
    if len(text) > LARGEST:
        raise BadSeeds(
            f"{name} has {len(text):,} characters; wanted at most {LARGEST:,} a file",
            f"{name} は{len(text):,}文字です。1つのファイルは{LARGEST:,}文字までです。",
        )
    try:
        return parse_seeds(text, name)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadSeeds(f"{name} line {line} is not YAML: {error.problem}; wanted a list `themes`") from error
    except (ValueError, yaml.YAMLError) as error:
        raise BadSeeds(str(error)) from error
    except RecursionError as error:
        raise BadSeeds(f"{name} is nested too deeply; wanted a list `themes`") from error


def _refuse_too_many(seeds: Sequence[SeedTheme], name: str) -> None:
    examples = [example for seed in seeds for example in seed.examples]
    counts = (
        (len(seeds), MOST_THEMES, "themes", "テーマの数"),
        (len(examples), MOST_EXAMPLES, "examples", "例文の数"),
        (sum(map(len, examples)), MOST_CHARACTERS, "characters of examples", "例文の文字数の合計"),
    )
    for count, most, what, what_ja in counts:
        if count > most:
            raise BadSeeds(
                f"{name} has {count:,} {what}; wanted at most {most:,} a file: send the rest in another file",
                f"{name} の{what_ja}が{count:,}です。1つのファイルは{most:,}までです。"
                "残りは別のファイルに分けて送ってください。",
            )


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


def _examples(seed: SeedTheme, analyser: Analyses) -> Examples:
    """The units of the examples; one that was written twice says no more than once."""
    found = analyser.analyse([Text(example) for example in dict.fromkeys(seed.examples)])
    units = [(each.language.code, unit) for each in found if isinstance(each, Reading) for unit in each.units]
    if not units:
        raise BadSeeds(f"theme {seed.id!r}: none of its examples can be read; wanted sentences with words in them")
    return Examples(
        np.stack([unit.vector for _, unit in units]),
        [language for language, _ in units],
        [Facet(unit.touchpoint, unit.pain_point, int(unit.polarity)) for _, unit in units],
    )


def _fitting(seed: SeedTheme, examples: Examples, there: Ground | None) -> Examples:
    count = examples.vectors.shape[1]
    if there and count != there.dimension:
        raise BadSeeds(
            f"theme {seed.id!r}: its examples are read as {count} numbers, the comments were as "
            f"{there.dimension}; wanted one encoder: read the comments again first"
        )
    return examples
