"""A 14-week stream of made vectors in which themes are born: are the births found in time, and nothing else?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from evaluation.themes.rows import Row
from nlp.themes import Assigner, Discovery, DiscoveryOptions, KnownTheme, ThemeUnit, discover
from nlp.themes.births import Birth, Waiting, find_births

_DIMENSION = 64
_THEMES = 24
_BASE_WEEKS = 4
_STREAM_WEEKS = 14
_A_WEEK = 500
_BORN = {4: (24, 25), 8: (26,)}  # week (0 is the first) → numbers of the themes born in it
_BORN_SIZE = 18
_IN_TIME = 2
_WORDS = 400
_MONDAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class _World:
    directions: NDArray[np.float64]
    shares: NDArray[np.float64]
    common: NDArray[np.float64]


def births(streams: int = 5) -> list[Row]:
    """Over seeded streams: the share of planted births found within two weeks, and false ones per four weeks."""
    found, planted, false = 0, 0, 0
    for seed in range(streams):
        hits, wrong = _stream(seed)
        found, planted, false = found + hits, planted + sum(map(len, _BORN.values())), false + wrong
    four_weeks = streams * (_STREAM_WEEKS - _BASE_WEEKS) / 4
    note = "stock: merge_models at its default relabels a wholly new theme as noise"
    return [
        Row("planted births found within two weeks", 0.0, found / planted, 0.90, 1.0, note=note),
        Row("false births per four weeks", 0.0, false / four_weeks, 1.0, 0.0, True),
    ]


def _stream(seed: int) -> tuple[int, int]:
    generator = np.random.default_rng([14, seed])
    world = _world(generator)
    base = [unit for week in range(_BASE_WEEKS) for unit in _week(generator, world, week)]
    first = discover(base, options=DiscoveryOptions(seed=seed), tokens=_words)
    known = [KnownTheme(f"T{t.index}", t.centroid, t.threshold, t.label, t.centroid) for t in first.themes]
    pool: list[Waiting] = []
    in_time, wrong = set(), 0
    for week in range(_BASE_WEEKS, _STREAM_WEEKS):
        arrived = _week(generator, world, week)
        taken = _taken(arrived, known, first)
        pool += [Waiting(unit, _day(week)) for unit, theme in zip(arrived, taken, strict=True) if theme is None]
        for birth in find_births(
            pool, known, first.language_means, today=_day(week) + timedelta(days=6), tokens=_words
        ):
            if not birth.lasting:
                continue
            number = _planted(birth)
            if number is None:
                wrong += 1
            elif week - _birth_week(number) < _IN_TIME:
                in_time.add(number)
            known.append(KnownTheme(f"B{week}-{number}", birth.theme.centroid, birth.theme.threshold, {}))
    return len(in_time), wrong


def _taken(arrived: list[ThemeUnit], known: list[KnownTheme], first: Discovery) -> list[str | None]:
    answers = Assigner.of(known, first.language_means).assign(
        np.stack([u.vector for u in arrived]), [u.language for u in arrived], [u.facet for u in arrived]
    )
    return [theme for theme, _ in answers]


def _planted(birth: Birth) -> int | None:
    """The born theme that most of its members were drawn from, or None when it is none of them."""
    numbers = [int(member.split("-")[2]) for member in birth.theme.member_ids]
    most = max(set(numbers), key=lambda number: (numbers.count(number), -number))
    return most if most >= _THEMES and numbers.count(most) >= 0.6 * len(numbers) else None


def _birth_week(number: int) -> int:
    return next(week for week, numbers in _BORN.items() if number in numbers)


def _world(generator: np.random.Generator) -> _World:
    directions = generator.normal(size=(_THEMES + 3, _DIMENSION))
    shares = generator.lognormal(0, 0.7, _THEMES)
    return _World(directions / np.linalg.norm(directions, axis=1, keepdims=True), shares / shares.sum(),
                  generator.normal(size=_DIMENSION) / 8)  # fmt: skip


def _week(generator: np.random.Generator, world: _World, week: int) -> list[ThemeUnit]:
    numbers = generator.choice(_THEMES, _A_WEEK, p=world.shares).tolist()
    alive = [number for born, them in _BORN.items() if born <= week for number in them]
    numbers += [number for number in alive for _ in range(_BORN_SIZE)]
    return [_unit(generator, world, week, place, number) for place, number in enumerate(numbers)]


def _unit(generator: np.random.Generator, world: _World, week: int, place: int, number: int) -> ThemeUnit:
    """Around its theme's direction, which drifts a little each week, in a space with a common lean of its own."""
    lean = world.directions[number] + 0.02 * week * world.directions[(number + 7) % len(world.directions)]
    vector = lean + world.common + generator.normal(size=_DIMENSION) * 0.11
    unit = (vector / np.linalg.norm(vector)).astype(np.float32)
    # The words tell nothing: what is measured is whether the vectors' own news is heard.
    words = " ".join(f"x{word}" for word in generator.integers(_WORDS, size=4))
    return ThemeUnit(f"{week:02d}-{place:04d}-{number:02d}", words, "ja", unit)


def _day(week: int) -> date:
    return _MONDAY + timedelta(weeks=week)


def _words(text: str, language: str) -> list[str]:
    return text.split()
