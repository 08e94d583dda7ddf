"""The small network that reads word order: windows of three words, attention, then pooling over text and units.

Trained in torch (`nlp/training/reader.py`), computed here by ONNX Runtime in 8 bits (`nlp/graph.py`), texts of one
length together. A text's scores never depend on what else was in the batch.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from nlp.encoder import StaticEncoder
from nlp.graph import Floats, composer, labeller, reader
from nlp.lexicon import Lexicon
from nlp.pooling import pooled
from nlp.windows import Indexed, mean, together, windows
from nlp.words import Features, Words

_POOLS = (("passage", "scores"), ("passage", "values"), ("unit", "scores"), ("unit", "values"))
_AT_ONCE = 2_048  # words in a row; more would not stay in the processor's cache
_REMEMBERED = 400_000  # words; past it the memory of composed words starts anew


class Heard(NamedTuple):
    """What the network makes of texts: label scores of each (texts, labels), of its units (units, labels) each.

    `impressions` (texts, 2 width) is what is known of a text before any label is given, zeros without words.
    """

    whole: Floats
    parts: list[Floats]
    impressions: Floats


class _Row(NamedTuple):
    """Texts in a row, sorted by length, and the place of each one's first word among all their words."""

    texts: list[Indexed]
    starts: NDArray[np.int64]


def _in_a_row(texts: list[Indexed]) -> _Row:
    sizes = np.array([len(text.numbers) for text in texts])
    return _Row(texts, np.cumsum(sizes) - sizes)


def _rows_of(indexed: Sequence[Indexed]) -> Iterator[tuple[list[int], _Row]]:
    """The texts that have words, by length, as many in a row as belong together; with their places in `indexed`."""
    some: list[int] = []
    words = 0
    for at in sorted((at for at, text in enumerate(indexed) if text.numbers), key=lambda at: len(indexed[at].numbers)):
        if some and words + len(indexed[at].numbers) > _AT_ONCE:
            yield some, _in_a_row([indexed[one] for one in some])
            some, words = [], 0
        some.append(at)
        words += len(indexed[at].numbers)
    if some:
        yield some, _in_a_row([indexed[one] for one in some])


def unpacked(path: Path) -> dict[str, Floats]:
    """The weights of a network's file in 32 bits: 8-bit tables have `.scales` beside them, matrices have 16 bits."""
    parts = load_file(path)
    return {
        name: array.astype(np.float32) * parts[f"{name}.scales"]
        if f"{name}.scales" in parts
        else array.astype(np.float32)
        for name, array in parts.items()
        if not name.endswith(".scales")
    }


class Network:
    """Scores for passages and units; the weights are named as in the torch module."""

    def __init__(self, weights: dict[str, Floats], heads: int, words: Words, lexicon: Lexicon) -> None:
        self._weights = weights
        self._heads = heads
        self._composer = composer(weights)
        self._reader = reader(weights, heads, [f"{scope}_pool.{part}" for scope, part in _POOLS])
        self._cuts = np.cumsum([len(weights[f"{scope}_pool.{part}.bias"]) for scope, part in _POOLS])[:-1]
        self._labellers = {scope: labeller(weights, scope) for scope in ("passage", "unit")}
        self._places = weights["places.weight"] + weights["segments.weight"][:2, None]
        self._words = words
        self._lexicon = lexicon
        self._composed = np.zeros((1024, self.width), dtype=np.float32)
        self._ready = 0
        self._lock = threading.Lock()

    @property
    def width(self) -> int:
        return int(self._weights["mask"].shape[0])

    @property
    def longest(self) -> int:
        """Words read of one text."""
        return int(self._weights["places.weight"].shape[0])

    @classmethod
    def load(cls, path: Path, heads: int, lexicon: Lexicon, encoder: StaticEncoder) -> Network:
        """Reads 8-bit tables (with `.scales` beside them) and 16-bit matrices."""
        weights = unpacked(path)
        buckets = len(weights["composer.spellings.weight"])
        return cls(weights, heads, Words(lexicon, encoder, buckets), lexicon)

    def scores(
        self, units: Sequence[Sequence[str]], languages: Sequence[str], questions: Sequence[str | None]
    ) -> Heard:
        """What it makes of each text, given as its units; a text of more words than `longest` is read in windows."""
        cut, composed = self._windows(units, languages, questions)
        heard = self._heard([window for text in cut for window in text], composed)
        return heard if all(len(text) == 1 for text in cut) else _of_texts(heard, cut)

    def _heard(self, indexed: Sequence[Indexed], composed: Floats) -> Heard:
        whole = np.zeros((len(indexed), self._labels("passage")), dtype=np.float32)
        parts: list[Floats] = [np.zeros((len(text.bounds), self._labels("unit")), dtype=np.float32) for text in indexed]
        impressions = np.zeros((len(indexed), 2 * self.width), dtype=np.float32)
        for places, row in _rows_of(indexed):
            pools = self._read(row, composed)
            impressions[places] = self._pooled("passage", pools, _bodies(row))
            whole[places] = self._labellers["passage"](impressions[places])
            spans, owners = _unit_spans(row)
            if len(spans):
                lines = self._labellers["unit"](self._pooled("unit", pools, spans))
                for (text, unit), line in zip(owners, lines, strict=True):
                    parts[places[text]][unit] = line
        return Heard(whole, parts, impressions)

    def _windows(
        self, units: Sequence[Sequence[str]], languages: Sequence[str], questions: Sequence[str | None]
    ) -> tuple[list[list[Indexed]], Floats]:
        """The windows of each text as word numbers, and the table of composed words that holds all of them."""
        with self._lock:
            if len(self._words) > _REMEMBERED:
                self._words, self._ready = self._words.anew(), 0
            cut = [windows(self._words, *text, self.longest) for text in zip(units, languages, questions, strict=True)]
            self._compose(self._words.fresh())
            return cut, self._composed

    def _labels(self, scope: str) -> int:
        return len(self._weights[f"{scope}_labels.bias"])

    def _compose(self, fresh: Features) -> None:
        count = len(fresh.rows)
        if not count:
            return
        if self._ready + count > len(self._composed):
            grown = np.zeros((2 * (self._ready + count), self.width), dtype=np.float32)
            grown[: self._ready] = self._composed[: self._ready]
            self._composed = grown
        spellings = self._weights["composer.spellings.weight"][fresh.slots].sum(axis=1)
        found = self._composer(self._lexicon.vectors_of(fresh.rows), fresh.pieces, spellings)
        self._composed[self._ready : self._ready + count] = found
        self._ready += count

    def _read(self, row: _Row, composed: Floats) -> dict[tuple[str, str], Floats]:
        """What the pools of both scopes want of each word (words, ...), read in its text."""
        read = [self._together(list(texts), composed) for _, texts in groupby(row.texts, lambda one: len(one.numbers))]
        return dict(zip(_POOLS, np.split(np.concatenate(read), self._cuts, axis=1), strict=True))

    def _together(self, texts: Sequence[Indexed], composed: Floats) -> Floats:
        """Texts of one length in one run: (words of all, ...)."""
        numbers = np.array([text.numbers for text in texts])
        places = np.arange(numbers.shape[1])
        asked = places < np.array([text.question for text in texts])[:, None]
        found = self._reader(composed[numbers] + self._places[asked.astype(np.int64), places])
        return found.reshape(numbers.size, -1)

    def _pooled(self, scope: str, pools: dict[tuple[str, str], Floats], spans: NDArray[np.int64]) -> Floats:
        """The words of each span as one vector (spans, 2 width)."""
        sizes = spans[:, 1] - spans[:, 0]
        starts = np.cumsum(sizes) - sizes
        words = np.arange(int(sizes.sum())) + np.repeat(spans[:, 0] - starts, sizes)
        told, values = pools[scope, "scores"][words], pools[scope, "values"][words]
        return pooled(told, values, starts, self._heads)


def _of_texts(heard: Heard, cut: Sequence[Sequence[Indexed]]) -> Heard:
    """What was heard of windows, as what was heard of the texts that were cut into them."""
    ends = np.cumsum([len(text) for text in cut]).tolist()
    spans = [slice(end - len(text), end) for end, text in zip(ends, cut, strict=True)]
    sizes = [[window.written for window in text] for text in cut]
    return Heard(
        np.stack([together(heard.whole[span], words) for span, words in zip(spans, sizes, strict=True)]),
        [np.concatenate(heard.parts[span]) for span in spans],
        np.stack([mean(heard.impressions[span], words) for span, words in zip(spans, sizes, strict=True)]),
    )


def _bodies(row: _Row) -> NDArray[np.int64]:
    """Where each text stands without its question; with it, when nothing else was written."""
    sizes = np.array([len(text.numbers) for text in row.texts])
    questions = np.array([text.question for text in row.texts])
    begins = row.starts + np.where(questions < sizes, questions, 0)
    return np.stack([begins, row.starts + sizes], axis=1)


def _unit_spans(row: _Row) -> tuple[NDArray[np.int64], list[tuple[int, int]]]:
    """Where the units with words stand, and (text, unit) of each."""
    owners = [(at, unit) for at, text in enumerate(row.texts) for unit, (a, b) in enumerate(text.bounds) if b > a]
    bounds = np.array([row.texts[at].bounds[unit] for at, unit in owners], dtype=np.int64).reshape(-1, 2)
    return bounds + row.starts[[at for at, _ in owners], None] if owners else bounds, owners
