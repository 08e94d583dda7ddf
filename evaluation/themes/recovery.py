"""Do themes find the groups that people made, and do they look past the language?"""

from __future__ import annotations

import math
from collections import Counter

from evaluation.themes.material import Groups, count, groups, information
from evaluation.themes.rows import Row
from evaluation.themes.sets import LabelledSet
from evaluation.themes.shelf import Shelf


def recovery(shelf: Shelf, one: LabelledSet) -> list[Row]:
    """AMI against stock, and how many themes against how many groups (1 is right, 2 is twice or half as many)."""
    some = shelf.material(one)
    mine, theirs = groups(shelf.ours(one), some), shelf.stock(one)
    true = len(set(some.gold))
    reach = information(some.gold, theirs)
    note = f"left out: ours {(mine < 0).mean():.0%}, stock {(theirs < 0).mean():.0%}"
    return [
        Row(f"AMI · {some.name}", reach, information(some.gold, mine), reach, reach + 0.10, note=note),
        Row(
            f"k off by a factor of · {some.name}",
            _factor(count(theirs), true),
            _factor(count(mine), true),
            2.0,
            lower=True,
            note=f"{true} groups, ours {count(mine)}, stock {count(theirs)}",
        ),
    ]


def language_entropy(shelf: Shelf, one: LabelledSet) -> Row:
    """How evenly both languages share the themes: 1 when every theme is half and half, 0 when each has its own."""
    some = shelf.material(one)
    languages = list(some.written)
    mine, theirs = groups(shelf.ours(one), some), shelf.stock(one)
    return Row(
        f"language entropy inside themes · {some.name}",
        _entropy(theirs, languages),
        _entropy(mine, languages),
        0.80,
        0.90,
    )


def _entropy(found: Groups, languages: list[str]) -> float:
    total, covered = 0.0, 0
    for theme in sorted(set(found[found >= 0].tolist())):
        counts = Counter(code for code, group in zip(languages, found, strict=True) if group == theme)
        size = counts.total()
        total += size * -sum(n / size * math.log2(n / size) for n in counts.values())
        covered += size
    return total / covered if covered else 0.0


def _factor(found: int, true: int) -> float:
    return max(found, true) / max(1, min(found, true))
