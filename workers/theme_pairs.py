"""Counts the opinion pairs (配送-遅い) of each theme, on a few of its units: the parse is slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.themes import UnitTable
from nlp.pair_values import Pair
from nlp.themes.values import Theme

UNITS_OF_A_THEME = 40
# A pair that only one unit holds is that unit, not the theme.
_FEWEST = 2
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class CountedPair:
    """What is spoken of, what is said of it (with its negation or wish), and in how many of the units looked at."""

    subject: str
    predicate: str
    count: int


Pairs = tuple[CountedPair, ...]


def theme_pairs(themes: Sequence[Theme], table: UnitTable) -> list[Pairs]:
    """The most frequent pairs of each theme, in the order of the themes."""
    from nlp.pairs import opinion_pairs

    rows = {unit_id: row for row, unit_id in enumerate(table.ids.tolist())}
    chosen = [[rows[int(unit)] for unit in theme.member_ids[:UNITS_OF_A_THEME]] for theme in themes]
    flat = [row for theme in chosen for row in theme]
    texts, languages = [table.texts[row] for row in flat], [table.languages[row] for row in flat]
    pairs = iter(opinion_pairs(texts, languages))
    return [_counted([pair for _ in theme for pair in set(next(pairs))]) for theme in chosen]


def _counted(pairs: list[Pair]) -> Pairs:
    counts = Counter((pair.aspect, str(pair).removeprefix(f"{pair.aspect}-")) for pair in pairs)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(CountedPair(*words, count) for words, count in ranked[:_SHOWN] if count >= _FEWEST)
