"""The network in torch, as it is trained; `nlp/graph.py` computes the same when it serves."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

LONGEST = 160  # words read of one passage


@dataclass(frozen=True, slots=True)
class Shape:
    """`buckets`: hashed spellings; `lexicon` and `pieces`: dimensions of the frozen vectors of a word."""

    width: int = 192
    layers: int = 3
    heads: int = 4
    inner: int = 384
    buckets: int = 1 << 15
    lexicon: int = 300
    pieces: int = 256
    passage_labels: int = 24
    unit_labels: int = 55


@dataclass(frozen=True, slots=True)
class WordTable:
    """Features of every word of the training text, by number, and the lexicon's vectors (last row zeros)."""

    rows: Tensor
    slots: Tensor
    pieces: Tensor
    lexicon: Tensor


class Composer(nn.Module):
    """A word's vector from its frozen vectors and its hashed spellings."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.lexicon = nn.Linear(shape.lexicon, shape.width, bias=False)
        self.pieces = nn.Linear(shape.pieces, shape.width, bias=False)
        self.spellings = nn.EmbeddingBag(shape.buckets, shape.width, mode="sum", padding_idx=0)
        self.norm = nn.LayerNorm(shape.width)
        nn.init.normal_(self.spellings.weight, std=0.3)
        with torch.no_grad():
            self.spellings.weight[0] = 0

    def forward(self, table: WordTable, numbers: Tensor) -> Tensor:
        found = self.lexicon(table.lexicon[table.rows[numbers]])
        found = found + self.pieces(table.pieces[numbers]) + self.spellings(table.slots[numbers])
        composed: Tensor = self.norm(found)
        return composed


class Block(nn.Module):
    """Attention, then two linear layers with ReLU between; both on normalised input, both added."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.before_attention = nn.LayerNorm(shape.width)
        self.query_key_value = nn.Linear(shape.width, 3 * shape.width)
        self.attended = nn.Linear(shape.width, shape.width)
        self.before_inner = nn.LayerNorm(shape.width)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.dropout = nn.Dropout(dropout)
        # A block adds nothing at first: a network may be grown by one without losing what it knows.
        for last in (self.attended, self.outer):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, x: Tensor, present: Tensor) -> Tensor:
        """x: (texts, words, width); present: (texts, words), False for padding."""
        batch, length, width = x.shape
        parts = self.query_key_value(self.before_attention(x))
        query, key, value = parts.view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=present[:, None, None, :])
        x = x + self.dropout(self.attended(mixed.transpose(1, 2).reshape(batch, length, width)))
        return x + self.dropout(self.outer(functional.relu(self.inner(self.before_inner(x)))))


class Pool(nn.Module):
    """What a span says: for each head a weighted mean of its words, and the maximum."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.scores = nn.Linear(shape.width, shape.heads)
        self.values = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor, inside: Tensor) -> Tensor:
        """x: (spans, words, width); inside: (spans, words). Returns (spans, 2 * width)."""
        weights = self.scores(x).masked_fill(~inside[:, :, None], -1e4).softmax(dim=1)
        values = self.values(x)
        split = values.view(*x.shape[:2], self.heads, -1)
        mean = torch.einsum("slh,slhd->shd", weights, split).flatten(1)
        top = values.masked_fill(~inside[:, :, None], -1e4).max(dim=1).values
        return torch.cat([mean, top], dim=1)


class Reader(nn.Module):
    """Words of a passage to label scores of the passage and of its units."""

    def __init__(self, shape: Shape, dropout: float = 0.1, input_dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.composer = Composer(shape)
        self.mask = nn.Parameter(torch.zeros(shape.width))
        self.places = nn.Embedding(LONGEST, shape.width)
        self.segments = nn.Embedding(3, shape.width)
        self.window = nn.Linear(3 * shape.width, shape.width)
        self.blocks = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        self.final = nn.LayerNorm(shape.width)
        self.passage_pool, self.unit_pool = Pool(shape), Pool(shape)
        self.passage_hidden = nn.Linear(2 * shape.width, shape.width)
        self.unit_hidden = nn.Linear(2 * shape.width, shape.width)
        self.passage_labels = nn.Linear(shape.width, shape.passage_labels)
        self.unit_labels = nn.Linear(shape.width, shape.unit_labels)
        self.recall = nn.Linear(shape.width, shape.width)
        self.input_dropout = nn.Dropout(input_dropout)
        self.dropout = nn.Dropout(0.3)
        for embedding in (self.places, self.segments):
            nn.init.normal_(embedding.weight, std=0.1)

    def read(self, vectors: Tensor, present: Tensor, segments: Tensor) -> Tensor:
        """Word vectors in context. vectors: (texts, words, width)."""
        length = vectors.shape[1]
        x = vectors + self.places.weight[:length] + self.segments(segments)
        x = self.input_dropout(x) * present[:, :, None]
        padded = functional.pad(x, (0, 0, 1, 1))
        around = torch.cat([padded[:, :-2], x, padded[:, 2:]], dim=2)
        x = x + functional.relu(self.window(around))
        for block in self.blocks:
            x = block(x, present)
        read: Tensor = self.final(x)
        return read

    def passages(self, x: Tensor, inside: Tensor) -> Tensor:
        hidden = functional.relu(self.passage_hidden(self.passage_pool(x, inside)))
        labels: Tensor = self.passage_labels(self.dropout(hidden))
        return labels

    def units(self, x: Tensor, inside: Tensor) -> Tensor:
        hidden = functional.relu(self.unit_hidden(self.unit_pool(x, inside)))
        labels: Tensor = self.unit_labels(self.dropout(hidden))
        return labels

    def recalled(self, x: Tensor, candidates: Tensor) -> Tensor:
        """Scores of candidate words (n, width) at hidden places (m, width): (m, n)."""
        return self.recall(x) @ candidates.T / math.sqrt(self.shape.width)
