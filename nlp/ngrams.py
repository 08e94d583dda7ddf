"""What a text is spelt with, as bucket numbers: hashed character n-grams, and words and pairs where words are spaced.

The hash is our own arithmetic on code points, so it is the same on every machine and version of Python.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

ORDERS = (1, 2, 3, 4)
_LONGEST = 2_000  # code points read of one text: the classifier's view of a very long text is its beginning
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_ORDER_SEEDS = {order: np.uint64(0xC2B2AE3D27D4EB4F * order % 2**64) for order in range(1, 9)}
_SHIFT = np.uint64(29)
_WORD_SEED = np.uint64(0x165667B19E3779F9)


@dataclass(frozen=True, slots=True)
class Bags:
    """Distinct buckets of each text, ascending: those of text i are `buckets[starts[i]:starts[i + 1]]`.

    `counts` says how often each occurs; every text has at least one bucket.
    """

    buckets: NDArray[np.int32]
    counts: NDArray[np.int64]
    starts: NDArray[np.int32]


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    values = (values ^ (values >> _SHIFT)) * _MULTIPLIER
    return values ^ (values >> _SHIFT)


def _code_points(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Code points of all texts in a row, and the number of the text each belongs to."""
    shown = [f" {text[:_LONGEST].lower()} " for text in texts]
    points = np.frombuffer("".join(shown).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(shown)), [len(text) for text in shown])
    return points, owners


@cache
def _spaced() -> NDArray[np.bool_]:
    """Which code points below 65,536 are letters, marks or digits of scripts that put spaces between words."""
    found = np.zeros(0x10000, dtype=bool)
    for point in (*range(0x30, 0x0E00), *range(0x1E00, 0x2000), *range(0xAC00, 0xD7A4)):
        found[point] = unicodedata.category(chr(point))[0] in "LMN"
    return found


def _word_keys(points: NDArray[np.uint64], owners: NDArray[np.int64], buckets: int) -> list[NDArray[np.int64]]:
    """Keys of the single words and pairs of words of spaced scripts."""
    inside = _spaced()[np.minimum(points, 0xFFFF).astype(np.int64)]
    begins = np.flatnonzero(inside & ~np.concatenate([[False], inside[:-1]]))
    if not len(begins):
        return []
    places = (
        np.arange(len(points)) - begins[np.maximum(np.searchsorted(begins, np.arange(len(points)), "right") - 1, 0)]
    )
    letters = np.where(inside, _mixed(points + (places + 1).astype(np.uint64) * _MULTIPLIER), np.uint64(0))
    words = _mixed(np.add.reduceat(letters, begins) ^ _WORD_SEED)
    owner = owners[begins]
    same = owner[:-1] == owner[1:]
    pairs = _mixed(words[:-1] * _MULTIPLIER + words[1:])[same]
    mask = np.uint64(buckets - 1)
    return [
        owner * buckets + (words & mask).astype(np.int64),
        owner[:-1][same] * buckets + (pairs & mask).astype(np.int64),
    ]


def bags(texts: Sequence[str], buckets: int, orders: Sequence[int] = ORDERS) -> Bags:
    """The n-gram bags of `texts`; `buckets` is a power of two."""
    points, owners = _code_points(texts)
    rolling = np.zeros(len(points), dtype=np.uint64)
    keys = []
    for order in range(1, max(orders) + 1):
        size = len(points) - order + 1
        if size <= 0:
            break
        rolling = _mixed(rolling[:size] + points[order - 1 :])
        inside = owners[:size] == owners[order - 1 :]
        if order in orders:
            hashed = _mixed(rolling[inside] ^ _ORDER_SEEDS[order]) & np.uint64(buckets - 1)
            keys.append(owners[:size][inside] * buckets + hashed.astype(np.int64))
    keys += _word_keys(points, owners, buckets)
    distinct, counts = np.unique(np.concatenate(keys), return_counts=True)
    starts = np.searchsorted(distinct, np.arange(len(texts) + 1) * buckets)
    # Whole numbers of 32 bits: what sparse products are made of, which check longer ones one by one.
    return Bags((distinct % buckets).astype(np.int32), counts, starts.astype(np.int32))
