"""Where seed themes lie, and how wide they are: reckoned from their examples and the comments that were read."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.database import Sessions, reading, retrying
from models.themes import (
    NewSeed,
    Renewed,
    SeedExamples,
    SeveralEncoders,
    WaitingSeed,
    language_means,
    newest_dimension,
    replant,
    units_for_discovery,
    waiting_seeds,
)
from nlp.themes.seeds import Examples, SeedTheme, planted
from nlp.themes.thresholds import USUAL
from nlp.themes.values import Facet, KnownTheme, LanguageMeans, Vector
from nlp.themes.vectors import dimension_of, features
from workers.means import facets_of, first_means
from workers.newcomers import assign_to_new
from workers.renewal import renew

_AROUND = 5_000  # units: enough to see where strangers end
# Read before a seed is placed without anyone asking: the means are frozen then, and a handful is no mean.
ENOUGH = 100
_REASON = "comments were read: placed by its examples"


@dataclass(frozen=True, slots=True)
class Ground:
    """What seeds are placed in; `around` are feature rows of a sample of the units."""

    means: LanguageMeans = field(repr=False)
    around: Vector = field(repr=False)

    @property
    def dimension(self) -> int:
        return dimension_of(self.means)

    def planted(self, seed: SeedTheme, examples: Examples) -> KnownTheme:
        return planted(seed, examples, self.means, self.around)


def ground(sessions: Sessions, workspace_id: int) -> Ground | None:
    """Of the encoder that reads today; themes of another get their place there first. None when nothing was read.

    Raises `SeveralEncoders` while comments wait to be read again.
    """
    renew(sessions, workspace_id)
    with reading(sessions) as session:
        means: LanguageMeans | None = language_means(session, workspace_id) or None
        dimension = newest_dimension(session, workspace_id)
    if means is None or dimension_of(means) != dimension:
        means = first_means(sessions, workspace_id)
    if means is None:
        return None
    with reading(sessions) as session:
        table = units_for_discovery(session, workspace_id, limit=_AROUND)
    return Ground(means, features(table.vectors, table.languages, means, facets_of(table)))


def prepared(seed: SeedTheme, examples: Examples, placed_in: Ground | None) -> NewSeed:
    """The seed as storage takes it; without a ground it waits, with what was read of its examples."""
    facet = examples.agreed(seed.facet)
    theme = placed_in.planted(seed, examples) if placed_in else None
    return NewSeed(
        key=seed.id,
        label=seed.label,
        centroid=theme.centroid if theme else examples.vectors[0][:0],
        threshold=theme.threshold if theme else USUAL,
        touchpoint=facet.touchpoint,
        pain_point=facet.pain_point,
        watch_words=seed.watch_words,
        encoder=f"{examples.vectors.shape[1]}d",
        polarity=facet.polarity,
        examples=None if theme else _kept(examples),
    )


def place_waiting(sessions: Sessions, workspace_id: int, enough: int = 1) -> int:
    """Seeds that waited for comments get their place, once `enough` units were read, and their units: how many.

    One whose examples another encoder has read waits on, until its file is given again; all of them wait while
    comments are to be read again.
    """
    with reading(sessions) as session:
        waiting = waiting_seeds(session, workspace_id)
    found = _ground_of(sessions, workspace_id, enough) if waiting else None
    if found is None:
        return 0
    fitting = [one for one in waiting if one.examples.vectors.shape[1] == found.dimension]
    places = [_place(one, found) for one in fitting]
    encoder = f"{found.dimension}d"
    retrying(sessions, lambda session: replant(session, workspace_id, "engine", places, encoder, _REASON))
    return assign_to_new(sessions, workspace_id, frozenset(place.theme_id for place in places))


def _ground_of(sessions: Sessions, workspace_id: int, enough: int) -> Ground | None:
    try:
        with reading(sessions) as session:
            if len(units_for_discovery(session, workspace_id, limit=enough)) < enough:
                return None
        return ground(sessions, workspace_id)
    except SeveralEncoders:
        return None


def _place(waiting: WaitingSeed, found: Ground) -> Renewed:
    kept = waiting.examples
    facet = Facet(waiting.touchpoint, waiting.pain_point, waiting.polarity)
    seed = SeedTheme(waiting.key, dict(waiting.label), (), facet, ())
    theme = found.planted(seed, Examples(kept.vectors, kept.languages, [Facet(*each) for each in kept.facets]))
    return Renewed(waiting.theme_id, theme.centroid, theme.threshold)


def _kept(examples: Examples) -> SeedExamples:
    facets = [(facet.touchpoint, facet.pain_point, facet.polarity) for facet in examples.facets]
    return SeedExamples(examples.vectors, examples.languages, facets)
