"""Tweets in eight languages, with the bundled reader heard beside the spelling: it has learnt from none of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.examples import read_rows
from evaluation.features import Spelling, by_group
from evaluation.metrics import Score, confusion, macro_f1_of, mean_of, scored
from evaluation.mixture import Labels, Mixture, evened
from evaluation.protocols.hearing import heard
from evaluation.protocols.learning import codes, texts
from nlp.analyser import Analyser


def umsab(path: Path, analyser: Analyser) -> dict[str, Score]:
    """Trained on the eight training splits at once, scored on each development split."""
    rows = list(read_rows(path))
    train, dev = ([row for row in rows if row["split"] == split] for split in ("train", "dev"))
    names, languages = ["neg", "neu", "pos"], sorted({row["lang"] for row in rows})
    spelling = Spelling(texts(train))
    reader = [by_group(heard(part, analyser), [row["lang"] for row in part], languages) for part in (train, dev)]
    gold, spoken = codes(train, "sentiment", names), np.array([row["lang"] for row in train])
    mixture = Mixture(lambda truth, given: _mean_over(languages, spoken, truth, given))
    spelt = spelling.training, spelling.of(texts(dev))
    found, _ = mixture.found(spelt, evened(reader[0], reader[1]), gold)
    truth, spoken_dev = codes(dev, "sentiment", names), np.array([row["lang"] for row in dev])
    each = {
        f"macro_f1_{code}": scored(macro_f1_of, truth[spoken_dev == code], found[spoken_dev == code], 3)
        for code in languages
    }
    return {"mean_macro_f1": mean_of(list(each.values())), **each}


def _mean_over(groups: Sequence[str], member: NDArray[np.str_], truth: Labels, given: Labels) -> float:
    """Macro-F1 of three classes, the plain mean over groups."""
    each = [macro_f1_of(confusion(truth[member == one], given[member == one], 3)) for one in groups]
    return float(np.mean(each))
