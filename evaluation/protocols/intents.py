"""Sets of intents: from the spelling alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.examples import Row, read_rows
from evaluation.features import Spelling
from evaluation.metrics import Score, accuracy_of, scored
from evaluation.mixture import Labels
from evaluation.protocols.learning import by_folds, classified, codes
from nlp.analyser import Analyser


def intents(path: Path, analyser: Analyser) -> dict[str, Score]:
    """Accuracy on the set's own test or development split; on five folds of the training rows where it has neither."""
    rows = [row for row in read_rows(path) if row["intent"] != "oos"]
    names = sorted({row["intent"] for row in rows})
    gold = codes(rows, "intent", names)
    if all(row["split"] == "train" for row in rows):
        found = by_folds(gold, lambda some, others: _spelt(rows, some, others, gold))
        return {"accuracy_5_folds": scored(accuracy_of, gold, found, len(names))}
    train, test = (
        [at for at, row in enumerate(rows) if (row["split"] == "train") == learnt] for learnt in (True, False)
    )
    found = _spelt(rows, np.array(train), np.array(test), gold)
    return {"accuracy": scored(accuracy_of, gold[test], found, len(names))}


def _spelt(rows: Sequence[Row], some: Labels, others: Labels, gold: Labels) -> Labels:
    spelling = Spelling([rows[at]["text"] for at in some])
    return classified(spelling.training, gold[some], spelling.of([rows[at]["text"] for at in others]))
