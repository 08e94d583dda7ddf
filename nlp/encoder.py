"""Encoders: texts to vectors. The bundled one is a table of sub-word vectors, averaged; any other is a setting.

The bundled folder is a plain sentence-transformers StaticEmbedding; the fast path here gives the same vectors
without importing torch (0.1 s instead of 5 s).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer, normalizers

WEIGHTS = Path(__file__).parent / "weights"
_STATIC = "0_StaticEmbedding"
_BATCH = 1_024


class Encoder(Protocol):
    """Texts to float32 vectors of length 1 (zero for a text without any known piece), one row a text."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def unit_length(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row divided by its length; rows of zeros stay."""
    lengths = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    return cast("NDArray[np.float32]", vectors / np.maximum(lengths, 1e-12))


# The written form that our own vocabularies ask for; Python makes it ten times as fast as the tokenizer does.
_OURS = {
    "type": "Sequence",
    "normalizers": [
        {"type": "NFKC"}, {"type": "Lowercase"}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
    ],
}  # fmt: skip
_SPACE = re.compile(r"\s+")


def _written(text: str) -> str:
    # The tokenizer lowers character by character and knows no final sigma; Python does, unless there is no capital.
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text).replace("Σ", "σ").lower())


def _as_it_is(text: str) -> str:
    return text


def _taken_over(tokenizer: Tokenizer) -> Callable[[str], str]:
    """What makes the written form of a text: ours, with the tokenizer's own switched off, or the tokenizer itself."""
    if tokenizer.normalizer is None or json.loads(tokenizer.normalizer.__getstate__()) != _OURS:
        return _as_it_is
    tokenizer.normalizer = normalizers.Sequence([])
    return _written


class StaticEncoder:
    """The mean of the vectors of a text's sub-word pieces; a row depends on its own text alone."""

    def __init__(self, name: str, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
        self._name = name
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._written = _taken_over(tokenizer)
        self._table = table

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return int(self._table.shape[1])

    @classmethod
    def load(cls, folder: Path) -> StaticEncoder:
        """Reads `tokenizer.json` and the table of a StaticEmbedding folder."""
        inner = folder / _STATIC if (folder / _STATIC).is_dir() else folder
        tokenizer = Tokenizer.from_file(str(inner / "tokenizer.json"))
        table = load_file(inner / "model.safetensors")["embedding.weight"].astype(np.float32)
        return cls(folder.name, tokenizer, table)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        parts = [self._means(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return unit_length(np.concatenate(parts)) if parts else np.zeros((0, self.dimension), dtype=np.float32)

    def pieces(self, text: str) -> list[str]:
        """The sub-word pieces of a text, without the marks of white space."""
        tokens = self._tokenizer.encode(self._written(text), add_special_tokens=False).tokens
        return [piece for token in tokens if (piece := token.strip("\u2581"))]

    def _means(self, texts: Sequence[str]) -> NDArray[np.float32]:
        shown = [self._written(text) for text in texts]
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(shown, add_special_tokens=False)]
        sizes = np.array([len(ids) for ids in pieces])
        flat = np.fromiter(chain.from_iterable(pieces), dtype=np.int32, count=int(sizes.sum()))
        shares = np.repeat(1 / np.maximum(sizes, 1), sizes).astype(np.float32)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        # A sparse product adds up each text's rows in order, so a text's vector never depends on its batch.
        means = csr_matrix((shares, flat, starts), shape=(len(texts), len(self._table))) @ self._table
        return np.asarray(means, dtype=np.float32)


class SentenceTransformersEncoder:
    """Any sentence-transformers folder or hub name; no remote code, safetensors only."""

    def __init__(self, name_or_path: str, revision: str | None = None, prefix: str = "") -> None:
        from sentence_transformers import SentenceTransformer

        self._inner: Any = SentenceTransformer(
            name_or_path,
            revision=revision,
            trust_remote_code=False,
            device="cpu",
            model_kwargs={"use_safetensors": True} if not _is_static(Path(name_or_path)) else {},
        )
        self._name = name_or_path if revision is None else f"{name_or_path}@{revision}"
        self._prefix = prefix

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return int(self._inner.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        shown = [self._prefix + text for text in texts]
        vectors = self._inner.encode(shown, convert_to_numpy=True, show_progress_bar=False)
        return unit_length(np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension))


def _is_static(folder: Path) -> bool:
    return (folder / _STATIC / "tokenizer.json").is_file()


def split_revision(name: str) -> tuple[str, str | None]:
    """A hub name and the revision behind its @, if any; a folder may hold an @ itself."""
    bare, at, revision = name.rpartition("@")
    return (bare, revision) if at and not Path(name).exists() else (name, None)


@cache
def bundled_encoder() -> Encoder:
    """The encoder that ships with the weights."""
    return StaticEncoder.load(WEIGHTS / "encoder")


@cache
def load_encoder(name_or_path: str, revision: str | None = None) -> Encoder:
    """`bundled`, the folder of a static encoder, or anything that sentence-transformers opens."""
    if name_or_path == "bundled":
        return bundled_encoder()
    if _is_static(Path(name_or_path)):
        return StaticEncoder.load(Path(name_or_path))
    return SentenceTransformersEncoder(name_or_path, revision)
