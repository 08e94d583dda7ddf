"""Does the same material give the same themes: twice, from other samples, and after a month's growth?"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from evaluation.themes.material import Groups, Material, agreement, groups, ours, stock
from evaluation.themes.rows import Row
from evaluation.themes.sets import LabelledSet
from evaluation.themes.shelf import Shelf
from nlp.themes import KnownTheme

DRAWS = (80, 81, 82)


def same_input_twice(shelf: Shelf, one: LabelledSet) -> Row:
    some = shelf.material(one)
    first = groups(shelf.ours(one), some)
    # In a process of its own: what a process remembers or how it orders its sets must not decide either.
    with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:
        second = elsewhere.submit(_found, _shuffled(some), some).result()
    stocks = agreement(stock(some), stock(some))
    return Row(
        f"same input twice, rows shuffled, another process: ARI · {some.name}",
        stocks,
        agreement(first, second),
        1.0,
        1.0,
    )


def _found(shuffled: Material, some: Material) -> Groups:
    return groups(ours(shuffled), some)


def subsamples(shelf: Shelf, one: LabelledSet) -> Row:
    """Two 80 % subsamples: agreement over the units in both, in published themes; the mean of `DRAWS` such pairs.

    From one pair to the next it moves by .1, so that a single one says little.
    """
    some = shelf.material(one)
    theirs, mine, covered = zip(*(_two_samples(some, seed) for seed in DRAWS), strict=True)
    return Row(
        f"80 % subsamples, published themes: ARI · {some.name}",
        float(np.mean(theirs)),
        float(np.mean(mine)),
        0.80,
        0.90,
        note=f"mean of {', '.join(f'{ari:.3f}' for ari in mine)}; "
        f"{np.mean(covered):.0%} of the shared units are in published themes on both sides",
    )


def _two_samples(some: Material, seed: int) -> tuple[float, float, float]:
    """Agreement of stock's topics and of our published themes, and the share of shared units that have one twice."""
    generator, size = np.random.default_rng(seed), round(0.8 * len(some.units))
    picked = [np.sort(generator.choice(len(some.units), size, replace=False)) for _ in range(2)]
    parts = [some.part(rows.tolist()) for rows in picked]
    _, left, right = np.intersect1d(picked[0], picked[1], return_indices=True)
    mine = [groups(ours(part), part, published=True) for part in parts]
    theirs = [stock(part) for part in parts]
    return (
        agreement(theirs[0][left], theirs[1][right], both=True),
        agreement(mine[0][left], mine[1][right], both=True),
        float(((mine[0][left] >= 0) & (mine[1][right] >= 0)).mean()),
    )


def growth(shelf: Shelf, one: LabelledSet) -> list[Row]:
    """Ten per cent more: ids that are kept, and old units that change theme."""
    some = shelf.material(one)
    generator = np.random.default_rng(10)
    old = np.sort(generator.choice(len(some.units), round(len(some.units) / 1.1), replace=False)).tolist()
    before = some.part(old)
    first = ours(before)
    known = [
        KnownTheme(f"T{t.index}", t.centroid, t.threshold, t.label, t.centroid, frozenset(t.member_ids), t.state)
        for t in first.themes
    ]
    second = ours(some, known=known, means=first.language_means)
    living = {theme.known_id for theme in second.themes if theme.member_ids}
    kept = sum(theme.id in living for theme in known) / max(1, len(known))
    was = groups(first, before)
    now = _by_known_id(groups(second, some)[old], [t.known_id for t in second.themes], [k.id for k in known])
    theirs = stock(before), stock(some)[old]
    stable = float((theirs[0] == theirs[1])[theirs[0] >= 0].mean())
    return [
        Row(f"+10 % data: ids kept · {some.name}", stable, kept, 0.98, 1.0, note="stock: units whose number stayed"),
        Row(
            f"+10 % data: old units re-labelled · {some.name}", 1 - stable, float((was != now).mean()), 0.02, 0.01, True
        ),
    ]


def _by_known_id(found: Groups, known_ids: list[str | None], order: list[str]) -> Groups:
    place = {theme_id: index for index, theme_id in enumerate(order)}
    renamed = [place.get(known or "", 1000 + index) for index, known in enumerate(known_ids)]
    return np.array([renamed[theme] if theme >= 0 else -1 for theme in found], dtype=np.int64)


def _shuffled(some: Material) -> Material:
    return some.part(np.random.default_rng(1).permutation(len(some.units)).tolist())
