"""Longer texts from short ones: people write several sentences, our comments are mostly one.

Sentences of one review are joined in their order; comments of one language at random. What the whole says follows
from its parts: one side and neutral words are that side, both sides are mixed. Only training sees them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.tasks import SENTIMENTS, columns
from nlp.training.passages import Labelled

Floats = NDArray[np.float32]
_LONGEST = 400  # code points of a joined text
_WEIGHT = 0.5
_MOST_PARTS = 4
_AT = columns("passage")
_MIXED = SENTIMENTS.index("mixed")
_NEUTRAL = SENTIMENTS.index("neutral")
_LABELS = {"against": (0, 1), "for": (3, 4), "neither": (_NEUTRAL,), "both": (_MIXED,)}


def joined(items: Sequence[Labelled], count: int, seed: int) -> list[Labelled]:
    """At most `count` longer texts from `items`, of each language in proportion, and as many from reviews."""
    random = np.random.default_rng(seed)
    ready = [item for item in items if _side(item.targets) and not item.question and item.source != "quote"]
    ours = [item for item in ready if item.source in {"feedback", "comments"}]
    reviews = [item for item in ready if item.source == "ja_reviews"]
    return [*_at_random(ours, count, random), *_in_order(reviews, count, random)]


def _at_random(items: Sequence[Labelled], count: int, random: np.random.Generator) -> Iterator[Labelled]:
    by_language: dict[str, list[Labelled]] = defaultdict(list)
    for item in items:
        by_language[item.language].append(item)
    for _, some in sorted(by_language.items()):
        for _ in range(count * len(some) // len(items)):
            parts = [some[i] for i in random.integers(len(some), size=random.integers(2, _MOST_PARTS + 1))]
            yield from _fitting(_agreeing(parts, random))


def _agreeing(parts: list[Labelled], random: np.random.Generator) -> list[Labelled]:
    """Most people who write at length take one side; parts of another than the first's mostly stay out."""
    first = _side(parts[0].targets)
    return [parts[0], *(p for p in parts[1:] if _side(p.targets) in {first, "neither"} or random.random() < 0.25)]


def _in_order(items: Sequence[Labelled], count: int, random: np.random.Generator) -> Iterator[Labelled]:
    by_review: dict[str, list[Labelled]] = defaultdict(list)
    for item in items:
        by_review[item.identifier.split("-")[0]].append(item)
    longer = [some for _, some in sorted(by_review.items()) if len(some) > 1]
    for place in random.permutation(len(longer))[:count]:
        some = longer[int(place)]
        start = int(random.integers(len(some) - 1))
        yield from _fitting(some[start : start + int(random.integers(2, _MOST_PARTS + 1))])


def _fitting(parts: Sequence[Labelled]) -> Iterator[Labelled]:
    if len(parts) > 1 and sum(len(part.text) for part in parts) <= _LONGEST:
        yield _join(parts)


def _join(parts: Sequence[Labelled]) -> Labelled:
    first = parts[0]
    gap = "" if first.language in {"ja", "zh", "th"} else " "
    return Labelled(
        first.identifier, "joined", gap.join(part.text for part in parts),
        tuple(unit for part in parts for unit in part.units), first.language, None,
        _together(np.stack([part.targets for part in parts])),
        np.concatenate([part.unit_targets for part in parts]), _WEIGHT * min(part.weight for part in parts),
    )  # fmt: skip


def _together(rows: Floats) -> Floats:
    """Of the parts' targets (parts, labels) those of the whole."""
    found = np.ones(rows.shape[1], dtype=np.float32)
    sides = {_side(row) for row in rows} - {"neither"}
    side = "neither" if not sides else sides.pop() if len(sides) == 1 else "both"
    found[_AT["sentiment"]] = 0
    found[_AT["sentiment"]][list(_LABELS[side or "both"])] = 1
    for name in ("intents", "signals"):
        found[_AT[name]] = rows[:, _AT[name]].max(axis=0)  # NaN, not said, stays NaN
    urgency = rows[:, _AT["urgency"]]
    if (urgency == 0).any(axis=1).all():
        found[_AT["urgency"]] = 0
        found[_AT["urgency"]][urgency.argmax(axis=1).max()] = 1
    return found


def _side(row: Floats) -> str | None:
    """The side that the labels allowed leave, `None` when they leave several."""
    allowed = set(np.flatnonzero(row[_AT["sentiment"]]))
    return next((name for name, labels in _LABELS.items() if allowed and allowed <= set(labels)), None)
