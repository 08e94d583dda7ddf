"""What theme discovery takes and gives: frozen values, free of storage and of the clustering libraries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
LanguageMeans = Mapping[str, Vector]


class ThemeState(StrEnum):
    """A theme is shown from `active` on; its id outlives every state."""

    CANDIDATE = "candidate"
    ACTIVE = "active"
    DORMANT = "dormant"
    RETIRED = "retired"
    MERGED = "merged"


class EventKind(StrEnum):
    """What can happen to a theme, by the engine or by a person."""

    BORN = "born"
    RENAMED = "renamed"
    DRIFTED = "drifted"
    SPLIT = "split"
    MERGED = "merged"
    DORMANT = "dormant"
    REVIVED = "revived"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Facet:
    """The labels a unit was read with; they join the vector as a light extra block."""

    touchpoint: str | None = None
    pain_point: str | None = None
    polarity: int = 0


@dataclass(frozen=True, slots=True)
class ThemeUnit:
    """One opinion unit; `vector` has the encoder's dimension, length 1; `respondent` counts people, not rows."""

    id: str
    text: str
    language: str
    vector: Vector = field(repr=False, compare=False)
    polarity: int = 0
    touchpoint: str | None = None
    pain_point: str | None = None
    respondent: str | None = None

    @property
    def facet(self) -> Facet:
        return Facet(self.touchpoint, self.pain_point, self.polarity)


@dataclass(frozen=True, slots=True)
class KnownTheme:
    """A theme that exists. `centroid` now and `anchor` at birth live in the centred feature space, length 1.

    `pinned`: never dropped, renamed, merged or moved by the engine. `forbidden`: never proposed again.
    `watch_words`: a unit that contains one belongs here, whatever its vector says. What a person did to it is not
    proposed to be undone: a theme is not merged with one that it was parted from (`apart`), and not split after others
    were merged into it (`joined`).
    """

    id: str
    centroid: Vector = field(repr=False, compare=False)
    threshold: float
    label: Mapping[str, str]
    anchor: Vector | None = field(default=None, repr=False, compare=False)
    member_ids: frozenset[str] = field(default=frozenset(), repr=False)
    state: str = ThemeState.ACTIVE
    pinned: bool = False
    forbidden: bool = False
    watch_words: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class DiscoveryOptions:
    """How to discover. `language_means`: frozen means of an earlier run, so that its centroids stay comparable.

    A cluster whose bootstrap Jaccard is below `floor` is dropped; from `stability` on it is published, between the
    two it is a candidate.
    """

    seed: int = 0
    base_size: int = 5000
    runs: int = 6
    subsample: float = 0.8
    stability: float = 0.75
    floor: float = 0.5
    min_theme_size: int | None = None
    verbatims: int = 5
    language_means: LanguageMeans | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Theme:
    """One discovered theme; `index` is only good within its run, `known_id` is the permanent id it was matched to."""

    index: int
    known_id: str | None
    label: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    centroid: Vector = field(repr=False, compare=False)
    threshold: float
    member_ids: tuple[str, ...] = field(repr=False)
    respondents: int
    polarity_counts: tuple[int, int, int]
    touchpoint: str | None
    pain_point: str | None
    stability: float
    state: ThemeState
    group: str
    opposite: int | None
    verbatim_ids: tuple[str, ...]

    @property
    def polarity(self) -> int:
        """The side three of four opinionated members take, else 0: the theme has two sides."""
        negative, _, positive = self.polarity_counts
        if negative >= 3 * positive and negative:
            return -1
        return 1 if positive >= 3 * negative and positive else 0


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """The upper of the two levels: a stage's touchpoint, or what a branch of related themes shares."""

    key: str
    label: Mapping[str, str]
    themes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """`theme` is the index in the run, `None` for unassigned; `similarity` is to the nearest theme, -1..1."""

    theme: int | None
    similarity: float


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a theme, with what was before and after and the figure that decided."""

    kind: str
    theme_id: str | None
    index: int | None
    before: str
    after: str
    reason: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Enough to repeat the run; `versions` of every library that can move a cluster."""

    seed: int
    units: int
    folded: int
    base: int
    themes: int
    unassigned: int
    runs: int
    min_theme_size: int
    seconds: float
    versions: Mapping[str, str]

    @property
    def unassigned_share(self) -> float:
        return self.unassigned / self.units if self.units else 0.0


@dataclass(frozen=True, slots=True)
class Discovery:
    """The outcome of one run over a set of units."""

    themes: tuple[Theme, ...]
    groups: tuple[ThemeGroup, ...]
    memberships: Mapping[str, Membership] = field(repr=False)
    events: tuple[Event, ...]
    language_means: LanguageMeans = field(repr=False)
    run: RunRecord
