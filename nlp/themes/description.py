"""What each theme says, in words: profile, label, keywords, verbatims, and the theme that says the opposite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.themes import keywords, labels, main_points, points, verbatims
from nlp.themes.folding import respondents
from nlp.themes.formation import Formation
from nlp.themes.phrases import Wording
from nlp.themes.values import KnownTheme, Theme, ThemeState, ThemeUnit, Vector

_SPOKEN_BY = 0.15


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a description may look at; rows, documents and `theme_of` run parallel to units."""

    units: Sequence[ThemeUnit]
    rows: Vector
    documents: Sequence[str]
    theme_of: NDArray[np.int64]
    formation: Formation
    wording: Wording
    verbatims: int
    published_from: float
    is_feedback: bool


def described(scene: Scene) -> tuple[Theme, ...]:
    """One theme a row of the formation, in its order; a known theme keeps its label."""
    formation = scene.formation
    if not len(formation):
        return ()
    members = [np.flatnonzero(scene.theme_of == theme).tolist() for theme in range(len(formation))]
    languages = [unit.language for unit in scene.units]
    words = keywords.of_themes(scene.documents, languages, scene.rows, scene.theme_of, formation.centroids)
    profiles = [labels.profile([scene.units[i] for i in inside], len(scene.units)) for inside in members]
    said = points.said_by_theme([_central_japanese(scene, index, inside) for index, inside in enumerate(members)])
    main = _main_points(scene, members, profiles)
    voices = [
        labels.Voice(_spoken(own, scene, inside), phrases, point)
        for own, phrases, point, inside in zip(words, said, main, members, strict=True)
    ]
    texts = labels.label_all(profiles, voices, scene.wording, is_feedback=scene.is_feedback)
    opposites = _opposites(profiles, formation.centroids)
    return tuple(
        _theme(scene, index, members[index], profiles[index], texts[index], words[index], opposites[index])
        for index in range(len(formation))
    )


def _theme(
    scene: Scene,
    index: int,
    inside: list[int],
    profile: labels.Profile,
    label: labels.Label,
    words: Mapping[str, tuple[str, ...]],
    opposite: int | None,
) -> Theme:
    formation = scene.formation
    known = formation.known[index]
    units = [scene.units[i] for i in inside]
    return Theme(
        index=index,
        known_id=known.id if known else None,
        label=dict(known.label) if known and known.label else dict(label.texts),
        keywords=words,
        centroid=formation.centroids[index],
        threshold=round(float(formation.thresholds[index]), 6),
        member_ids=tuple(unit.id for unit in units),
        respondents=respondents(units),
        polarity_counts=profile.sides,
        touchpoint=profile.touchpoint,
        pain_point=profile.pain_point,
        stability=round(float(formation.stability[index]), 4),
        state=_state(known, float(formation.stability[index]), profile, label, scene),
        group="",
        opposite=opposite,
        verbatim_ids=verbatims.choose(units, scene.rows[inside], formation.centroids[index], scene.verbatims),
    )


def _state(
    known: KnownTheme | None, stability: float, profile: labels.Profile, label: labels.Label, scene: Scene
) -> ThemeState:
    """Shown when it came back from other samples, or when most members were read as saying the same thing.

    In customer feedback a theme without a point to say stays a candidate however stable; elsewhere (news, plain
    questions) words are all there is.
    """
    if known is not None:
        return ThemeState(known.state)
    if scene.is_feedback and label.vague:
        return ThemeState.CANDIDATE
    return ThemeState.ACTIVE if stability >= scene.published_from or profile.agreed else ThemeState.CANDIDATE


def _main_points(
    scene: Scene, members: Sequence[list[int]], profiles: Sequence[labels.Profile]
) -> list[points.Point | None]:
    central = [
        main_points.central([scene.units[i] for i in inside], scene.rows[inside], scene.formation.centroids[theme])
        for theme, inside in enumerate(members)
    ]
    return main_points.main_points(central, [p.polarity for p in profiles], [p.is_phrased for p in profiles])


def _central_japanese(scene: Scene, theme: int, inside: list[int]) -> list[str]:
    """The theme's Japanese texts, the most central first."""
    there = [i for i in inside if scene.units[i].language == "ja"]
    nearness = scene.rows[there] @ scene.formation.centroids[theme]
    return [scene.units[there[int(place)]].text for place in np.argsort(-nearness, kind="stable")]


def _spoken(words: Mapping[str, tuple[str, ...]], scene: Scene, inside: list[int]) -> Mapping[str, tuple[str, ...]]:
    """Keywords of the languages that a fair part of the theme is written in: six stray units say nothing of it."""
    counts = Counter(scene.units[i].language for i in inside)
    return {code: own for code, own in words.items() if counts[code] >= _SPOKEN_BY * len(inside)}


def _opposites(profiles: Sequence[labels.Profile], centroids: Vector) -> list[int | None]:
    """For each theme, the nearest one on the same touchpoint that takes the other side: a pair, seen from both."""
    closeness = centroids @ centroids.T
    found: list[int | None] = []
    for index, own in enumerate(profiles):
        others = [
            other
            for other, profile in enumerate(profiles)
            if own.touchpoint and profile.touchpoint == own.touchpoint and own.polarity * profile.polarity < 0
        ]
        found.append(max(others, key=lambda other: (float(closeness[index, other]), -other), default=None))
    return found
