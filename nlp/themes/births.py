"""New themes from what no theme would take: candidates first, active once they have lasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from nlp.themes import vectors as space
from nlp.themes.discovery import Tokens, discover
from nlp.themes.folding import respondents
from nlp.themes.gathering import gathered
from nlp.themes.phrases import Wording
from nlp.themes.values import DiscoveryOptions, KnownTheme, LanguageMeans, Theme, ThemeUnit, Vector
from nlp.tokens import content_tokens

POOL_WEEKS = 4
LASTING_WEEKS = 2
FEWEST_RESPONDENTS = 8
# Leftovers of known themes pile up at a few a week; something new is spoken of by more, two weeks running.
A_WEEK = 5
# A candidate nearer than this to a known or forbidden theme is that theme, said differently.
TOO_NEAR = 0.75
# Akin to a known theme, and half of the members missed its threshold by no more than the fringe.
AKIN = 0.5
FRINGE = 0.12
# Members closer together than this on average; a bag of leftovers is not a theme.
COHESION = 0.5
_AS_OURS = Wording()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit that no theme took, and when it was received."""

    unit: ThemeUnit
    received: date


@dataclass(frozen=True, slots=True)
class Birth:
    """A theme that is not known yet; `weeks` counts those in which at least `A_WEEK` people spoke of it."""

    theme: Theme
    first_week: date
    weeks: int
    respondents: int
    cohesion: float = field(repr=False)

    @property
    def lasting(self) -> bool:
        return self.weeks >= LASTING_WEEKS


def find_births(
    unassigned: Sequence[Waiting],
    known: Sequence[KnownTheme],
    language_means: LanguageMeans,
    *,
    today: date,
    seed: int = 0,
    tokens: Tokens = content_tokens,
    wording: Wording = _AS_OURS,
) -> list[Birth]:
    """Themes in the last four weeks' unassigned units, largest first. Nothing near a known or forbidden theme."""
    since = today - timedelta(weeks=POOL_WEEKS)
    pool = {waiting.unit.id: waiting for waiting in unassigned if since < waiting.received <= today}
    if len(pool) < FEWEST_RESPONDENTS:
        return []
    options = DiscoveryOptions(seed=seed, language_means=language_means, min_theme_size=FEWEST_RESPONDENTS)
    units = [waiting.unit for waiting in pool.values()]
    found = discover(units, options=options, tokens=tokens, wording=wording, forming=gathered)
    born = [
        _birth(theme, [pool[member] for member in theme.member_ids], known, language_means) for theme in found.themes
    ]
    return sorted(filter(None, born), key=lambda birth: (-birth.respondents, birth.theme.index))


def _birth(theme: Theme, members: Sequence[Waiting], known: Sequence[KnownTheme], means: LanguageMeans) -> Birth | None:
    units = [waiting.unit for waiting in members]
    people = respondents(units)
    if people < FEWEST_RESPONDENTS:
        return None
    rows = space.features(
        np.stack([unit.vector for unit in units]),
        [unit.language for unit in units],
        means,
        [unit.facet for unit in units],
    )
    cohesion = float((rows @ theme.centroid).mean())
    if cohesion < COHESION or _is_known(theme.centroid, rows, known):
        return None
    spoken = [(_monday(waiting.received), waiting.unit) for waiting in members]
    weeks = {week: respondents([unit for when, unit in spoken if when == week]) for week, _ in spoken}
    return Birth(theme, min(weeks), sum(count >= A_WEEK for count in weeks.values()), people, cohesion)


def _is_known(centroid: Vector, rows: Vector, known: Sequence[KnownTheme]) -> bool:
    """Near a known theme as a whole, or made of units that only just missed one: its fringe, not something new."""
    if not known:
        return False
    centroids = np.stack([theme.centroid for theme in known])
    nearness = centroids @ centroid
    missed_by = np.array([theme.threshold for theme in known]) - np.median(rows @ centroids.T, axis=0)
    return bool(((nearness >= TOO_NEAR) | ((nearness >= AKIN) & (missed_by <= FRINGE))).any())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
