"""Trains the static encoder so that sentences which say the same lie close, in one space for all languages."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

_logger = logging.getLogger(__name__)
_LONGEST = 64  # pieces of a sentence that take part in training


@dataclass(frozen=True, slots=True)
class ContrastiveSettings:
    """`temperature` scales cosines; `piece_dropout` hides pieces so that no single one carries a sentence."""

    batch: int = 512
    epochs: int = 3
    rate: float = 0.02
    temperature: float = 0.06
    piece_dropout: float = 0.15
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sentences that should lie close; those of one group are told apart within a batch, by meaning, not language."""

    group: str
    left: list[str]
    right: list[str]
    repeat: float = 1.0


class _Pieces:
    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        self.rows = [
            np.array(encoding.ids[:_LONGEST] or [0], dtype=np.int64)
            for encoding in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        ]

    def bag(self, order: NDArray[np.int64], keep: float, random: np.random.Generator) -> tuple[torch.Tensor, ...]:
        rows = []
        for index in order:
            row = self.rows[index]
            kept = row[random.random(len(row)) < keep]
            rows.append(kept if len(kept) else row)
        starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
        return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(starts)


def _batches(
    groups: Sequence[tuple[_Pieces, _Pieces, float]], settings: ContrastiveSettings, random: np.random.Generator
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    found = []
    for number, (left, _, repeat) in enumerate(groups):
        count = int(len(left.rows) * repeat)
        order = np.concatenate([random.permutation(len(left.rows)) for _ in range(int(np.ceil(repeat)))])[:count]
        found += [(number, order[start : start + settings.batch]) for start in range(0, count, settings.batch)]
    for index in random.permutation(len(found)):
        if len(found[index][1]) > 8:
            yield found[index]


def align(
    table: NDArray[np.float32], tokenizer: Tokenizer, pairs: Sequence[Pairs], settings: ContrastiveSettings
) -> NDArray[np.float32]:
    """The table (pieces, dimension) after training; symmetrical InfoNCE with in-batch negatives."""
    if not pairs:
        return table
    torch.manual_seed(settings.seed)
    random = np.random.default_rng(settings.seed)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(table.copy()), freeze=False, mode="mean")
    optimiser = torch.optim.Adam(bag.parameters(), lr=settings.rate * float(table.std()), betas=(0.9, 0.99))
    groups = [(_Pieces(tokenizer, p.left), _Pieces(tokenizer, p.right), p.repeat) for p in pairs]
    steps = settings.epochs * sum(int(len(g[0].rows) * g[2]) // settings.batch + 1 for g in groups)
    decay = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.02, 1 - step / steps))
    keep = 1 - settings.piece_dropout
    for epoch in range(settings.epochs):
        losses = []
        for number, order in _batches(groups, settings, random):
            left, right, _ = groups[number]
            a = functional.normalize(bag(*left.bag(order, keep, random)), dim=1)
            b = functional.normalize(bag(*right.bag(order, keep, random)), dim=1)
            scores = a @ b.T / settings.temperature
            target = torch.arange(len(order))
            loss = (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            decay.step()
            losses.append(float(loss.detach()))
        _logger.info("contrastive epoch %d of %d: loss %.3f", epoch + 1, settings.epochs, float(np.mean(losses)))
    return np.asarray(bag.weight.detach().numpy(), dtype=np.float32)
