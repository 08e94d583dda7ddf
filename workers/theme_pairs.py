"""Counts the opinion pairs (配送-遅い) of each theme, on its most central units alone: the parse is slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from models.themes import UnitTable
from nlp.pair_values import Pair
from nlp.themes.values import Facet, LanguageMeans, Theme
from nlp.themes.vectors import features

UNITS_OF_A_THEME = 100
# A pair that only one unit holds is that unit, not the theme.
_FEWEST = 2
_SHOWN = 8
_COMMENTS = 3


@dataclass(frozen=True, slots=True)
class CountedPair:
    """What is spoken of, what is said of it, and in how many of the units looked at.

    `marks` change what is said: negated, wish, own_desire. `rule` is how it was found (see nlp/pair_values.py).
    `comments` are some that say it, the most central first.
    """

    subject: str
    predicate: str
    count: int
    marks: tuple[str, ...] = ()
    language: str = ""
    rule: str = ""
    comments: tuple[int, ...] = ()


Pairs = tuple[CountedPair, ...]
# What tells pairs apart (sense, marks, language, rule), and what one unit said of it in which comment.
_Key = tuple[str, str, tuple[str, ...], str, str]
_Voice = tuple[tuple[str, str], int]


def theme_pairs(themes: Sequence[Theme], table: UnitTable, means: LanguageMeans) -> list[Pairs]:
    """The most frequent pairs at the centre of each theme, in their order; `means` are those of the centroids."""
    from nlp.pairs import opinion_pairs

    rows = {unit_id: row for row, unit_id in enumerate(table.ids.tolist())}
    chosen = [_central(theme, [rows[int(unit)] for unit in theme.member_ids], table, means) for theme in themes]
    flat = [row for theme in chosen for row in theme]
    pairs = iter(opinion_pairs([table.texts[row] for row in flat], [table.languages[row] for row in flat]))
    return [_counted(((row, next(pairs)) for row in theme), table) for theme in chosen]


def _central(theme: Theme, inside: Sequence[int], table: UnitTable, means: LanguageMeans) -> list[int]:
    """The rows nearest to the centroid, the nearest first; equally near ones by unit id, on every machine."""
    if not inside:
        return []
    facets = [Facet(table.touchpoints[row], table.pain_points[row], int(table.polarity[row])) for row in inside]
    placed = features(table.vectors[inside], [table.languages[row] for row in inside], means, facets)
    # A centroid may be of the words alone, without the facets that stand behind them.
    nearness = np.round((placed[:, : len(theme.centroid)] @ theme.centroid).astype(np.float64), 5)
    order = np.lexsort((table.ids[inside], -nearness))
    return [inside[place] for place in order[:UNITS_OF_A_THEME].tolist()]


def _counted(found: Iterable[tuple[int, Sequence[Pair]]], table: UnitTable) -> Pairs:
    said: dict[_Key, list[_Voice]] = {}
    for row, pairs in found:
        for key, words in _told(pairs, table.languages[row]).items():
            said.setdefault(key, []).append((words, int(table.comment_ids[row])))
    ranked = sorted(said.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_pair(key, voices) for key, voices in ranked[:_SHOWN] if len(voices) >= _FEWEST)


def _told(pairs: Sequence[Pair], language: str) -> dict[_Key, tuple[str, str]]:
    """What one unit says, each sense once."""
    from nlp.pair_words import is_telling, sense

    telling = [pair for pair in pairs if is_telling(pair, language)]
    keys = [(*sense(pair, language), pair.marks, language, pair.rule) for pair in telling]
    return {key: (pair.aspect, pair.predicate) for key, pair in zip(keys, telling, strict=True)}


def _pair(key: _Key, voices: Sequence[_Voice]) -> CountedPair:
    """In the words that most use for it; as short as may be, where none are used more."""
    *_, marks, language, rule = key
    used = Counter(words for words, _ in voices)
    subject, predicate = min(used, key=lambda words: (-used[words], len("".join(words)), words))
    few = tuple(dict.fromkeys(comment for _, comment in voices))[:_COMMENTS]
    return CountedPair(subject, predicate, len(voices), marks, language, rule, few)
