"""Which theme each unit is in: watch-words first, then where it was, then the nearest theme near enough."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.themes.assign import nearest_above
from nlp.themes.formation import Formation
from nlp.themes.values import KnownTheme, ThemeUnit, Vector

# A unit leaves its theme only when that would clearly not take it any more: otherwise borderline units change sides
# every month. Units of another theme are moved by a person, who is shown the splits and merges.
LOYALTY = 0.05


def placed(
    formation: Formation, rows: Vector, units: Sequence[ThemeUnit]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The theme (-1: none) of each unit and its similarity to that theme, or to the nearest one."""
    if not len(formation):
        return np.full(len(units), -1, dtype=np.int64), np.zeros(len(units), dtype=np.float32)
    theme_of, similarity = nearest_above(rows, formation.centroids, formation.thresholds)
    for home, patience in ((_founded(formation, len(rows)), 0.0), (_before(formation, units), LOYALTY)):
        settled = np.flatnonzero(home >= 0)
        own = np.einsum("ij,ij->i", rows[settled], formation.centroids[home[settled]])
        stays = own >= formation.thresholds[home[settled]] - patience
        theme_of[settled[stays]], similarity[settled[stays]] = home[settled[stays]], own[stays]
    for row, theme in _watched(formation, units):
        theme_of[row], similarity[row] = theme, float(rows[row] @ formation.centroids[theme])
    return theme_of, similarity


def _founded(formation: Formation, count: int) -> NDArray[np.int64]:
    """The fresh theme that each row helped to found: the fits knew more of it than its distance from a centroid."""
    home = np.full(count, -1, dtype=np.int64)
    for theme, founders in enumerate(formation.founders):
        home[founders] = theme
    return home


def watched_theme(text: str, themes: Sequence[KnownTheme]) -> str | None:
    """The id of the first theme with a watch-word in the text; width and case of letters do not matter."""
    if not any(theme.watch_words for theme in themes):
        return None
    plain = _plain(text)
    return next((t.id for t in themes if any(word and _plain(word) in plain for word in t.watch_words)), None)


def _before(formation: Formation, units: Sequence[ThemeUnit]) -> NDArray[np.int64]:
    home = {
        unit_id: place
        for place, theme in enumerate(formation.known)
        if theme is not None
        for unit_id in theme.member_ids
    }
    return np.array([home.get(unit.id, -1) for unit in units], dtype=np.int64)


def _watched(formation: Formation, units: Sequence[ThemeUnit]) -> list[tuple[int, int]]:
    place = {theme.id: index for index, theme in enumerate(formation.known) if theme is not None}
    themes = [theme for theme in formation.known if theme is not None and theme.watch_words]
    found = ((row, watched_theme(unit.text, themes)) for row, unit in enumerate(units)) if themes else ()
    return [(row, place[theme]) for row, theme in found if theme is not None]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
