"""What the bundled reader makes of the rows of a set: its chances, and what its network knows before any label."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluation.examples import Row
from evaluation.features import Floats
from nlp.analyser import Analyser
from nlp.classifier import BlendedClassifier
from nlp.preparation import prepare
from nlp.values import Text, Unreadable


def heard(rows: Sequence[Row], analyser: Analyser) -> Floats:
    """What the bundled reader says of each row: the logarithms of all its chances."""
    predictions = analyser.predict([Text(row["text"], row["lang"]) for row in rows])
    width = next(len(_chances(p)) for p in predictions if not isinstance(p, Unreadable))
    found = [np.ones(width) if isinstance(p, Unreadable) else _chances(p) for p in predictions]
    return np.log(np.maximum(np.array(found, dtype=np.float32), 1e-4))


def _chances(prediction: object) -> Floats:
    return np.concatenate([getattr(prediction, name) for name in ("sentiment", "intents", "urgency", "signals")])


def impressions(rows: Sequence[Row], analyser: Analyser) -> Floats:
    """What the network knows of each row before it gives a label (rows, numbers); nothing of another classifier."""
    if not isinstance(analyser.classifier, BlendedClassifier):
        return np.zeros((len(rows), 0), dtype=np.float32)
    ready = [prepare(Text(row["text"], row.get("lang"))) for row in rows]
    heard = analyser.classifier.network.scores(
        [one.units for one in ready], [one.language.code for one in ready], [None] * len(ready)
    )
    return heard.impressions
