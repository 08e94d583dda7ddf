"""What a theme would be called if it were found today: asked when its meaning has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nlp.themes import labels, main_points, points
from nlp.themes import vectors as space
from nlp.themes.phrases import Wording
from nlp.themes.values import Discovery, LanguageMeans, ThemeUnit, Vector


def names_today(found: Discovery, units: Mapping[str, ThemeUnit], wording: Wording) -> list[Mapping[str, str]]:
    """A label for each theme of the run, in its order, told apart from one another as at a birth."""
    members: list[Sequence[ThemeUnit]] = [[units[unit] for unit in theme.member_ids] for theme in found.themes]
    profiles = [labels.profile(inside, len(units)) for inside in members]
    said = points.said_by_theme([[unit.text for unit in inside if unit.language == "ja"] for inside in members])
    sides, phrased = [profile.polarity for profile in profiles], [profile.is_phrased for profile in profiles]
    main = main_points.main_points(_centres(found, members), sides, phrased)
    voices = [labels.Voice(*each) for each in zip((theme.keywords for theme in found.themes), said, main, strict=True)]
    is_feedback = space.is_feedback(found.language_means)
    return [label.texts for label in labels.label_all(profiles, voices, wording, is_feedback=is_feedback)]


def _centres(found: Discovery, members: Sequence[Sequence[ThemeUnit]]) -> list[Sequence[ThemeUnit]]:
    return [
        main_points.central(inside, _rows(inside, found.language_means), theme.centroid) if inside else []
        for theme, inside in zip(found.themes, members, strict=True)
    ]


def _rows(units: Sequence[ThemeUnit], means: LanguageMeans) -> Vector:
    vectors = np.stack([unit.vector for unit in units])
    return space.features(vectors, [unit.language for unit in units], means, [unit.facet for unit in units])
