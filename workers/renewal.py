"""Themes of another encoder: their ids and names stand, and they lie where their units lie, read with that of today.

Units keep their theme while they are read again (see models/readings.py), so that the themes can be found by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from models.database import Sessions, reading, retrying
from models.tables import ThemeRun
from models.themes import (
    NewEvent,
    NewThemeRun,
    Renewed,
    StoredTheme,
    UnitTable,
    assignable,
    freeze,
    kinds,
    known_themes,
    newest_dimension,
    save_renewal,
    units_for_discovery,
    units_of,
    wait_for_one_encoder,
)
from nlp.themes.partitions import centroids_of
from nlp.themes.thresholds import USUAL, calibrated
from nlp.themes.values import EventKind, KnownTheme, LanguageMeans, ThemeState
from nlp.themes.vectors import dimension_of, features, lives_in, means_of
from workers.means import facets_of
from workers.settling import settle

_SAMPLE = 20_000  # units: enough for means, and for strangers that a theme must not take
_MOST_MEMBERS = 500  # of one theme; more would not move its middle
_FEWEST_FOR_A_WIDTH = 4
_TAKEN_IN = (ThemeState.ACTIVE, ThemeState.CANDIDATE)


@dataclass(frozen=True, slots=True)
class Renewal:
    """`themes`: the new place of each by id. `resting`: themes of which no unit was read with the encoder in use.

    `changed`: the means are new too, so that no theme has a place yet.
    """

    encoder: str
    means: LanguageMeans = field(repr=False)
    themes: Mapping[int, Renewed]
    resting: tuple[int, ...]
    units: int
    changed: bool

    def seen(self, theme: KnownTheme) -> KnownTheme:
        """The theme at its new place, or as it is when it has none."""
        place = self.themes.get(int(theme.id))
        if place is None:
            return theme
        return replace(theme, centroid=place.centroid, anchor=place.centroid, threshold=place.threshold)


def renew(sessions: Sessions, workspace_id: int) -> int:
    """How many themes got a new place; units that waited for one are then given their themes, the others stay.

    Raises `SeveralEncoders` while comments wait to be read again.
    """
    found = foreseen(sessions, workspace_id)
    if found is None or not (found.themes or found.changed):
        return 0
    run = _run(found)
    saved = retrying(sessions, lambda session: save_renewal(session, workspace_id, run, list(found.themes.values())))
    settle(sessions, workspace_id, found.themes, found.means)
    retrying(sessions, lambda session: freeze(session, session.get_one(ThemeRun, saved.run_id)))
    return len(found.themes)


def foreseen(sessions: Sessions, workspace_id: int) -> Renewal | None:
    """What `renew` would do, with nothing of it done; None while all themes are of the encoder in use."""
    with reading(sessions) as session:
        dimension = newest_dimension(session, workspace_id)
        stored = assignable(session, workspace_id)
        placed = [theme for theme in stored.themes if len(theme.centroid)]  # a seed that waits has no place to renew
        old = [theme for theme in placed if not lives_in(theme.centroid, dimension)]
        if not dimension or not old:
            return None
        wait_for_one_encoder(session, workspace_id)
        sample = units_for_discovery(session, workspace_id, limit=_SAMPLE)
        home = _homes(known_themes(session, workspace_id), {theme.id for theme in old})
        table = units_of(session, np.union1d(sample.ids, np.array(list(home), np.int64)))
    means: LanguageMeans = stored.language_means
    changed = not means or dimension_of(means) != dimension
    if changed:
        means = means_of(sample.vectors, sample.languages, facets_of(sample))
    themes = _places(table, means, home)
    resting = tuple(theme.id for theme in old if theme.id not in themes and theme.state in _TAKEN_IN)
    return Renewal(f"{dimension}d", means, themes, resting, len(table), changed)


def _homes(known: tuple[StoredTheme, ...], wanted: set[int]) -> dict[int, int]:
    """The theme of each unit that says where one of `wanted` lies: of a large theme, a sample."""
    chance = np.random.default_rng(0)
    home: dict[int, int] = {}
    for theme in known:
        members = sorted(theme.members) if theme.id in wanted else []
        if len(members) > _MOST_MEMBERS:
            members = chance.choice(members, _MOST_MEMBERS, replace=False).tolist()
        home.update(dict.fromkeys(members, theme.id))
    return home


def _places(table: UnitTable, means: LanguageMeans, home: Mapping[int, int]) -> dict[int, Renewed]:
    rows = features(table.vectors, table.languages, means, facets_of(table))
    homes = [home.get(unit, 0) for unit in table.ids.tolist()]
    ids = sorted(set(homes) - {0})
    if not ids:
        return {}
    place_of = {theme: place for place, theme in enumerate(ids)}
    labels = np.array([place_of.get(theme, -1) for theme in homes], np.int64)
    centroids = centroids_of(rows, labels)
    # Few units say where a theme is, not how wide.
    wide = np.bincount(labels[labels >= 0]) >= _FEWEST_FOR_A_WIDTH
    thresholds = np.where(wide, calibrated(rows, labels, centroids), USUAL)
    return {theme: Renewed(theme, centroids[place], float(thresholds[place])) for theme, place in place_of.items()}


def _run(found: Renewal) -> NewThemeRun:
    said = f"comments are read with another encoder ({found.encoder})"
    placed = [
        NewEvent(kinds.RENEWED, theme_id=theme, reason=f"{said}: placed anew by its units") for theme in found.themes
    ]
    silent = [
        NewEvent(EventKind.DORMANT, theme_id=theme, reason=f"{said}, and no unit of it was read again")
        for theme in (found.resting if found.changed else ())
    ]
    return NewThemeRun(
        seed=0,
        parameters={"means": "of the units that another encoder has read"},
        versions={},
        counts={"units": found.units, "themes": len(found.themes)},
        unassigned_share=0.0,
        language_means=dict(found.means),
        seconds=0.0,
        encoder=found.encoder,
        themes=(),
        events=[*placed, *silent],
        unit_ids=np.zeros(0, np.int64),
        unit_themes=np.zeros(0, np.int64),
        similarities=np.zeros(0, np.float32),
    )
