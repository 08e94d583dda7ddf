"""Reads a data set with the bundled weights and scores it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.datasets import Dataset, Example
from evaluation.metrics import Score
from evaluation.results import Result, peak_mib
from evaluation.scoring import (
    calibrations,
    four_class,
    intent_scores,
    pair_scores,
    quote_scores,
    sentiment_scores,
    three_class,
    two_class,
    urgency_scores,
)
from nlp.analyser import Analyser
from nlp.classifier import Passage
from nlp.taxonomy import Taxonomy
from nlp.values import Reading, Text, Unreadable

_CLASS_OF = {"sentiment3": three_class, "sentiment2": two_class, "sentiment4": four_class, "pairs": four_class}


def measure(dataset: Dataset, data: Path, analyser: Analyser) -> Result:
    """One data set, read in the languages its rows claim, as the classify command would."""
    examples = dataset.examples(data)
    start = time.perf_counter()
    if dataset.task == "quotes":
        scores, rows = _quotes(examples, analyser)
    else:
        readings, examples = _read(examples, analyser)
        scores, rows = _scores(dataset.task, examples, readings, analyser), len(examples)
    return Result(
        dataset=dataset.name,
        task=dataset.task,
        split=dataset.split,
        licence=dataset.licence,
        data_hash=dataset.fingerprint(data),
        system="kikitori",
        version=analyser.version,
        rows=rows,
        seconds=time.perf_counter() - start,
        peak_mib=peak_mib(),
        scores=scores,
    )


def _read(examples: Sequence[Example], analyser: Analyser) -> tuple[list[Reading], list[Example]]:
    """Readings, and the examples they belong to; a row too empty to read is scored by nobody."""
    texts = [Text(e.text, None if e.language == "und" else e.language, e.row.get("question")) for e in examples]
    pairs = zip(analyser.analyse(texts), examples, strict=True)
    kept = [(reading, example) for reading, example in pairs if isinstance(reading, Reading)]
    return [reading for reading, _ in kept], [example for _, example in kept]


def _scores(task: str, examples: list[Example], readings: list[Reading], analyser: Analyser) -> dict[str, Score]:
    if task == "intents":
        return intent_scores(examples, readings, list(Taxonomy.default().intents))
    if task == "urgency":
        return urgency_scores(examples, readings, _urgent(examples, analyser))
    predicted = [_CLASS_OF[task](reading) for reading in readings]
    scores = sentiment_scores(task, examples, predicted)
    if task == "pairs":
        scores |= pair_scores(examples, predicted)
    if task in ("sentiment3", "sentiment4"):
        scores |= calibrations(examples, predicted, readings)
    return scores


def _urgent(examples: list[Example], analyser: Analyser) -> np.ndarray:
    """The probability of urgency 2 or more, before any threshold."""
    predictions = analyser.predict([Text(e.text, e.language, e.row.get("question")) for e in examples])
    return np.array([0.0 if isinstance(p, Unreadable) else float(p.urgency[2:].sum()) for p in predictions])


def _quotes(examples: list[Example], analyser: Analyser) -> tuple[dict[str, Score], int]:
    """Each labelled quote read inside its own comment, as a unit."""
    cases = [(e, o) for e in examples for o in e.row["opinions"] or ()]
    passages = [Passage(e.text, (o["quote"],), e.language, e.row.get("question")) for e, o in cases]
    vectors = analyser.encoder.encode([o["quote"] for _, o in cases])
    predictions = analyser.classifier.classify(passages, [vectors[i : i + 1] for i in range(len(cases))])
    taxonomy = Taxonomy.default()
    touchpoints, pains = list(taxonomy.touchpoints), list(taxonomy.pain_points)
    found = [
        (touchpoints[int(p.units[0].touchpoint[:-1].argmax())], pains[int(p.units[0].pain_point[:-1].argmax())])
        for p in predictions
    ]
    gold = [(o["touchpoint"] or "", o["pain_point"] or "") for _, o in cases]
    return quote_scores(gold, found), len(cases)
