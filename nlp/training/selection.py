"""Which texts train the scorers, which only calibrate, and which nothing of ours may see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlp.training.corpus import EXPRESSIONS, LABELS, Example, feedback
from nlp.training.open_sets import REAL, open_sets
from nlp.training.passages import Labelled, quotes, ready
from nlp.training.settings import CALIBRATION_CAP
from nlp.training.split import calibrates, held_back

_QUOTE_WEIGHT = 0.5
OURS = ("feedback", "comments")


@dataclass(frozen=True, slots=True)
class Selection:
    """`held` are the held-back comments: only measured."""

    train: list[Labelled]
    calibration: list[Labelled]
    held: list[Labelled]


def _capped(examples: Iterable[Example], caps: dict[str, int], seed: int) -> tuple[list[Example], list[Example]]:
    """Of each open set as many as its cap for training, then a few for calibration."""
    random = np.random.default_rng(seed)
    by_source: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_source[example.source].append(example)
    train, calibration = [], []
    for source, found in sorted(by_source.items()):
        order = [found[i] for i in random.permutation(len(found))]
        order.sort(key=lambda example: -example.weight)
        cap = caps.get(source, len(order))
        train += order[:cap]
        calibration += order[cap : cap + CALIBRATION_CAP] if cap else []
    return train, calibration


def _key(example: Example) -> str:
    """Sentences of one review stay on one side."""
    return example.identifier.split("-")[0] if example.source == "ja_reviews" else example.identifier


def _calibrates(example: Example) -> bool:
    """Expressions only teach: how sure a comment may be read, comments have to say."""
    return example.source != EXPRESSIONS and calibrates(_key(example))


def unseen(ours: Sequence[Example]) -> list[Example]:
    """Of our comments those that no scorer learns from, without those by which the flag of irony is measured."""
    measured = set((LABELS / "irony_measured.tsv").read_text(encoding="utf-8").splitlines())
    return [example for example in ours if _calibrates(example) and example.identifier not in measured]


def our_comments(folder: Path) -> list[Example]:
    """Our comments under `folder`, without those held back."""
    return [example for example in feedback(folder) if not held_back(example.identifier)]


def select(folder: Path, ours: Sequence[Example], caps: dict[str, int], seed: int) -> Selection:
    """Our comments `ours` and everything else labelled under `folder`, sorted to their uses."""
    held = [example for example in feedback(folder) if held_back(example.identifier)]
    opened = list(open_sets(folder))
    reviews = [example for example in opened if example.source == "ja_reviews"]
    others, spare = _capped((e for e in opened if e.source != "ja_reviews"), caps, seed)
    known = [*ours, *reviews]
    train = [example for example in known if not _calibrates(example)]
    calibration = [example for example in known if _calibrates(example)]
    return Selection(
        ready(train + others) + [q for example in train if example.points for q in quotes(example, _QUOTE_WEIGHT)],
        ready(calibration + spare) + [q for e in calibration if e.points for q in quotes(e, 1.0)],
        ready(held) + [q for example in held for q in quotes(example, 1.0)],
    )


def heard(items: Sequence[Labelled]) -> dict[str, float]:
    """Of the texts of each language the share, 0..1, that strangers wrote; none where they are hardly any."""
    spoken = Counter(item.language for item in items)
    strange = Counter(item.language for item in items if item.source in REAL)
    return {code: count / spoken[code] for code, count in strange.items() if count >= CALIBRATION_CAP}


def counts(items: Iterable[Labelled]) -> dict[str, int]:
    """How many texts of each source."""
    return dict(Counter(item.source for item in items).most_common())
