"""The small network that reads word order: windows of three words, attention, then pooling over text and units.

Trained in torch (`nlp/training/reader.py`), computed here in numpy. Texts of one length go together and matrices
are multiplied in blocks of one size, so that a text's scores never depend on what else was in the batch.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from nlp.encoder import StaticEncoder
from nlp.lexicon import Lexicon
from nlp.words import Features, Words

Floats = NDArray[np.float32]
QUESTION_WORDS = 24
_AT_ONCE = 64  # texts of one length
_REMEMBERED = 400_000  # words; past it the memory of composed words starts anew
_BLOCK = 64  # rows of a matrix product
_HIDDEN = np.float32(-1e4)


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


def _normal(x: Floats, scale: Floats, shift: Floats) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-5))
    normal: Floats = centred * (1 / spread)
    normal *= scale
    normal += shift
    return normal


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def in_blocks(x: Floats, matrix: Floats) -> Floats:
    """x (..., n) times matrix (n, m), in blocks of one size.

    The library picks its arithmetic by the number of rows; with one size of block, a row's product is the same to
    the last bit wherever the row stands and whatever stands beside it.
    """
    rows = x.reshape(-1, x.shape[-1])
    blocks = -(-len(rows) // _BLOCK)
    if blocks * _BLOCK != len(rows):
        padded = np.zeros((blocks * _BLOCK, rows.shape[1]), dtype=np.float32)
        padded[: len(rows)] = rows
    else:
        padded = np.ascontiguousarray(rows)
    product = np.matmul(padded.reshape(blocks, _BLOCK, -1), matrix).reshape(blocks * _BLOCK, -1)
    found: Floats = product[: len(rows)].reshape(*x.shape[:-1], matrix.shape[1])
    return found


class Network:
    """Scores for passages and units; the weights are named as in the torch module."""

    def __init__(self, weights: dict[str, Floats], heads: int, words: Words, lexicon: Lexicon) -> None:
        self._weights = weights
        self._matrices = {
            name.removesuffix(".weight"): np.ascontiguousarray(array.T)
            for name, array in weights.items()
            if name.endswith(".weight") and array.ndim == 2 and "spellings" not in name
        }
        self._heads = heads
        self._layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))
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
        with self._lock:
            if len(self._words) > _REMEMBERED:
                self._words, self._ready = self._words.anew(), 0
            indexed = [
                index(self._words, *text, self.longest) for text in zip(units, languages, questions, strict=True)
            ]
            self._compose(self._words.fresh())
            composed = self._composed
        by_length = defaultdict(list)
        for at, text in enumerate(indexed):
            by_length[len(text.numbers)].append(at)
        whole = np.zeros((len(indexed), self._labels("passage")), dtype=np.float32)
        parts: list[Floats] = [np.zeros((len(text.bounds), self._labels("unit")), dtype=np.float32) for text in indexed]
        for length, members in by_length.items():
            for start in range(0, len(members) if length else 0, _AT_ONCE):
                some = members[start : start + _AT_ONCE]
                self._group([indexed[at] for at in some], some, composed, whole, parts)
        return whole, parts

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
        vectors = np.stack([self._lexicon.vector(row) for row in fresh.rows])
        found = in_blocks(vectors, self._matrices["composer.lexicon"])
        found += in_blocks(fresh.pieces, self._matrices["composer.pieces"])
        found += weights["composer.spellings.weight"][fresh.slots].sum(axis=1)
        self._composed[self._ready : self._ready + count] = _normal(
            found, weights["composer.norm.weight"], weights["composer.norm.bias"]
        )
        self._ready += count

    def _group(
        self, texts: list[Indexed], places: list[int], composed: Floats, whole: Floats, parts: list[Floats]
    ) -> None:
        length = len(texts[0].numbers)
        at = np.arange(length)
        questions = np.array([text.question for text in texts])
        asked = at[None, :] < questions[:, None]
        x = self._read(composed[np.array([text.numbers for text in texts])], asked)
        body = ~asked | (questions == length)[:, None]
        whole[places] = self._labelled("passage", x, np.arange(len(texts)), body)
        owners = [
            (row, unit)
            for row, text in enumerate(texts)
            for unit, (start, end) in enumerate(text.bounds)
            if end > start
        ]
        bounds = np.array([texts[row].bounds[unit] for row, unit in owners]).reshape(-1, 2)
        inside = (at >= bounds[:, :1]) & (at < bounds[:, 1:])
        if len(owners):
            scored = self._labelled("unit", x, np.array([row for row, _ in owners]), inside)
            for (row, unit), line in zip(owners, scored, strict=True):
                parts[places[row]][unit] = line

    def _read(self, x: Floats, asked: NDArray[np.bool_]) -> Floats:
        weights = self._weights
        length = x.shape[1]
        x = x + weights["places.weight"][:length] + weights["segments.weight"][asked.astype(np.int64)]
        edge = np.zeros((len(x), 1, x.shape[2]), dtype=np.float32)
        padded = np.concatenate([edge, x, edge], axis=1)
        around = np.concatenate([padded[:, :-2], x, padded[:, 2:]], axis=2)
        x = x + np.maximum(self._linear("window", around), 0)
        for layer in range(self._layers):
            x = self._block(x, f"blocks.{layer}")
        return _normal(x, weights["final.weight"], weights["final.bias"])

    def _block(self, x: Floats, name: str) -> Floats:
        weights = self._weights
        texts, length, width = x.shape
        normal = _normal(x, weights[f"{name}.before_attention.weight"], weights[f"{name}.before_attention.bias"])
        parts = self._linear(f"{name}.query_key_value", normal)
        query, key, value = parts.reshape(texts, length, 3, self._heads, -1).transpose(2, 0, 3, 1, 4)
        shares = _shares(np.matmul(query, key.swapaxes(2, 3)) / np.float32(np.sqrt(width // self._heads)))
        mixed = np.ascontiguousarray(np.matmul(shares, value).swapaxes(1, 2)).reshape(texts, length, width)
        x = x + self._linear(f"{name}.attended", mixed)
        normal = _normal(x, weights[f"{name}.before_inner.weight"], weights[f"{name}.before_inner.bias"])
        return x + self._linear(f"{name}.outer", np.maximum(self._linear(f"{name}.inner", normal), 0))

    def _labelled(self, scope: str, x: Floats, owners: NDArray[np.int64], inside: NDArray[np.bool_]) -> Floats:
        """Pools the words `inside` of each span, which is of the text `owners`, and scores the labels."""
        scores = self._linear(f"{scope}_pool.scores", x)[owners]
        shares = _shares(np.ascontiguousarray(np.where(inside[:, :, None], scores, _HIDDEN).swapaxes(1, 2)))
        values = self._linear(f"{scope}_pool.values", x)[owners]
        spans, length, _ = values.shape
        split = values.reshape(spans, length, self._heads, -1).transpose(0, 2, 1, 3)
        mean = np.matmul(shares[:, :, None, :], split).reshape(spans, -1)
        top = np.where(inside[:, :, None], values, _HIDDEN).max(axis=1)
        pooled = np.concatenate([mean, top], axis=1)
        hidden = np.maximum(self._linear(f"{scope}_hidden", pooled), 0)
        return self._linear(f"{scope}_labels", hidden)

    def _linear(self, name: str, x: Floats) -> Floats:
        return in_blocks(x, self._matrices[name]) + self._weights[f"{name}.bias"]
