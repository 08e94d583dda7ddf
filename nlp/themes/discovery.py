"""From units to themes: centred, folded, fitted several times, agreed on, matched to what is known, described."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nlp.themes import topic_engine
from nlp.themes import vectors as space
from nlp.themes.description import Scene, described
from nlp.themes.folding import folded
from nlp.themes.formation import Formation, Material, formed
from nlp.themes.hierarchy import grouped
from nlp.themes.membership import placed
from nlp.themes.phrases import Wording
from nlp.themes.smoothing import drawn_together
from nlp.themes.tracking import anchored
from nlp.themes.values import Discovery, DiscoveryOptions, KnownTheme, Membership, RunRecord, ThemeUnit, Vector
from nlp.tokens import content_tokens

FEWEST_UNITS = 12
_BY_DEFAULT = DiscoveryOptions()
_AS_OURS = Wording()
Tokens = Callable[[str, str], Sequence[str]]
Forming = Callable[[Material, DiscoveryOptions, int], Formation]


def discover(
    units: Sequence[ThemeUnit],
    known: Sequence[KnownTheme] = (),
    *,
    options: DiscoveryOptions = _BY_DEFAULT,
    tokens: Tokens = content_tokens,
    wording: Wording = _AS_OURS,
    forming: Forming = formed,
) -> Discovery:
    """Themes of these units. The same units, options and versions give the same themes, in any order of rows.

    `known` themes keep their ids, centroids and labels; what the fresh look would change about them comes as events,
    for a person to accept. `wording` is what a company calls its touchpoints and pain points; `forming` is how fresh
    themes form.
    """
    started = time.monotonic()
    units = _sorted(units)
    matrix = _matrix(units)
    languages = [unit.language for unit in units]
    facets = [unit.facet for unit in units]
    # A frozen mean stays; a language that came since then gets one.
    means = space.means_of(matrix, languages, facets) | dict(options.language_means or {})
    rows = space.features(matrix, languages, means, facets)
    _, weights = folded(units)
    documents = [" ".join(tokens(unit.text, unit.language)) for unit in units]
    drawn = drawn_together(space.centre(matrix, languages, means), documents)
    size = options.min_theme_size or smallest_theme(int((weights > 0).sum()))
    base = _base(weights, options)
    material = Material(space.faceted(drawn, means, facets), rows, base)
    fresh = forming(material, options, size) if len(base) >= FEWEST_UNITS else Formation.empty(rows.shape[1])
    formation, events = anchored(fresh, known, rows, units, size)
    theme_of, similarity = placed(formation, rows, units)
    scene = Scene(
        units,
        rows,
        documents,
        theme_of,
        formation,
        wording,
        options.verbatims,
        options.stability,
        is_feedback=space.is_feedback(means),
    )
    themes, groups = grouped(described(scene), formation, wording)
    unassigned = int((theme_of < 0).sum())
    record = RunRecord(
        seed=options.seed,
        units=len(units),
        folded=len(units) - int((weights > 0).sum()),
        base=len(base),
        themes=len(themes),
        unassigned=unassigned,
        runs=options.runs,
        min_theme_size=size,
        seconds=round(time.monotonic() - started, 3),
        versions=topic_engine.versions(),
    )
    return Discovery(themes, groups, _memberships(units, theme_of, similarity), events, means, record)


def smallest_theme(units: int) -> int:
    """Grows with the square root of the sample, so that the number of themes does not explode with it.

    Settled on training material alone (requests at four levels, two sets of intents, patient comments, quotes): half or
    twice as many themes agree with people's groups as well or a little worse, and come back less surely in a sample.
    """
    return max(4, round(0.4 * math.sqrt(units)))


def _base(weights: NDArray[np.int64], options: DiscoveryOptions) -> NDArray[np.int64]:
    """The rows to fit on: one of each near-duplicate, a seeded sample of them above the limit."""
    rows = np.flatnonzero(weights)
    if len(rows) <= options.base_size:
        return rows
    generator = np.random.default_rng([options.seed, len(rows)])
    return np.sort(generator.choice(rows, options.base_size, replace=False))


def _sorted(units: Sequence[ThemeUnit]) -> list[ThemeUnit]:
    """By id: UMAP places rows by their order, and the order of rows must not decide what a theme is."""
    ordered = sorted(units, key=lambda unit: unit.id)
    for before, after in pairwise(ordered):
        if before.id == after.id:
            raise ValueError(f"unit id {after.id!r} comes twice; wanted one unit an id")
    return ordered


def _matrix(units: Sequence[ThemeUnit]) -> Vector:
    if not units:
        raise ValueError("no units to discover themes in; wanted at least one")
    dimension = len(units[0].vector)
    for unit in units:
        if len(unit.vector) != dimension:
            raise ValueError(f"unit {unit.id!r} has a vector of {len(unit.vector)} numbers; wanted {dimension}")
    return np.stack([np.asarray(unit.vector, dtype=np.float32) for unit in units])


def _memberships(
    units: Sequence[ThemeUnit], theme_of: NDArray[np.int64], similarity: NDArray[np.float32]
) -> Mapping[str, Membership]:
    return {
        unit.id: Membership(int(theme) if theme >= 0 else None, round(float(value), 4))
        for unit, theme, value in zip(units, theme_of, similarity, strict=True)
    }
