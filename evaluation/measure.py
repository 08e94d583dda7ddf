"""Reads a data set with the bundled weights and scores it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.datasets import Dataset
from evaluation.detection import irony_scores, read_irony_scores, signal_scores, type_scores
from evaluation.examples import Example
from evaluation.metrics import Score
from evaluation.results import Result, peak_mib
from evaluation.scoring import (
    calibrations,
    four_class,
    intent_scores,
    pair_scores,
    quote_scores,
    sentiment_scores,
    similarity_scores,
    three_class,
    two_class,
    urgency_scores,
)
from nlp.analyser import Analyser
from nlp.classifier import Passage, PassagePrediction
from nlp.taxonomy import Taxonomy
from nlp.values import Reading, Text

_SOON = 2  # the urgency that somebody has to act on
_CLASS_OF = {"sentiment3": three_class, "sentiment2": two_class, "sentiment4": four_class, "pairs": four_class}


def measure(dataset: Dataset, data: Path, analyser: Analyser) -> Result:
    """One data set, read in the languages its rows claim, as the classify command would."""
    examples, found = dataset.examples(data), dataset.fingerprint(data)
    start = time.perf_counter()
    if dataset.task == "quotes":
        scores, rows = _quotes(examples, analyser)
    elif dataset.task == "urgency":
        scores, rows = _urgencies(examples, analyser)
    elif dataset.task == "similarity":
        scores, rows = _similarities(examples, analyser), len(examples)
    else:
        readings, examples = _read(examples, analyser)
        scores, rows = _scores(dataset.task, examples, readings), len(examples)
    return Result(
        dataset=dataset.name,
        task=dataset.task,
        split=dataset.split,
        licence=dataset.licence,
        data_hash=found,
        system="kikitori",
        version=analyser.version,
        rows=rows,
        seconds=time.perf_counter() - start,
        peak_mib=peak_mib(),
        scores=scores,
        language=dataset.language,
        as_declared=found == dataset.sha256,
    )


def _text(example: Example) -> Text:
    language = None if example.language == "und" else example.language
    return Text(example.text, language, example.row.get("question"))


def _read(examples: Sequence[Example], analyser: Analyser) -> tuple[list[Reading], list[Example]]:
    """Readings, and the examples they belong to; a row too empty to read is scored by nobody."""
    pairs = zip(analyser.analyse(list(map(_text, examples))), examples, strict=True)
    kept = [(reading, example) for reading, example in pairs if isinstance(reading, Reading)]
    return [reading for reading, _ in kept], [example for _, example in kept]


def _scores(task: str, examples: list[Example], readings: list[Reading]) -> dict[str, Score]:
    if task == "intents":
        return intent_scores(examples, readings, list(Taxonomy.default().intents))
    if task == "signals":
        return signal_scores(examples, readings, list(Taxonomy.default().signals))
    if task == "irony":
        return read_irony_scores(examples, readings)
    if task == "types":
        return type_scores(examples, readings)
    return _tones(task, examples, readings)


def _tones(task: str, examples: list[Example], readings: list[Reading]) -> dict[str, Score]:
    """Confidence is that of the side that was read: where a set has no middle, a reading in the middle is wrong."""
    predicted = [_CLASS_OF[task](reading) for reading in readings]
    scores = sentiment_scores(task, examples, predicted)
    if task == "pairs":
        scores |= pair_scores(examples, predicted) | irony_scores(examples, readings)
    sides = [three_class(reading) for reading in readings] if task == "sentiment2" else predicted
    return scores | calibrations(examples, sides, readings)


def _urgencies(examples: Sequence[Example], analyser: Analyser) -> tuple[dict[str, Score], int]:
    """Urgency as read, and how likely it is before any threshold; of the urgent, as the reading says."""
    readings, kept = _read(examples, analyser)
    said = (one for one in analyser.predict(list(map(_text, kept))) if isinstance(one, PassagePrediction))
    likely = (float(one.urgency[_SOON:].sum()) for one in said)
    chances = [
        reading.urgency_confidence if reading.urgency >= _SOON else chance
        for reading, chance in zip(readings, likely, strict=True)
    ]
    return urgency_scores(kept, readings, np.array(chances)), len(kept)


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


def _similarities(examples: Sequence[Example], analyser: Analyser) -> dict[str, Score]:
    """Cosines of the encoder's own vectors, nothing learnt on top."""
    left, right = (analyser.encoder.encode([e.row[side] for e in examples]) for side in ("a", "b"))
    lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    cosines = (left * right).sum(axis=1) / np.maximum(lengths, 1e-9)
    return similarity_scores([float(e.gold) for e in examples], cosines.tolist())
