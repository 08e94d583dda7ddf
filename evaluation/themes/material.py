"""A labelled set as it enters discovery: read once by the analyser, the same vectors for us and for stock BERTopic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from evaluation.themes.sets import Labelled
from nlp.analyser import Analyser
from nlp.themes import Discovery, DiscoveryOptions, KnownTheme, ThemeState, ThemeUnit, discover
from nlp.themes.stateless import unit_of
from nlp.themes.topic_engine import stock_topics
from nlp.tokens import content_tokens
from nlp.values import Reading, Text

Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Material:
    """Units in a fixed order, with the gold group of each, and the language that the set says it is in."""

    name: str
    units: tuple[ThemeUnit, ...]
    gold: tuple[str, ...]
    documents: tuple[str, ...]
    pairs: tuple[str, ...]
    written: tuple[str, ...]

    def part(self, picked: Sequence[int]) -> Material:
        return Material(
            self.name,
            tuple(self.units[i] for i in picked),
            tuple(self.gold[i] for i in picked),
            tuple(self.documents[i] for i in picked),
            tuple(self.pairs[i] for i in picked),
            tuple(self.written[i] for i in picked),
        )

    @property
    def vectors(self) -> NDArray[np.float32]:
        return np.stack([unit.vector for unit in self.units])


def material(name: str, rows: Sequence[Labelled], analyser: Analyser) -> Material:
    readings = analyser.analyse([Text(row.text, row.language) for row in rows])
    read = [(i, r) for i, r in enumerate(readings) if isinstance(r, Reading) and r.units]
    units = tuple(unit_of(f"{i:06d}", rows[i].text, r) for i, r in read)
    documents = tuple(" ".join(content_tokens(unit.text, unit.language)) for unit in units)
    gold, pairs, written = zip(*((rows[i].gold, rows[i].pair, rows[i].language) for i, _ in read), strict=True)
    return Material(name, units, gold, documents, pairs, written)


def ours(
    some: Material,
    seed: int = 0,
    known: Sequence[KnownTheme] = (),
    means: Mapping[str, NDArray[np.float32]] | None = None,
) -> Discovery:
    return discover(some.units, known, options=DiscoveryOptions(seed=seed, language_means=means))


def groups(found: Discovery, some: Material, *, published: bool = False) -> Groups:
    """The theme of each unit, -1 for none; with `published`, candidates count as none."""
    shown = {t.index for t in found.themes if not published or t.state is not ThemeState.CANDIDATE}
    themes = (found.memberships[unit.id].theme for unit in some.units)
    return np.array([theme if theme in shown else -1 for theme in themes], dtype=np.int64)


def stock(some: Material, seed: int | None = None) -> Groups:
    return stock_topics(some.vectors, some.documents, seed)


def agreement(first: Groups, second: Groups, *, both: bool = False) -> float:
    """ARI; with `both`, over the units that have a group on both sides."""
    shown = (first >= 0) & (second >= 0) if both else np.ones(len(first), dtype=bool)
    return float(adjusted_rand_score(first[shown], second[shown])) if shown.any() else 0.0


def information(gold: Sequence[str], found: Groups) -> float:
    """AMI with the gold groups; units without a group count as one group, as the public score board does."""
    return float(adjusted_mutual_info_score(list(gold), found))


def count(found: Groups) -> int:
    return len(set(found[found >= 0].tolist()))
