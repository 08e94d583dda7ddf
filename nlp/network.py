"""The small network that reads word order: windows of three words, attention, then pooling over text and units.

Trained in torch (`nlp/training/reader.py`), computed here in numpy. The words of many texts stand in a row, texts of
one length together: what concerns single words is done for all of them at once, attention for those of one length.
A text's scores never depend on what else was in the batch.
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
from nlp.layers import Floats, Linear, after_normal, evened, filled, normal, pooled, shares
from nlp.lexicon import Lexicon
from nlp.words import Features, Words

QUESTION_WORDS = 24
_POOLS = (("passage", "scores"), ("passage", "values"), ("unit", "scores"), ("unit", "values"))
_ALONE = (
    "composer.lexicon", "composer.pieces", "passage_hidden", "passage_labels", "unit_hidden", "unit_labels",
)  # fmt: skip
_AT_ONCE = 1_024  # words in a row; more would not stay in the processor's cache
_REMEMBERED = 400_000  # words; past it the memory of composed words starts anew


class Indexed(NamedTuple):
    """Word numbers of a text, its question's first; `bounds` are its units' places, end exclusive."""

    numbers: list[int]
    question: int
    bounds: list[tuple[int, int]]


def index(words: Words, units: Sequence[str], language: str, question: str | None, longest: int) -> Indexed:
    """The words of a text; those past `longest` are not read."""
    asked = words.read(question, language)[:QUESTION_WORDS] if question else []
    numbers, bounds = list(asked), []
    for unit in units:
        found = words.read(unit, language)[: max(0, longest - len(numbers))]
        bounds.append((len(numbers), len(numbers) + len(found)))
        numbers += found
    return Indexed(numbers, len(asked), bounds)


class _Row(NamedTuple):
    """Texts in a row, sorted by length: word numbers and their places, padded to whole blocks, and runs of one length.

    `words` without the padding; `starts` are the texts' first words; a run is (first word, texts, words of each).
    """

    texts: list[Indexed]
    words: int
    numbers: NDArray[np.int64]
    places: NDArray[np.int64]
    asked: NDArray[np.int64]
    starts: NDArray[np.int64]
    runs: list[tuple[int, int, int]]


def _in_a_row(texts: list[Indexed]) -> _Row:
    sizes = np.array([len(text.numbers) for text in texts])
    starts = np.cumsum(sizes) - sizes
    words = int(sizes.sum())
    numbers, places, asked = np.zeros((3, filled(words)), dtype=np.int64)
    numbers[:words] = np.concatenate([text.numbers for text in texts])
    places[:words] = np.arange(words) - np.repeat(starts, sizes)
    asked[:words] = places[:words] < np.repeat([text.question for text in texts], sizes)
    runs, first = [], 0
    for length, members in groupby(sizes.tolist()):
        count = len(list(members))
        runs.append((first, count, length))
        first += count * length
    return _Row(texts, words, numbers, places, asked, starts, runs)


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


class Network:
    """Scores for passages and units; the weights are named as in the torch module."""

    def __init__(self, weights: dict[str, Floats], heads: int, words: Words, lexicon: Lexicon) -> None:
        self._weights = weights
        self._heads = heads
        self._layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))
        self._linears = {name: Linear.of(weights, name) for name in _ALONE}
        self._linears["window"] = _side_by_side(Linear.of(weights, "window"))
        self._pools = after_normal(weights, "final", [f"{scope}_pool.{part}" for scope, part in _POOLS])
        for name in (f"blocks.{layer}" for layer in range(self._layers)):
            asked = after_normal(weights, f"{name}.before_attention", [f"{name}.query_key_value"])
            self._linears[f"{name}.query_key_value"] = _with_shorter_queries(asked, self.width, heads)
            self._linears[f"{name}.inner"] = after_normal(weights, f"{name}.before_inner", [f"{name}.inner"])
            self._linears |= {f"{name}.{part}": Linear.of(weights, f"{name}.{part}") for part in ("attended", "outer")}
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
        parts = load_file(path)
        weights = {
            name: array.astype(np.float32) * parts[f"{name}.scales"]
            if f"{name}.scales" in parts
            else array.astype(np.float32)
            for name, array in parts.items()
            if not name.endswith(".scales")
        }
        buckets = len(weights["composer.spellings.weight"])
        return cls(weights, heads, Words(lexicon, encoder, buckets), lexicon)

    def scores(
        self, units: Sequence[Sequence[str]], languages: Sequence[str], questions: Sequence[str | None]
    ) -> tuple[Floats, list[Floats]]:
        """Of each text, given as its units: label scores (texts, labels), and of its units (units, labels)."""
        indexed, composed = self._indexed(units, languages, questions)
        whole = np.zeros((len(indexed), self._labels("passage")), dtype=np.float32)
        parts: list[Floats] = [np.zeros((len(text.bounds), self._labels("unit")), dtype=np.float32) for text in indexed]
        for places, row in _rows_of(indexed):
            pools = dict(zip(_POOLS, self._pooled_parts(self._read(row, composed)), strict=True))
            whole[places] = self._labelled("passage", pools, _bodies(row))
            spans, owners = _unit_spans(row)
            if len(spans):
                for (text, unit), line in zip(owners, self._labelled("unit", pools, spans), strict=True):
                    parts[places[text]][unit] = line
        return whole, parts

    def _indexed(
        self, units: Sequence[Sequence[str]], languages: Sequence[str], questions: Sequence[str | None]
    ) -> tuple[list[Indexed], Floats]:
        """The texts as word numbers, and the table of composed words that holds all of them."""
        with self._lock:
            if len(self._words) > _REMEMBERED:
                self._words, self._ready = self._words.anew(), 0
            indexed = [
                index(self._words, *text, self.longest) for text in zip(units, languages, questions, strict=True)
            ]
            self._compose(self._words.fresh())
            return indexed, self._composed

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
        weights = self._weights
        found = self._linears["composer.lexicon"](self._lexicon.vectors_of(fresh.rows))
        found += self._linears["composer.pieces"](fresh.pieces)
        found += weights["composer.spellings.weight"][fresh.slots].sum(axis=1)
        self._composed[self._ready : self._ready + count] = normal(
            found, weights["composer.norm.weight"], weights["composer.norm.bias"]
        )
        self._ready += count

    def _read(self, row: _Row, composed: Floats) -> Floats:
        """(words, width) after windows and attention."""
        x = composed[row.numbers]
        x += self._places[row.asked, row.places]
        x += np.maximum(self._windowed(x, row), 0)
        for layer in range(self._layers):
            self._block(x, row, f"blocks.{layer}")
        return x

    def _windowed(self, x: Floats, row: _Row) -> Floats:
        """Each word with its neighbours: three products side by side, then each moved to where it counts."""
        before, found, after = np.split(self._linears["window"](x), 3, axis=1)
        inner = np.ones((len(x), 1), dtype=np.float32)
        inner[row.starts] = 0
        inner[row.words :] = 0
        found[1:] += before[:-1] * inner[1:]
        found[:-1] += after[1:] * inner[1:]
        return found

    def _block(self, x: Floats, row: _Row, name: str) -> None:
        """One layer, added to `x` in place."""
        parts = self._linears[f"{name}.query_key_value"](evened(x))
        mixed = np.zeros_like(x)
        for first, texts, length in row.runs:
            here = slice(first, first + texts * length)
            query, key, value = parts[here].reshape(texts, length, 3, self._heads, -1).transpose(2, 0, 3, 1, 4)
            told = shares(np.matmul(query, key.swapaxes(2, 3)))
            np.matmul(told, value, out=mixed[here].reshape(texts, length, self._heads, -1).transpose(0, 2, 1, 3))
        x += self._linears[f"{name}.attended"](mixed)
        inner = self._linears[f"{name}.inner"](evened(x))
        np.maximum(inner, 0, out=inner)
        x += self._linears[f"{name}.outer"](inner)

    def _pooled_parts(self, x: Floats) -> list[Floats]:
        """What the pools of both scopes want of each word, in the order of `_POOLS`."""
        sizes = [len(self._weights[f"{scope}_pool.{part}.bias"]) for scope, part in _POOLS]
        return np.split(self._pools(evened(x)), np.cumsum(sizes)[:-1], axis=1)

    def _labelled(self, scope: str, pools: dict[tuple[str, str], Floats], spans: NDArray[np.int64]) -> Floats:
        """Pools the words of each span (first word, end) and scores the labels."""
        sizes = spans[:, 1] - spans[:, 0]
        starts = np.cumsum(sizes) - sizes
        words = np.arange(int(sizes.sum())) + np.repeat(spans[:, 0] - starts, sizes)
        told, values = pools[scope, "scores"][words], pools[scope, "values"][words]
        hidden = self._linears[f"{scope}_hidden"](pooled(told, values, starts, self._heads))
        return self._linears[f"{scope}_labels"](np.maximum(hidden, 0))


def _side_by_side(window: Linear) -> Linear:
    """The matrix of three neighbours (3 n, m) as (n, 3 m): before, here (with the constants), after."""
    nothing = np.zeros_like(window.constants)
    return Linear(
        np.ascontiguousarray(np.concatenate(np.split(window.matrix, 3), axis=1)),
        np.concatenate([nothing, window.constants, nothing]),
    )


def _with_shorter_queries(asked: Linear, width: int, heads: int) -> Linear:
    """Queries divided by the root of a head's width beforehand, so that no score need be."""
    scale = np.ones(3 * width, dtype=np.float32)
    scale[:width] = 1 / np.sqrt(width // heads)
    return Linear(asked.matrix * scale, asked.constants * scale)


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
