"""Labelled texts as padded batches of word numbers for the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from nlp.training.passages import Labelled
from nlp.training.reader import LONGEST
from nlp.windows import Indexed, index
from nlp.words import Words


@dataclass(frozen=True, slots=True)
class Counted:
    """A labelled text and its words by number."""

    words: Indexed
    item: Labelled

    @property
    def length(self) -> int:
        return len(self.words.numbers)


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


def counted(items: Iterable[Labelled], words: Words) -> list[Counted]:
    """The items that hold a word, their words numbered."""
    found = (Counted(index(words, item.units, item.language, item.question, LONGEST), item) for item in items)
    return [one for one in found if one.length > one.words.question]


def batch(items: Sequence[Counted]) -> Batch:
    longest = max(item.length for item in items)
    numbers = torch.zeros(len(items), longest, dtype=torch.long)
    present = torch.zeros(len(items), longest, dtype=torch.bool)
    segments = torch.zeros(len(items), longest, dtype=torch.long)
    owners, inside, unit_targets = [], [], []
    for row, item in enumerate(items):
        numbers[row, : item.length] = torch.tensor(item.words.numbers)
        present[row, : item.length] = True
        segments[row, : item.words.question] = 1
        for (start, end), target in zip(item.words.bounds, item.item.unit_targets, strict=True):
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


def batches(items: Sequence[Counted], size: int, random: np.random.Generator) -> Iterator[Batch]:
    """All items once, in random order, texts of like length together; `size` words or so a batch."""
    order = random.permutation(len(items))
    found: list[list[Counted]] = []
    for start in range(0, len(order), 8_000):
        some = sorted((items[i] for i in order[start : start + 8_000]), key=lambda item: item.length)
        current: list[Counted] = []
        for item in some:
            if current and (len(current) + 1) * item.length > size:
                found.append(current)
                current = []
            current.append(item)
        found.append(current)
    for place in random.permutation(len(found)):
        yield batch(found[place])
