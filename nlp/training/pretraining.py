"""Teaches the network word order before it sees labels: it names hidden words of plain text, in many languages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from nlp.training.reader import Reader, WordTable

_logger = logging.getLogger(__name__)
_SHORTEST = 4  # words; less has no order worth learning


@dataclass(frozen=True, slots=True)
class PretrainingSettings:
    """`budget`: words read in all; `batch`: words a step, about; `hidden`: share of words to be named.

    The rate stays, then falls to nothing over the last `cooling` of the budget: a run may be begun again from its end.
    """

    budget: int = 60_000_000
    batch: int = 6_000
    rate: float = 1.2e-3
    hidden: float = 0.2
    cooling: float = 0.2
    shown: float = 0.1  # of the hidden words, left as they are, so that the network also looks at what it sees
    seed: int = 0


def _batches(texts: Sequence[list[int]], size: int, random: np.random.Generator) -> Iterator[list[list[int]]]:
    while True:
        order = random.permutation(len(texts))
        for start in range(0, len(order), 20_000):
            some = sorted((texts[i] for i in order[start : start + 20_000]), key=len)
            found: list[list[list[int]]] = [[]]
            for text in some:
                if found[-1] and (len(found[-1]) + 1) * len(text) > size:
                    found.append([])
                found[-1].append(text)
            for index in random.permutation(len(found)):
                yield found[index]


def _padded(texts: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, texts))
    numbers = torch.zeros(len(texts), longest, dtype=torch.long)
    present = torch.zeros(len(texts), longest, dtype=torch.bool)
    for row, text in enumerate(texts):
        numbers[row, : len(text)] = torch.tensor(text)
        present[row, : len(text)] = True
    return numbers, present


def _loss(net: Reader, table: WordTable, texts: Sequence[list[int]], settings: PretrainingSettings) -> Tensor:
    """Cross-entropy of the hidden words among all words of the batch."""
    numbers, present = _padded(texts)
    distinct, places = torch.unique(numbers[present], return_inverse=True)
    composed = net.composer(table, distinct)
    place = torch.zeros(numbers.shape, dtype=torch.long)
    place[present] = places
    hidden = (torch.rand(numbers.shape) < settings.hidden) & present
    masked = hidden & (torch.rand(numbers.shape) >= settings.shown)
    vectors = torch.where(masked[:, :, None], net.mask, composed[place])
    x = net.read(vectors, present, torch.zeros_like(numbers))
    return functional.cross_entropy(net.recalled(x[hidden], composed), place[hidden])


def _pace(step: int, left: float, cooling: float) -> float:
    """The share of the rate at a step, when `left` of the budget is left."""
    return min(1.0, (step + 1) / 200, left / cooling)


def pretrain(
    net: Reader,
    table: WordTable,
    texts: Sequence[list[int]],
    settings: PretrainingSettings,
    keep: Callable[[Reader], None] = lambda net: None,
) -> None:
    """Trains `net` in place on texts given as word numbers; `keep` is called now and then with what there is."""
    torch.manual_seed(settings.seed)
    random = np.random.default_rng(settings.seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=settings.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    texts = [text for text in texts if len(text) >= _SHORTEST]
    seen, step, losses = 0, 0, []
    net.train()
    for some in _batches(texts, settings.batch, random):
        if seen >= settings.budget:
            break
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * _pace(step, 1 - seen / settings.budget, settings.cooling)
        loss = _loss(net, table, some, settings)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        seen, step = seen + sum(map(len, some)), step + 1
        losses.append(float(loss.detach()))
        if step % 500 == 0:
            _logger.info("pre-training: %d of %d words, loss %.3f", seen, settings.budget, np.mean(losses[-500:]))
            keep(net)
