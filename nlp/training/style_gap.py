"""`python -m nlp.training.style_gap --data DIR`: how much too sure is a reader of strangers, when we taught it alone?

A small network learns from the comments written for this project and from nothing else. Then the sharpness
(1 / temperature) that fits best is found on comments of ours that it has not seen, and on every open set that real
people wrote. What lies between the two is a matter of style, and no calibration on our own comments can see it.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from nlp.encoder import WEIGHTS, StaticEncoder
from nlp.lexicon import Lexicon
from nlp.tasks import columns
from nlp.training.blending import sharpest
from nlp.training.corpus import Example, own_comments
from nlp.training.open_sets import REAL, open_sets
from nlp.training.passages import ready
from nlp.training.reader import Reader
from nlp.training.selection import our_comments
from nlp.training.sequences import Counted, counted
from nlp.training.settings import Settings
from nlp.training.split import calibrates
from nlp.training.start import word_table
from nlp.training.tuning import TuningSettings, predict, tune
from nlp.words import Words

_A_SET = 1_500
_FEWEST = 80


def style_gap(data: Path, comments: Sequence[Example] | None = None, settings: Settings | None = None) -> list[str]:
    """A line a set and language: whose words, language, texts, the sharpness that fits them."""
    settings = settings or Settings(tuning=TuningSettings(epochs=2))
    torch.set_num_threads(settings.threads)
    ours = our_comments(data) + list(own_comments() if comments is None else comments)
    lexicon = Lexicon.load(WEIGHTS / "words.safetensors")
    words = Words(lexicon, StaticEncoder.load(WEIGHTS / "encoder"), settings.shape.buckets)
    learnt = counted(ready(one for one in ours if not calibrates(one.identifier)), words)
    judged = counted([*ready(one for one in ours if calibrates(one.identifier)), *ready(_strangers(data))], words)
    table = word_table(words, lexicon)
    torch.manual_seed(settings.tuning.seed)
    net = tune(Reader(replace(settings.shape, layers=1)), table, learnt, settings.tuning)
    scores, _ = predict(net, table, judged)
    return list(_told(judged, scores[:, columns("passage")["sentiment"]]))


def _strangers(data: Path) -> list[Example]:
    """Up to `_A_SET` texts of each open set and language that people wrote for themselves."""
    groups: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in open_sets(data):
        if example.source in REAL:
            groups[example.source, example.language].append(example)
    random = np.random.default_rng(0)
    return [found[i] for found in groups.values() for i in random.permutation(len(found))[:_A_SET]]


def _told(judged: Sequence[Counted], scores: np.ndarray) -> Iterable[str]:
    targets = np.stack([one.item.targets for one in judged])[:, columns("passage")["sentiment"]]
    whose = [(one.item.source if one.item.source in REAL else "ours", one.item.language) for one in judged]
    for source, language in sorted(set(whose)):
        rows = np.array([key == (source, language) for key in whose]) & (targets == 1).any(axis=1)
        if rows.sum() >= _FEWEST:
            sharp = sharpest("one_of", scores[rows], targets[rows], np.ones(int(rows.sum()), dtype=np.float32))
            yield f"{source:14} {language}  {rows.sum():6,} texts  sharpness {sharp:.2f}"


def main() -> None:
    asked = argparse.ArgumentParser(description="How much too sure our own comments make a reader of strangers.")
    asked.add_argument("--data", type=Path, required=True, help="folder with the training data")
    sys.stdout.write("\n".join(style_gap(asked.parse_args().data)) + "\n")


if __name__ == "__main__":
    main()
