"""Trains the network on all tasks at once and keeps the moving average of its weights."""

from __future__ import annotations

import copy
import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from nlp.tasks import BY_NAME, columns
from nlp.training.reader import Reader, WordTable
from nlp.training.sequences import Batch, Counted, batch, batches

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TuningSettings:
    """How long and how fast.

    `words`: about how many words a batch holds; `hidden`: chance that a word is hidden in training; `average`: share
    of the old weights kept a step in the moving average.
    """

    epochs: int = 4
    words: int = 3_200
    rate: float = 3e-3
    decay: float = 0.03
    hidden: float = 0.06
    average: float = 0.997
    unit_weight: float = 0.6
    smoothing: float = 0.05
    seed: int = 0


_TASK_WEIGHT = {"sentiment": 1.0, "intents": 0.5, "urgency": 0.8, "signals": 0.8, "unit_sentiment": 0.5,
                "polarity": 0.5, "opinion": 0.3, "touchpoint": 1.0, "pain_point": 1.0}  # fmt: skip


def task_losses(scores: Tensor, targets: Tensor, weights: Tensor, scope: str, smoothing: float) -> Tensor:
    """Mean over the texts of minus log of the mass on allowed labels, summed over tasks."""
    total = scores.new_zeros(())
    for name, where in columns(scope).items():
        score, target = scores[:, where], targets[:, where]
        if BY_NAME[name].kind == "one_of":
            chances = score.log_softmax(1)
            mass = torch.logsumexp(chances.masked_fill(target == 0, -1e4), 1)
            known = (target == 0).any(1).float() * weights
            even = -chances.mean(1)
            cost = ((1 - smoothing) * -mass + smoothing * even) * known
        else:
            known_cells = ~torch.isnan(target)
            wanted = torch.where(known_cells, target, torch.zeros_like(target))
            cells = functional.binary_cross_entropy_with_logits(score, wanted, reduction="none")
            cost = (cells * known_cells).sum(1) * weights
        total = total + _TASK_WEIGHT[name] * cost.mean()
    return total


def scores(net: Reader, table: WordTable, found: Batch, hidden: float = 0.0) -> tuple[Tensor, Tensor]:
    """Label scores of the texts and of their units."""
    numbers, inverse = torch.unique(found.numbers, return_inverse=True)
    vectors = net.composer(table, numbers)[inverse]
    if hidden:
        gone = (torch.rand(inverse.shape) < hidden) & found.present
        vectors = torch.where(gone[:, :, None], net.mask, vectors)
    x = net.read(vectors, found.present, found.segments)
    return net.passages(x, found.body), net.units(x[found.owners], found.inside)


def tune(
    net: Reader,
    table: WordTable,
    items: Sequence[Counted],
    settings: TuningSettings,
    after_epoch: Callable[[int, Reader], None] | None = None,
) -> Reader:
    """The averaged network; `net` itself is trained in place."""
    torch.manual_seed(settings.seed)
    random = np.random.default_rng(settings.seed)
    matrices = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": settings.decay}, {"params": others, "weight_decay": 0.0}],
        lr=settings.rate, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    moving = copy.deepcopy(net)
    steps = settings.epochs * sum(item.length for item in items) / settings.words
    step = 0
    for epoch in range(settings.epochs):
        net.train()
        losses = []
        for found in batches(items, settings.words, random):
            progress = min(1.0, step / steps)
            rate = settings.rate * min(1.0, (step + 1) / 100) * (0.5 * (1 + math.cos(math.pi * progress)) + 0.02)
            for group in optimiser.param_groups:
                group["lr"] = rate
            passages, units = scores(net, table, found, settings.hidden)
            loss = task_losses(passages, found.targets, found.weights, "passage", settings.smoothing)
            loss = loss + settings.unit_weight * task_losses(
                units, found.unit_targets, found.weights[found.owners], "unit", settings.smoothing
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            step += 1
            keep = min(settings.average, 1 - 1 / (step / 4 + 1))
            with torch.no_grad():
                for mean, now in zip(moving.parameters(), net.parameters(), strict=True):
                    mean.lerp_(now, 1 - keep)
            losses.append(float(loss.detach()))
        _logger.info("tuning epoch %d of %d: loss %.3f", epoch + 1, settings.epochs, float(np.mean(losses)))
        if after_epoch is not None:
            after_epoch(epoch, moving)
    moving.eval()
    return moving


def averaged(nets: Sequence[Reader]) -> Reader:
    """One network whose weights are the mean of those of `nets`, which were tuned from the same start."""
    mean = copy.deepcopy(nets[0])
    with torch.no_grad():
        for parameter, *others in zip(*(net.parameters() for net in (mean, *nets)), strict=True):
            parameter.copy_(torch.stack(others).mean(0))
    return mean


def predict(net: Reader, table: WordTable, items: Sequence[Counted]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Scores (texts, labels), and of each text (units, labels), in the order given."""
    net.eval()
    order = sorted(range(len(items)), key=lambda i: items[i].length)
    whole: dict[int, np.ndarray] = {}
    parts: dict[int, list[np.ndarray]] = {i: [] for i in order}
    with torch.no_grad():
        for start in range(0, len(order), 64):
            some = order[start : start + 64]
            found = batch([items[i] for i in some])
            passages, units = scores(net, table, found)
            whole.update(zip(some, passages.numpy(), strict=True))
            for owner, row in zip(found.owners.tolist(), units.numpy(), strict=True):
                parts[some[owner]].append(row)
    return np.stack([whole[i] for i in range(len(items))]), [np.array(parts[i]) for i in range(len(items))]
