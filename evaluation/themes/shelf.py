"""What a run of the table has already worked out: a set is read once, and its themes are found once for every row."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from evaluation.themes.material import Groups, Material, material, ours, stock
from evaluation.themes.sets import LabelledSet
from nlp.analyser import Analyser
from nlp.themes import Discovery

STOCK_SEED = 42


class Shelf:
    """Material, themes and stock topics by set; only the set asked for last is kept, as rows come set by set."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._name = ""
        self._kept: dict[str, Material | Discovery | Groups] = {}

    def material(self, one: LabelledSet) -> Material:
        """Raises `FileNotFoundError` when the set's file is not there."""
        if one.name != self._name:
            self._kept = {"material": material(one.name, one.rows(self._data), _analyser())}
            self._name = one.name
        found = self._kept["material"]
        assert isinstance(found, Material)
        return found

    def ours(self, one: LabelledSet) -> Discovery:
        some = self.material(one)
        if "ours" not in self._kept:
            self._kept["ours"] = ours(some)
        found = self._kept["ours"]
        assert isinstance(found, Discovery)
        return found

    def stock(self, one: LabelledSet) -> Groups:
        """Seeded, so that the figure it is beaten by does not change from run to run."""
        some = self.material(one)
        if "stock" not in self._kept:
            self._kept["stock"] = stock(some, STOCK_SEED)
        found = self._kept["stock"]
        assert not isinstance(found, Material | Discovery)
        return found


@cache
def _analyser() -> Analyser:
    return Analyser.bundled()
