"""A theme outlives the run that found it: a fresh look is matched to what is known, and differences become events.

Matching: Hungarian on half member overlap, half centroid cosine. What the engine may do alone: give new units to
known themes, and bear new themes. What it only proposes: to split, merge or rename what people already know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from nlp.themes.assign import nearest_above, takes_members
from nlp.themes.formation import Formation
from nlp.themes.membership import placed
from nlp.themes.values import Event, EventKind, KnownTheme, ThemeState, ThemeUnit, Vector
from nlp.themes.vectors import centroid_of

SURVIVES = 0.6
SPLIT_PART = 0.3
MERGE_PART = 0.7
DRIFTED = 0.9
# A fresh theme is a birth when at least this share of it was in no known theme.
NEW_PART = 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """Known themes against fresh ones over the same units: sizes, shared members, closeness."""

    known_sizes: NDArray[np.int64]
    fresh_sizes: NDArray[np.int64]
    shared: NDArray[np.int64]
    closeness: NDArray[np.float32]

    @property
    def overlap(self) -> NDArray[np.float64]:
        union = self.known_sizes[:, None] + self.fresh_sizes[None, :] - self.shared
        return np.asarray(self.shared / np.maximum(union, 1))


def matched(look: Look) -> dict[int, int]:
    """Fresh theme by known theme, one to one, for pairs that score at least `SURVIVES`."""
    score = 0.5 * look.overlap + 0.5 * look.closeness
    rows, columns = linear_sum_assignment(-score)
    return {int(k): int(f) for k, f in zip(rows, columns, strict=True) if score[k, f] >= SURVIVES}


def anchored(
    fresh: Formation, known: Sequence[KnownTheme], rows: Vector, units: Sequence[ThemeUnit], min_size: int
) -> tuple[Formation, tuple[Event, ...]]:
    """Known themes as they are, plus the births, plus what happened. Without known themes: all are births."""
    kept = [theme for theme in known if takes_members(theme)]
    _check(known, rows.shape[1])
    fresh = _permitted(fresh, known)
    if not kept:
        return fresh, tuple(_birth(index, None) for index in range(len(fresh)))
    standing = _standing(kept)
    known_of, _ = placed(standing, rows, units)
    fresh_of, _ = (
        nearest_above(rows, fresh.centroids, fresh.thresholds) if len(fresh) else (np.full(len(rows), -1), None)
    )
    look = compared(standing, known_of, fresh, fresh_of)
    pairs = matched(look)
    births = [index for index in range(len(fresh)) if index not in pairs.values() and _is_new(look, index, min_size)]
    events = [
        *(_birth(len(standing) + place, f"{_new_share(look, index):.0%}") for place, index in enumerate(births)),
        *_splits(kept, look),
        *_merges(kept, look),
        *_sleepers(kept, look, min_size),
        *_drifts(kept, known_of, rows),
    ]
    return _together(standing, fresh, births), tuple(events)


def compared(standing: Formation, known_of: NDArray[np.int64], fresh: Formation, fresh_of: NDArray[np.int64]) -> Look:
    shared = np.zeros((len(standing), len(fresh)), dtype=np.int64)
    both = (known_of >= 0) & (fresh_of >= 0)
    np.add.at(shared, (known_of[both], fresh_of[both]), 1)
    return Look(
        np.bincount(known_of[known_of >= 0], minlength=len(standing)),
        np.bincount(fresh_of[fresh_of >= 0], minlength=len(fresh)),
        shared,
        standing.centroids @ fresh.centroids.T,
    )


def _standing(kept: Sequence[KnownTheme]) -> Formation:
    return Formation(
        np.stack([np.asarray(theme.centroid, dtype=np.float32) for theme in kept]),
        np.array([theme.threshold for theme in kept], dtype=np.float32),
        np.ones(len(kept)),
        tuple(kept),
    )


def _together(standing: Formation, fresh: Formation, births: Sequence[int]) -> Formation:
    chosen = list(births)
    return Formation(
        np.vstack([standing.centroids, fresh.centroids[chosen]]),
        np.concatenate([standing.thresholds, fresh.thresholds[chosen]]),
        np.concatenate([standing.stability, fresh.stability[chosen]]),
        (*standing.known, *(None for _ in chosen)),
        (*(np.zeros(0, dtype=np.int64) for _ in standing.known), *(fresh.founders[index] for index in chosen)),
    )


def _permitted(fresh: Formation, known: Sequence[KnownTheme]) -> Formation:
    """Without the themes that a person has forbidden."""
    banned = [theme for theme in known if theme.forbidden]
    if not banned or not len(fresh):
        return fresh
    closest = (fresh.centroids @ np.stack([theme.centroid for theme in banned]).T).max(axis=1)
    allowed = np.flatnonzero(closest < MERGE_PART)
    return fresh.only(allowed.tolist())


def _is_new(look: Look, index: int, min_size: int) -> bool:
    newcomers = look.fresh_sizes[index] - look.shared[:, index].sum()
    return bool(newcomers >= min_size and _new_share(look, index) >= NEW_PART)


def _new_share(look: Look, index: int) -> float:
    size = int(look.fresh_sizes[index])
    return (size - int(look.shared[:, index].sum())) / size if size else 0.0


def _birth(index: int, newcomers: str | None) -> Event:
    reason = f"{newcomers} of its members were in no known theme" if newcomers else "first discovery"
    return Event(EventKind.BORN, None, index, "", "", reason)


def _splits(kept: Sequence[KnownTheme], look: Look) -> list[Event]:
    found = []
    for place, theme in enumerate(kept):
        size = int(look.known_sizes[place])
        parts = [
            f
            for f in range(look.shared.shape[1])
            if size and look.shared[place, f] >= SPLIT_PART * size and look.shared[:, f].argmax() == place
        ]
        if len(parts) >= 2 and not theme.pinned and not theme.joined:
            shares = ", ".join(f"{look.shared[place, f] / size:.0%}" for f in parts)
            found.append(Event(EventKind.SPLIT, theme.id, place, str(size), shares, f"a fresh look parts it {shares}"))
    return found


def _merges(kept: Sequence[KnownTheme], look: Look) -> list[Event]:
    found = []
    for f in range(look.shared.shape[1]):
        inside = [
            k
            for k in range(len(kept))
            if look.known_sizes[k] and look.shared[k, f] >= MERGE_PART * look.known_sizes[k] and not kept[k].pinned
        ]
        inside = _unparted(kept, sorted(inside, key=lambda k: (-int(look.known_sizes[k]), k)))
        if len(inside) >= 2:
            first, *others = inside
            names = tuple(kept[k].id for k in others)
            reason = f"a fresh look finds {look.fresh_sizes[f]} units as one theme"
            found.append(
                Event(EventKind.MERGED, kept[first].id, first, ", ".join(names), kept[first].id, reason, names)
            )
    return found


def _unparted(kept: Sequence[KnownTheme], places: Sequence[int]) -> list[int]:
    """Those in which no two were parted by a person; of two that were, the first stays."""
    chosen: list[int] = []
    for place in places:
        if kept[place].apart.isdisjoint(kept[one].id for one in chosen):
            chosen.append(place)
    return chosen


def _sleepers(kept: Sequence[KnownTheme], look: Look, min_size: int) -> list[Event]:
    found = []
    for place, theme in enumerate(kept):
        size = int(look.known_sizes[place])
        if theme.state == ThemeState.DORMANT and size >= min_size:
            found.append(Event(EventKind.REVIVED, theme.id, place, "dormant", "active", f"{size} units again"))
        elif theme.state == ThemeState.ACTIVE and size == 0 and not theme.pinned:
            found.append(Event(EventKind.DORMANT, theme.id, place, "active", "dormant", "no units in this window"))
    return found


def _drifts(kept: Sequence[KnownTheme], known_of: NDArray[np.int64], rows: Vector) -> list[Event]:
    found = []
    for place, theme in enumerate(kept):
        inside = rows[known_of == place]
        if theme.anchor is None or not len(inside):
            continue
        cosine = float(centroid_of(inside) @ theme.anchor)
        if cosine < DRIFTED:
            reason = f"its members are now at cosine {cosine:.2f} from where it was born"
            found.append(Event(EventKind.DRIFTED, theme.id, place, "1.00", f"{cosine:.2f}", reason))
    return found


def _check(known: Sequence[KnownTheme], dimension: int) -> None:
    for theme in known:
        if len(theme.centroid) != dimension:
            raise ValueError(
                f"theme {theme.id!r} has a centroid of {len(theme.centroid)} numbers; wanted {dimension}, "
                "the encoder's and the facets'"
            )
