"""Labelled texts as padded batches of word numbers for the network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from nlp.training.passages import Labelled
from nlp.training.reader import LONGEST
from nlp.words import Words

QUESTION_WORDS = 24


@dataclass(frozen=True, slots=True)
class Sequence_:  # noqa: N801
    """Word numbers, question first; `bounds` are the units' places, (start, end) in words."""

    numbers: list[int]
    question: int
    bounds: list[tuple[int, int]]
    item: Labelled


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts padded to one length. `owners[u]` is the text of unit u; `inside` (units, words) marks its words."""

    numbers: Tensor
    present: Tensor
    segments: Tensor
    body: Tensor
    owners: Tensor
    inside: Tensor
    targets: Tensor
    unit_targets: Tensor
    weights: Tensor


def sequence(item: Labelled, words: Words) -> Sequence_ | None:
    """The words of a text; beyond the longest the rest is not read."""
    question = words.read(item.question, item.language)[:QUESTION_WORDS] if item.question else []
    numbers, bounds = list(question), []
    for unit in item.units:
        found = words.read(unit, item.language)[: max(0, LONGEST - len(numbers))]
        bounds.append((len(numbers), len(numbers) + len(found)))
        numbers += found
    return Sequence_(numbers, len(question), bounds, item) if len(numbers) > len(question) else None


def batch(items: Sequence[Sequence_]) -> Batch:
    longest = max(len(item.numbers) for item in items)
    numbers = torch.zeros(len(items), longest, dtype=torch.long)
    present = torch.zeros(len(items), longest, dtype=torch.bool)
    segments = torch.zeros(len(items), longest, dtype=torch.long)
    owners, inside, unit_targets = [], [], []
    for row, item in enumerate(items):
        numbers[row, : len(item.numbers)] = torch.tensor(item.numbers)
        present[row, : len(item.numbers)] = True
        segments[row, : item.question] = 1
        for (start, end), target in zip(item.bounds, item.item.unit_targets, strict=True):
            if end > start:
                owners.append(row)
                mask = torch.zeros(longest, dtype=torch.bool)
                mask[start:end] = True
                inside.append(mask)
                unit_targets.append(target)
    return Batch(
        numbers, present, segments, present & (segments == 0), torch.tensor(owners), torch.stack(inside),
        torch.from_numpy(np.stack([item.item.targets for item in items])),
        torch.from_numpy(np.stack(unit_targets)),
        torch.tensor([item.item.weight for item in items]),
    )  # fmt: skip


def batches(items: Sequence[Sequence_], size: int, random: np.random.Generator) -> Iterator[Batch]:
    """All items once, in random order, texts of like length together; `size` words or so a batch."""
    order = random.permutation(len(items))
    found: list[list[Sequence_]] = []
    for start in range(0, len(order), 8_000):
        some = sorted((items[i] for i in order[start : start + 8_000]), key=lambda item: len(item.numbers))
        current: list[Sequence_] = []
        for item in some:
            if current and (len(current) + 1) * len(item.numbers) > size:
                found.append(current)
                current = []
            current.append(item)
        found.append(current)
    for index in random.permutation(len(found)):
        yield batch(found[index])
